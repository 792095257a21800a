// @rudderstack/rudder-sdk-node as a product uses it: packed, and labelled as a form.
//   node rudder-node.mjs HOST KEY seven RUN
//   node rudder-node.mjs HOST KEY many COUNT
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { setTimeout as pause } from 'node:timers/promises'

const [dataPlaneUrl, writeKey, what, argument] = process.argv.slice(2)
const analytics = new RudderAnalytics(writeKey, {
  dataPlaneUrl, flushAt: 10, flushInterval: 200, retryCount: 1000, logLevel: 'none', axiosRetryConfig: { retryDelay: () => 300 },
})
let expected = 0
let delivered = 0
let failed = 0
const sent = error => {
  if (error) { failed++; console.error(error.message) } else { delivered++; console.log(delivered) }
}
const send = (kind, message) => { expected++; analytics[kind](message, sent) }

const context = { groupId: 'acme' }
if (what === 'seven') {
  const id = kind => `${argument}-${kind}`
  send('group', { userId: 'u-1', groupId: 'acme', traits: { name: 'Acme' }, messageId: id('group') })
  send('identify', { userId: 'u-1', traits: { plan: 'pro' }, context, messageId: id('identify') })
  send('track', { userId: 'u-1', event: 'Report Viewed', properties: { feature: 'reports' }, context, messageId: id('track') })
  send('page', { userId: 'u-1', name: 'Home', properties: { url: 'https://shop.example/' }, context, messageId: id('page') })
  send('screen', { userId: 'u-1', name: 'Start', context, messageId: id('screen') })
  send('alias', { userId: 'u-1', previousId: 'a-1', context, messageId: id('alias') })
  await analytics.flush()
  send('track', { userId: 'u-1', event: 'Report Exported', properties: { feature: 'export' }, messageId: id('after-flush') })
} else if (what === 'many') {
  for (let i = 0; i < Number(argument); i++) {
    send('track', { userId: `u-${i % 7}`, event: 'Report Viewed', properties: { feature: 'reports' }, context })
    await pause(5)
  }
}

const patience = Date.now() + 90000
while (delivered + failed < expected && Date.now() < patience) {
  await analytics.flush()
  await pause(20)
}
console.log(JSON.stringify({ delivered, failed }))
process.exit(failed === 0 && delivered === expected ? 0 : 1)
