// @segment/analytics-node as a product uses it.
//   node segment-node.mjs HOST KEY seven RUN     one call of each kind with message ids that begin with RUN
//   node segment-node.mjs HOST KEY many COUNT    COUNT track calls one after the other; prints how many were delivered so far
//   node segment-node.mjs HOST KEY wrong         a group call without a person, which the portal refuses
import { Analytics } from '@segment/analytics-node'
import { setTimeout as pause } from 'node:timers/promises'

const [host, writeKey, what, argument] = process.argv.slice(2)
const analytics = new Analytics({ host, writeKey, flushAt: 10, flushInterval: 200, maxRetries: 1000 })
let delivered = 0
let failed = 0
const sent = error => {
  if (error) { failed++; console.error(error) } else { delivered++; console.log(delivered) }
}
analytics.on('error', error => console.error(error))

const context = { groupId: 'acme' }
if (what === 'seven') {
  const id = kind => `${argument}-${kind}`
  analytics.group({ userId: 'u-1', groupId: 'acme', traits: { name: 'Acme' }, messageId: id('group') }, sent)
  analytics.identify({ userId: 'u-1', traits: { plan: 'pro' }, context, messageId: id('identify') }, sent)
  analytics.track({ userId: 'u-1', event: 'Report Viewed', properties: { feature: 'reports' }, context, messageId: id('track') }, sent)
  analytics.page({ userId: 'u-1', name: 'Home', properties: { url: 'https://shop.example/' }, context, messageId: id('page') }, sent)
  analytics.screen({ userId: 'u-1', name: 'Start', context, messageId: id('screen') }, sent)
  analytics.alias({ userId: 'u-1', previousId: 'a-1', context, messageId: id('alias') }, sent)
  await analytics.flush()
  analytics.track({ userId: 'u-1', event: 'Report Exported', properties: { feature: 'export' }, messageId: id('after-flush') }, sent)
} else if (what === 'many') {
  for (let i = 0; i < Number(argument); i++) {
    analytics.track({ userId: `u-${i % 7}`, event: 'Report Viewed', properties: { feature: 'reports' }, context }, sent)
    await pause(5)
  }
} else if (what === 'wrong') {
  // The client checks much itself; the length of an id is left to the server.
  analytics.track({ userId: 'u-1', event: 'x'.repeat(300), messageId: 'wrong-1', context }, sent)
}

await analytics.closeAndFlush({ timeout: 90000 })
console.log(JSON.stringify({ delivered, failed }))
process.exit(failed === 0 ? 0 : 1)
