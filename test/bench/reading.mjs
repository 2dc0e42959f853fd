import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'

const FORCES = /-(avon-and-somerset|cleveland|lancashire|northamptonshire|staffordshire)-street\.csv\.gz$/
const ROWS = 1_007_767
const RUNS = 5

/** 83 monthly files of five forces, 233 MB open, to places and tallies with all accounting; the rival counts rows. Runs alternate. */
export async function reading({ engine, node, tables, shared, summary, add }) {
  const folder = `${shared}/data/data-police-uk`
  const names = readdirSync(folder, { recursive: true }).filter((name) => FORCES.test(name))
  const packed = names.map((name) => join(folder, name))
  const temporary = mkdtempSync(join(tmpdir(), 'hexbeat-bench-'))
  const open = packed.map((path, k) => {
    const to = join(temporary, `${k}-street.csv`)
    writeFileSync(to, gunzipSync(readFileSync(path)))
    return to
  })
  const reader = node.createCrimeReader()
  try {
    await compare('open', open, (path) => readFileSync(path))
    await compare('gzip', packed, (path) => gunzipSync(readFileSync(path)))
  } finally {
    await reader.close()
    rmSync(temporary, { recursive: true })
  }

  async function compare(kind, paths, bytesOf) {
    const options = { categories: null }
    const hooks = { signal: new AbortController().signal }
    const ways = {
      one: async () => (await engine.readCrimes((await node.crimeSources(paths)).sources, tables, options)).rows.read,
      threads: async () => (await node.readCrimeFiles(paths, options, hooks)).crimes.rows.read,
      kept: async () => (await reader.readCrimeFiles(paths, options, hooks)).crimes.rows.read,
      papa: () => {
        let rows = 0
        for (const path of paths) Papa.parse(bytesOf(path).toString(), { header: true, skipEmptyLines: true, step: () => rows++ })
        return rows
      },
    }
    const times = { one: [], threads: [], kept: [], papa: [] }
    for (let run = 0; run <= RUNS; run++) {
      for (const [way, read] of Object.entries(ways)) {
        const start = performance.now()
        const rows = await read()
        if (rows !== ROWS) throw new Error(`${way} read ${rows} rows`)
        if (run > 0) times[way].push(performance.now() - start)
      }
    }
    const what = `${ROWS.toLocaleString('en')} rows of ${paths.length} ${kind} files to places and tallies`
    const rival = kind === 'gzip' ? 'gunzip + papaparse, rows counted' : 'papaparse, rows counted'
    add(`${what}, one thread`, summary(times.one), rival, summary(times.papa))
    add(`${what}, a thread a core, started anew`, summary(times.threads), rival, summary(times.papa))
    add(`${what}, a thread a core, kept from the reading before`, summary(times.kept), rival, summary(times.papa))
  }
}
