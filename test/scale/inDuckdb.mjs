// DuckDB in this process: the place aggregate, of text or of columns that DuckDB gave types to itself.
import { DuckDBInstance, version } from '@duckdb/node-api'

export async function duckdbEngine({ folder, sql, typed }) {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  return {
    version: () => version(),
    load: () => connection.run(`CREATE TABLE crime AS SELECT * FROM read_csv('${folder}/*.csv', all_varchar = ${!typed})`),
    // the query names the file it writes to, in the folder at hand
    places: () => connection.run(sql.places),
    close: () => connection.closeSync(),
  }
}
