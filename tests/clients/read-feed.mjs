// Reads a feed as feed readers do and prints its title and each entry: id, title, summary, link, day.
import { createReadStream } from 'node:fs'
import FeedParser from 'feedparser'

const parser = new FeedParser({ addmeta: false })
parser.on('error', error => { console.error(error.message); process.exit(1) })
parser.on('meta', meta => console.log(`${meta['#type']} ${meta['#version']} ${meta.title}`))
parser.on('readable', () => {
  for (let item = parser.read(); item; item = parser.read()) {
    console.log(`${item.guid} | ${item.title} | ${item.summary} | ${item.link} | ${item.pubdate.toISOString()}`)
  }
})
createReadStream(process.argv[2]).pipe(parser)
