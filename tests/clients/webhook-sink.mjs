// A program that is called: verifies each call by npm standardwebhooks and prints what it got. Answers with the statuses of its arguments in
// turn, the last one for ever. Arguments: secret, statuses.
import http from 'node:http'
import { Webhook } from 'standardwebhooks'

const [secret, ...statuses] = process.argv.slice(2)
const server = http.createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', part => { body += part })
  request.on('end', () => {
    let seen
    try {
      seen = JSON.stringify(new Webhook(secret).verify(body, request.headers))
    } catch (error) {
      seen = `refused: ${error.message}`
    }
    const status = Number(statuses.length > 1 ? statuses.shift() : statuses[0])
    console.log(`${request.headers['webhook-id']} ${status} ${seen}`)
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {})
    response.end()
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
