// Reads the first sheet of a workbook and prints each row with the kinds of its cells.
import { readSheet } from 'read-excel-file/node'

for (const row of await readSheet(process.argv[2])) {
  console.log(row.map(cell => cell instanceof Date ? `date ${cell.toISOString().slice(0, 10)}` : `${typeof cell} ${cell}`).join('|'))
}
