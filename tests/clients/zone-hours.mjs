// For each "INSTANT ZONE" argument: weekday, day and hour that a clock in the zone shows, by the calendar that Node brings along.
for (const pair of process.argv.slice(2)) {
  const [instant, timeZone] = pair.split(' ')
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', {
    timeZone, weekday: 'long', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'
  }).formatToParts(new Date(instant)).map(part => [part.type, part.value]))
  console.log(`${parts.weekday} ${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`)
}
