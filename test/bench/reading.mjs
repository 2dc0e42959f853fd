import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'

const FORCES = /-(avon-and-somerset|cleveland|lancashire|northamptonshire|staffordshire)-street\.csv\.gz$/
const ROWS = 1_007_767
/** What the engine finds in them. */
const PLACES = 106_285
const TALLIES = 680_369
const REPEATED = 9_784
const RUNS = 5

/**
 * 83 monthly files of five forces, 233 MB open, to places and tallies with all accounting. One rival only counts the rows papaparse hands
 * over, the other makes the same places and tallies of them with Maps. Runs alternate.
 */
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
      papaTallied: () => tallied(paths, bytesOf),
    }
    const times = { one: [], threads: [], kept: [], papa: [], papaTallied: [] }
    for (let run = 0; run <= RUNS; run++) {
      for (const [way, read] of Object.entries(ways)) {
        const start = performance.now()
        const rows = await read()
        if (rows !== ROWS) throw new Error(`${way} read ${rows} rows`)
        if (run > 0) times[way].push(performance.now() - start)
      }
    }
    const what = `${ROWS.toLocaleString('en')} rows of ${paths.length} ${kind} files to places and tallies`
    const rival = kind === 'gzip' ? 'gunzip + papaparse' : 'papaparse'
    const own = { 'one thread': times.one, 'a thread a core, started anew': times.threads, 'a thread a core, kept': times.kept }
    for (const [threads, ours] of Object.entries(own)) {
      add(`${what}, ${threads}`, summary(ours), `${rival}, rows counted`, summary(times.papa))
      add(`${what}, ${threads}`, summary(ours), `${rival} and Maps, the same places and tallies`, summary(times.papaTallied))
    }
  }
}

/** What an analyst's script would do. @returns rows read */
function tallied(paths, bytesOf) {
  const places = new Map()
  const tallies = new Map()
  let rows = 0
  let repeated = 0
  for (const path of paths) {
    const ids = new Set()
    const step = ({ data }) => {
      rows++
      const id = data['Crime ID']
      if (ids.has(id)) repeated++
      else if (id !== '') ids.add(id)
      const where = `${data.Longitude},${data.Latitude},${data['LSOA code']}`
      let place = places.get(where)
      if (place === undefined) {
        place = { row: places.size, lng: Number(data.Longitude), lat: Number(data.Latitude), texts: new Map() }
        places.set(where, place)
      }
      place.texts.set(data.Location, (place.texts.get(data.Location) ?? 0) + 1)
      const what = `${place.row} ${data['Crime type']} ${data.Month}`
      tallies.set(what, (tallies.get(what) ?? 0) + 1)
    }
    Papa.parse(bytesOf(path).toString(), { header: true, skipEmptyLines: true, step })
  }
  if (places.size !== PLACES || tallies.size !== TALLIES || repeated !== REPEATED) throw new Error('the rival made other tallies')
  return rows
}
