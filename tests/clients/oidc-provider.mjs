// A real OpenID Connect provider on loopback. It tells on standard output, a line of JSON each, where it listens and that it did what it was told.
//   node oidc-provider.mjs --client ID --secret WORD --return ADDRESS [--left ADDRESS] [--port N]
// Each line on standard input: roll (another key from now on, the old one no longer named)
import { createInterface } from 'node:readline'
import { createServer } from 'node:http'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import Provider from 'oidc-provider'

const { values: given } = parseArgs({ options: Object.fromEntries(['port', 'client', 'secret', 'return', 'left'].map(name => [name, { type: 'string' }])) })
const say = line => process.stdout.write(JSON.stringify(line) + '\n')
const newKey = () => ({ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' })

// Whoever signs in is the name that was typed: "ann" is ann@contoso.example.
const make = issuer => new Provider(issuer, {
  clients: [{ client_id: given.client, client_secret: given.secret, redirect_uris: [given.return], post_logout_redirect_uris: given.left ? [given.left] : [] }],
  jwks: { keys: [newKey()] },
  cookies: { keys: ['of the tests'] },
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@contoso.example`, email_verified: true, name: `${id} of Contoso` }) })
})

let provider
const server = createServer((request, response) => provider.callback()(request, response))
server.listen(Number(given.port ?? 0), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  provider = make(issuer)
  createInterface({ input: process.stdin }).on('line', line => {
    if (line.trim() === 'roll') {
      provider = make(issuer)
      say({ rolled: true })
    }
  }).on('close', () => process.exit(0))
  say({ issuer })
})
