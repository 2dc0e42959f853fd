// Places, tallies and cells of files of crimes against those of aggregates made of them. Usage: node compare.mjs JSON

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

const { dist, folder, aggregates, cells, resolution } = JSON.parse(process.argv[2])
const engine = await import(join(dist, 'index.js'))
const { crimeSources } = await import(join(dist, 'node.js'))
const { REFERENCE_TABLES } = await import(join(dist, 'harm.js'))

const said = { differences: [] }
const files = readdirSync(folder).map((name) => resolve(folder, name))
const whole = await timed(files)
said.read = whole.seconds
said.memory = process.resourceUsage().maxRSS
const raw = whole.crimes
said.rows = raw.rows
said.places = raw.places.length
said.tallies = raw.tallies.length
said.aggregates = {}
for (const path of aggregates) {
  const { crimes, seconds } = await timed([path])
  said.aggregates[basename(path)] = seconds
  compareTables(basename(path), crimes)
}
if (cells !== null) compareCells()
console.log(JSON.stringify(said))

async function timed(paths) {
  const start = performance.now()
  const { sources } = await crimeSources(paths)
  const crimes = await engine.readCrimes(sources, REFERENCE_TABLES, { categories: null })
  return { crimes, seconds: (performance.now() - start) / 1000 }
}

function differ(what) {
  if (said.differences.length < 20) said.differences.push(what)
}

/** Every column of every place and tally, and the accounts of rows. */
function compareTables(name, crimes) {
  for (const [table, ours] of [
    ['places', raw.places],
    ['tallies', raw.tallies],
  ]) {
    for (const [column, values] of Object.entries(ours))
      compareColumn(`${name}: ${table}.${column}`, values, crimes[table][column])
  }
  compareColumn(`${name}: kinds`, raw.kindIds, crimes.kindIds)
  for (const part of ['read', 'used', 'located']) compareColumn(`${name}: ${part}`, [raw.rows[part]], [crimes.rows[part]])
  const aside = ({ setAside }) => Object.entries(setAside).map(([reason, rows]) => `${reason} ${rows}`)
  compareColumn(`${name}: set aside`, aside(raw.rows), aside(crimes.rows))
  const forces = ({ files: read }) => [...new Set(read.flatMap((file) => file.forces))].sort()
  compareColumn(`${name}: forces`, forces(raw), forces(crimes))
}

function compareColumn(name, ours, theirs) {
  if (typeof ours !== 'object' || ours === null) {
    if (ours !== theirs) differ(`${name} is ${ours}, not ${theirs}`)
    return
  }
  if (ours.length !== theirs.length) return differ(`${name} has ${ours.length} rows, not ${theirs.length}`)
  for (let row = 0; row < ours.length; row++) {
    if (!Object.is(ours[row], theirs[row])) return differ(`${name}[${row}] is ${ours[row]}, not ${theirs[row]}`)
  }
}

/** The engine's cell of every place, counted up, against each line of the cell aggregate. */
function compareCells() {
  const { places, tallies, kindIds } = raw
  const { high, low } = engine.pointsToCells(places.lng, places.lat, resolution)
  const rowOf = new Map()
  const cellOf = Float64Array.from({ length: places.length }, (_, p) => {
    const cell = high[p] === 0 ? '' : engine.cellToText(high[p], low[p])
    if (!rowOf.has(cell)) rowOf.set(cell, rowOf.size)
    return rowOf.get(cell)
  })
  const keyOf = (cell, kind, month) => (cell * 64 + kind) * 2048 + month
  const counts = new Map()
  for (let t = 0; t < tallies.length; t++) {
    const key = keyOf(cellOf[tallies.place[t]], tallies.kind[t], tallies.month[t])
    counts.set(key, (counts.get(key) ?? 0) + tallies.count[t])
  }
  const kindOf = new Map(
    REFERENCE_TABLES.categories.filter(({ to }) => to === '').map(({ label, id }) => [label, kindIds.indexOf(id)]),
  )
  said.cells = rowOf.size - (rowOf.has('') ? 1 : 0)
  said.cellTallies = counts.size
  let header = false
  const reader = engine.createCsvReader(basename(cells), (row) => {
    const [cell, category, month, count] = Array.from({ length: 4 }, (_, i) =>
      engine.decodeUtf8(row.bytes, row.start[i], row.end[i]),
    )
    if (cell === '#check' && category !== month) differ(`the known cell is ${category}, not ${month}`)
    if (!header || cell.startsWith('#')) {
      header ||= cell === 'cell'
      return
    }
    const key = keyOf(rowOf.get(cell) ?? -1, kindOf.get(category), engine.monthNumber(month))
    if (counts.get(key) !== Number(count)) differ(`${cell} ${category} ${month}: ${counts.get(key)}, not ${count}`)
    counts.delete(key)
  })
  reader.push(readFileSync(cells))
  reader.end()
  if (counts.size > 0) differ(`${counts.size} counts of cells are not in ${basename(cells)}`)
}
