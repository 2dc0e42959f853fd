// ClickHouse in this process: the place aggregate, and the cell aggregate by its own H3.
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Session } from 'chdb'
import { definitions } from './columns.mjs'

/** @param sql printed queries: places, cells, and cells with the arguments the other way round, which has to fail */
export function chdbEngine({ folder, sql, out }) {
  const session = new Session()
  return {
    version: () => session.query('SELECT version()', 'TSV').trim(),
    load() {
      const columns = definitions('String')
      for (const query of ['CREATE DATABASE scale', 'USE scale', `CREATE TABLE crime (${columns}) ENGINE = Memory`])
        session.query(query)
      session.query(`INSERT INTO crime SELECT * FROM file('${folder}/*.csv', 'CSVWithNames', '${columns.replaceAll('"', '`')}')`)
    },
    async places() {
      await save(sql.places, out.places)
    },
    async cells() {
      await save(sql.cells, out.cells)
    },
    /** @returns why a query with the arguments the other way round was refused, '' if it was not */
    refusal() {
      try {
        session.query(sql.swapped, 'CSV')
        return ''
      } catch (error) {
        return error.message
      }
    },
    close: () => session.cleanup(),
  }

  /** A string holds half a gigabyte at most, so the answer is taken in pieces. */
  async function save(query, path) {
    const file = createWriteStream(path)
    for await (const chunk of session.queryStream(query, { format: 'CSV' })) file.write(Buffer.from(chunk.raw()))
    file.end()
    await finished(file)
  }
}
