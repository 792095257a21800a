// A real SMTP server on loopback that takes mails and tells on standard output, a line of JSON each, what it was given.
//   node smtp-sink.mjs [--port N] [--user NAME --password WORD] [--tls starttls|tls --key FILE --cert FILE]
// Each line on standard input sets how it behaves from then on:
//   take | refuse CODE | refuse-recipient CODE | refuse-sender CODE | drop (in the middle of DATA) | hold (and never answer) | slow MILLISECONDS
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

const { values: given } = parseArgs({
  options: Object.fromEntries(['port', 'user', 'password', 'tls', 'key', 'cert'].map(name => [name, { type: 'string' }]))
})
let manner = ['take']
const say = line => process.stdout.write(JSON.stringify(line) + '\n')
const refusal = code => Object.assign(new Error('as it was told'), { responseCode: Number(code) })

const server = new SMTPServer({
  secure: given.tls === 'tls',
  key: given.key && readFileSync(given.key),
  cert: given.cert && readFileSync(given.cert),
  authOptional: !given.user,
  hideSTARTTLS: given.tls !== 'starttls',
  hideSMTPUTF8: true,
  disabledCommands: given.user ? [] : ['AUTH'],
  authMethods: ['PLAIN', 'LOGIN'],
  allowInsecureAuth: true,
  disableReverseLookup: true,
  logger: false,
  onAuth: (auth, session, done) => auth.username === given.user && auth.password === given.password
    ? done(null, { user: auth.username })
    : done(refusal(535)),
  onMailFrom: (address, session, done) => manner[0] === 'refuse-sender' ? done(refusal(manner[1])) : done(),
  onRcptTo: (address, session, done) => manner[0] === 'refuse-recipient' ? done(refusal(manner[1])) : done(),
  async onData (stream, session, done) {
    if (manner[0] === 'drop') {
      stream.once('data', () => {
        say({ dropped: true })
        server.connections.forEach(connection => connection._socket.destroy())
      })
      return
    }
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk)
    if (manner[0] === 'hold') return say({ held: true })
    if (manner[0] === 'slow') await new Promise(resolve => setTimeout(resolve, Number(manner[1])))
    if (manner[0] === 'refuse') {
      say({ refused: manner[1] })
      return done(refusal(manner[1]))
    }
    const raw = Buffer.concat(chunks)
    const mail = await simpleParser(raw)
    say({
      from: session.envelope.mailFrom.address,
      to: session.envelope.rcptTo.map(receiver => receiver.address),
      encrypted: session.secure,
      user: session.user ?? null,
      messageId: mail.messageId,
      subject: mail.subject,
      fromText: mail.from.text,
      toText: mail.to.text,
      text: mail.text,
      html: mail.html || null,
      headers: mail.headerLines.map(header => header.line),
      list: mail.headers.get('list') ?? null,
      attachments: mail.attachments.map(file => ({ name: file.filename, type: file.contentType, content: file.content.toString('utf8') })),
      raw: raw.toString('latin1')
    })
    done()
  }
})
server.on('error', failure => say({ error: failure.message }))
createInterface({ input: process.stdin }).on('line', line => {
  manner = line.trim().split(' ')
  say({ manner: line.trim() })
}).on('close', () => process.exit(0))
server.listen(Number(given.port ?? 0), '127.0.0.1', () => say({ port: server.server.address().port }))
