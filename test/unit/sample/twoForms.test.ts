import { beforeAll, describe, expect, it } from 'vitest'
import { locate } from '../../../engine/grid/locate.js'
import { readAreas } from '../../../engine/input/area.js'
import { acceptGuess } from '../../../engine/input/columnMapping.js'
import { guessOfSource, readCrimes } from '../../../engine/input/crimes.js'
import { categoryOfCode } from '../../../engine/input/homeOfficeCode.js'
import { toNationalGrid } from '../../../engine/input/nationalGrid.js'
import { type AreaTable, type Crimes, NONE } from '../../../engine/types.js'
import { makeSample } from '../../../scripts/sample/makeSample.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { sourceOf } from '../../helpers/streetFile.js'

const tables = referenceTables()
const categoryOf = categoryOfCode(tables)

/** Both forms of the same records, as the readers give them; the wards; and the ward of every place of each. */
interface Forms {
  readonly force: Crimes
  readonly published: Crimes
  readonly wards: AreaTable
  readonly wardOfForce: Uint32Array
  readonly wardOfPublished: Uint32Array
  /** Published place nearest to each place of the force's form; NONE without location. */
  readonly snapped: Uint32Array
  /** How far that is, and how much further the second nearest. */
  readonly metres: Float64Array
  readonly lead: Float64Array
}
let forms: Forms

beforeAll(async () => {
  const files = makeSample({ seed: 1 })
  const bytes = new TextEncoder()
  const extract = files.find(({ name }) => name === 'force-extract.csv')
  const wardFile = files.find(({ name }) => name === 'wards.geojson')
  if (extract === undefined || wardFile === undefined) throw new Error('the sample lacks a file')
  const content = bytes.encode(extract.text)
  const { guess } = guessOfSource(content.subarray(0, 1 << 16))
  if (guess === null) throw new Error('the extract is not recognised')
  const mapping = acceptGuess(guess, extract.name)
  const force = await readCrimes([sourceOf(extract.name, content)], tables, { categories: null, mapping })
  const street = files.filter(({ name }) => name.startsWith('crime/'))
  const published = await readCrimes(
    street.map(({ name, text }) => sourceOf(name.slice(name.lastIndexOf('/') + 1), bytes.encode(text))),
    tables,
    { categories: null },
  )
  const wards = readAreas(JSON.parse(wardFile.text), { kind: 'ward', file: wardFile.name }).areas
  forms = {
    force,
    published,
    wards,
    wardOfForce: locate(force.places.lng, force.places.lat, wards),
    wardOfPublished: locate(published.places.lng, published.places.lat, wards),
    ...nearestOf(force.places, published.places),
  }
}, 240_000)

type Points = Pick<Crimes['places'], 'length' | 'lng' | 'lat'>

/** Of the published points in the same square of 1 km and those around it, in National Grid metres. */
function nearestOf(from: Points, to: Points): Pick<Forms, 'snapped' | 'metres' | 'lead'> {
  const squares = new Map<string, { x: number; y: number; row: number }[]>()
  const square = (x: number, y: number) => `${Math.floor(x / 1000)} ${Math.floor(y / 1000)}`
  for (let row = 0; row < to.length; row++) {
    if (Number.isNaN(to.lng[row])) continue
    const [x, y] = toNationalGrid(to.lng[row], to.lat[row])
    const list = squares.get(square(x, y)) ?? []
    list.push({ x, y, row })
    squares.set(square(x, y), list)
  }
  const snapped = new Uint32Array(from.length).fill(NONE)
  const metres = new Float64Array(from.length).fill(Number.POSITIVE_INFINITY)
  const lead = new Float64Array(from.length).fill(Number.POSITIVE_INFINITY)
  for (let row = 0; row < from.length; row++) {
    if (Number.isNaN(from.lng[row])) continue
    const [x, y] = toNationalGrid(from.lng[row], from.lat[row])
    let second = Number.POSITIVE_INFINITY
    for (const [east, north] of NEIGHBOURS)
      for (const point of squares.get(square(x + east, y + north)) ?? []) {
        const distance = Math.hypot(point.x - x, point.y - y)
        if (distance < metres[row]) {
          second = metres[row]
          metres[row] = distance
          snapped[row] = point.row
        } else second = Math.min(second, distance)
      }
    lead[row] = second - metres[row]
  }
  return { snapped, metres, lead }
}
const STEPS = [-1000, 0, 1000]
const NEIGHBOURS = STEPS.flatMap((east) => STEPS.map((north) => [east, north] as const))

/** Rows of a form summed by what `key` says of their place, kind and month. */
function sums<K>({ tallies, kindIds }: Crimes, key: (place: number, category: string, month: number) => K): Map<K, number> {
  const categories = kindIds.map((id) => {
    const what = id.split('+')[0]
    return /^\d/.test(what) ? categoryOf(what) : what
  })
  const total = new Map<K, number>()
  for (let i = 0; i < tallies.length; i++) {
    const group = key(tallies.place[i], categories[tallies.kind[i]], tallies.month[i])
    total.set(group, (total.get(group) ?? 0) + tallies.count[i])
  }
  return total
}

/** Six decimals of a degree are 0.11 m of latitude: two published points may be that much nearer or further than they were. */
const ROUNDING_M = 0.15

const isLocated = ({ places }: Crimes, place: number) => !Number.isNaN(places.lng[place])
const name = ({ code }: AreaTable, ward: number) => (ward === NONE ? 'outside' : code[ward])

describe('the two forms of the sample', () => {
  it('hold the same records by month and category, located or not, once statuses that are no crimes are left out', () => {
    const { force, published } = forms
    const left = ['cancelled', 'crime-related-incident', 'non-notifiable', 'transferred']
    expect(published.rows.setAside).toEqual({})
    expect(Object.keys(force.rows.setAside).sort()).toEqual(left)
    expect(force.rows.read - force.rows.used).toBe(Object.values(force.rows.setAside).reduce((sum, count) => sum + count, 0))
    expect([force.rows.used, force.rows.located]).toEqual([published.rows.used, published.rows.located])
    const byMonth = (crimes: Crimes) => sums(crimes, (place, kind, month) => `${month} ${kind} ${isLocated(crimes, place)}`)
    expect(byMonth(force).size).toBeGreaterThan(900)
    expect(byMonth(force)).toEqual(byMonth(published))
  })

  it('hold them at the same published point, when each exact place is moved to the nearest', () => {
    const { force, published, snapped, metres, lead } = forms
    const tied = (place: number) => lead[place] < ROUNDING_M
    const moved = sums(force, (place, kind, month) => (tied(place) ? 'tied' : `${snapped[place]} ${kind} ${month}`))
    const rest = sums(published, (place, kind, month) => `${isLocated(published, place) ? place : NONE} ${kind} ${month}`)
    for (const [key, count] of moved) if (key !== 'tied') rest.set(key, (rest.get(key) ?? 0) - count)
    const left = [...rest.values()]
    expect(left.filter((count) => count < 0)).toEqual([])
    expect(left.reduce((sum, count) => sum + count, 0)).toBe(moved.get('tied'))
    expect(moved.get('tied')).toBeLessThan(force.rows.located / 100)
    // no address is far from its street
    expect(Math.max(...metres.filter(Number.isFinite))).toBeLessThan(150)
  })

  it('differ in ward totals by exactly the rows whose published point lies across a border', () => {
    const { force, published, wards, wardOfForce, wardOfPublished, snapped } = forms
    const exact = sums(force, (place) => (isLocated(force, place) ? name(wards, wardOfForce[place]) : 'no location'))
    const shown = sums(published, (place) => (isLocated(published, place) ? name(wards, wardOfPublished[place]) : 'no location'))
    const crossing = sums(force, (place) => {
      if (!isLocated(force, place)) return 'stays'
      const [from, to] = [wardOfForce[place], wardOfPublished[snapped[place]]]
      return from === to ? 'stays' : `${name(wards, from)} ${name(wards, to)}`
    })
    const explained = new Map(exact)
    let crossed = 0
    for (const [pair, count] of crossing) {
      if (pair === 'stays') continue
      const [from, to] = pair.split(' ')
      crossed += count
      explained.set(from, (explained.get(from) ?? 0) - count)
      explained.set(to, (explained.get(to) ?? 0) + count)
    }
    const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)
    expect(total(exact)).toBe(total(shown))
    expect(exact.get('no location')).toBe(shown.get('no location'))
    const differ = wards.code.filter((code) => exact.get(code) !== shown.get(code))
    const gap = (code: string) => (shown.get(code) ?? 0) - (exact.get(code) ?? 0)
    const worst = [...wards.code].sort((a, b) => Math.abs(gap(b)) - Math.abs(gap(a)))
    console.log(
      `Wards of the sample, exact and published: ${differ.length} of ${wards.length} differ, by ${crossed} of ${force.rows.located} rows; most:\n` +
        worst
          .slice(0, 5)
          .map((code) => `${code} ${exact.get(code)} exact, ${shown.get(code)} published`)
          .join('\n'),
    )
    // 1.2 % of the rows, and nearly every ward
    expect([crossed, differ.length]).toEqual([2_593, 67])
    expect([shown.get('no location'), shown.get('outside')]).toEqual([4_489, 248])
    expect(explained).toEqual(shown)
  })
})
