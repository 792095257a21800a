// Reads a calendar as calendar programs do and prints its name and each event: day, title, id.
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')))
console.log(calendar.getFirstPropertyValue('x-wr-calname'))
for (const part of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(part)
  console.log(`${event.startDate.isDate} ${event.startDate}/${event.endDate} ${event.summary} ${event.uid} ${part.getFirstPropertyValue('url')}`)
}
