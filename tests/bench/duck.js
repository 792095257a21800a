// node duck.js EVENTS, in a folder where @duckdb/node-api is installed. What the page of usage answers for one account, asked of DuckDB
// over the same events, all in memory, two threads, warm: the median of seven rounds of every question the page asks, and of the one
// question "events by day and feature". Prints one line of JSON; the figures in it are compared with the page's.
const { createRequire } = require('node:module');
const { DuckDBInstance } = createRequire(process.cwd() + '/')('@duckdb/node-api');

(async () => {
  const events = Number(process.argv[2]);
  const db = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  // The events of BenchPortal.Events.
  await db.run(`create table event as
    select (chance // 7 % 50)::utinyint as account, (chance % 200)::usmallint as person, (chance // 13 % 60)::utinyint as feature,
      (date '2025-01-01' + (i * 365 // ${events})::integer)::date as day
    from (select i, (i * 2654435761) % 4294967296 as chance from range(0, ${events}) r(i))`);

  const [from, to, earlierFrom, earlierTo, weeksFrom] = ['2025-10-01', '2025-12-29', '2025-07-03', '2025-09-30', '2025-07-07'];
  const within = (a, b) => `account = 0 and day between date '${a}' and date '${b}'`;
  const totals = (a, b) => `select count(*) events, count(distinct person) people, count(distinct feature) features, count(distinct day) active_days from event where ${within(a, b)}`;
  const points = (bucket, a, b) => `select date_trunc('${bucket}', day) point, count(*) events, count(distinct person) people from event where ${within(a, b)} group by 1 order by 1`;
  const page = {
    extent: 'select min(day), max(day) from event where account = 0',
    now: totals(from, to),
    then: totals(earlierFrom, earlierTo),
    trend: points('day', from, to),
    trendThen: points('day', earlierFrom, earlierTo),
    features: `select feature, count(*) events, count(distinct person) people, max(day) lastly from event where ${within(from, to)} group by 1 order by 2 desc, 1`,
    ever: 'select distinct feature from event where account = 0',
    weeks: points('week', weeksFrom, to),
    featureWeeks: `select feature, min(day), max(day) from event where ${within(weeksFrom, to)} group by 1`,
    lately: `select distinct feature from event where ${within('2025-12-01', to)}`,
  };

  const timed = async sql => {
    const start = performance.now();
    const rows = (await db.runAndReadAll(sql)).getRowObjectsJson();
    return [performance.now() - start, rows];
  };
  const median = all => all.sort((a, b) => a - b)[all.length >> 1];
  const one = `select day, feature, count(*) events from event where ${within(from, to)} group by all`;
  const whole = [], single = [], cpu = [];
  let figures;
  for (let round = 0; round < 8; round++) {
    let sum = 0;
    const begun = process.cpuUsage();
    for (const [name, sql] of Object.entries(page)) {
      const [took, rows] = await timed(sql);
      sum += took;
      figures = name === 'now' ? rows[0] : figures;
    }
    const used = process.cpuUsage(begun);
    const [took] = await timed(one);
    if (round > 0) { whole.push(sum); single.push(took); cpu.push((used.user + used.system) / 1000); }
  }
  console.log(JSON.stringify({ page: median(whole), single: median(single), cpu: median(cpu), events: Number(figures.events), people: Number(figures.people), features: Number(figures.features), days: Number(figures.active_days) }));
})();
