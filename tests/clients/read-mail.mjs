// Reads a mail file with a parser that nobody here wrote, and prints what it found as JSON.
import { readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'

const mail = await simpleParser(readFileSync(process.argv[2]))
console.log(JSON.stringify({
  subject: mail.subject,
  from: mail.from.text,
  to: mail.to.value,
  date: mail.date,
  messageId: mail.messageId,
  text: mail.text
}))
