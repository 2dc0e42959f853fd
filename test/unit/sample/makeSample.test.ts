import { beforeAll, describe, expect, it } from 'vitest'
import { makeSample, type SampleFile } from '../../../scripts/sample/makeSample.js'
import { CATEGORIES } from '../../../scripts/sample/offences.js'

const FORCE = 'Ambershire Police (synthetic)'
const NOT_COUNTED = new Set(['Cancelled', 'Crime Related Incident', 'Transferred', 'Non-notifiable'])
const LABELS = CATEGORIES.map(({ label }) => label).join('|')
/** One published row, strictly. */
const STREET_ROW = new RegExp(
  `^(?<id>[0-9a-f]{64})?,(?<month>\\d{4}-\\d\\d),${FORCE.replace(/[()]/g, '\\$&')},${FORCE.replace(/[()]/g, '\\$&')},` +
    `(?<lng>-?\\d\\.\\d{6})?,(?<lat>\\d\\d\\.\\d{6})?,(?<place>"On or near [^"]+,[^"]+"|On or near [^",]+|No Location),` +
    `(?<lsoa>E01\\d{6})?,(?<name>[A-Z][a-z]+ \\d{3}[A-Z])?,(?<category>${LABELS}),(?<outcome>[A-Z][^",]*)?,$`,
)

interface Street {
  readonly id: string
  readonly month: string
  readonly located: boolean
  readonly lsoa: string
  readonly category: string
}

interface Crime {
  readonly month: string
  readonly category: string
  readonly x: number
  readonly y: number
  readonly located: boolean
  readonly counted: boolean
  readonly hour: number
}

interface Truth {
  readonly hotspots: readonly {
    easting: number
    northing: number
    radius_m: number
    times_local: number
    expected_monthly: number
  }[]
  readonly highestNeed: { lsoas: readonly string[]; residents: number }
  readonly intervention: { lsoas: readonly string[]; start: string; displacement: { lsoas: readonly string[] } }
}

let files: SampleFile[] = []
let street: Street[] = []
let extract: Crime[] = []
let truth: Truth

function textOf(name: string): string {
  const file = files.find((one) => one.name === name)
  if (file === undefined) throw new Error(`no file ${name}`)
  return file.text
}

function tableOf(name: string): Map<string, string[]> {
  const rows = textOf(name).trimEnd().split('\n').slice(1)
  return new Map(rows.map((row) => [row.slice(0, row.indexOf(',')), row.split(',')]))
}

function readStreet(): Street[] {
  return files
    .filter(({ name }) => name.startsWith('crime/'))
    .flatMap(({ name, text }) => {
      const rows = text.trimEnd().split('\n').slice(1)
      return rows.map((row) => {
        const groups = STREET_ROW.exec(row)?.groups
        if (groups === undefined) throw new Error(`${name}: not a published row: ${row}`)
        const located = groups.lng !== undefined
        const consistent =
          name.startsWith(`crime/${groups.month}/`) &&
          located === (groups.lat !== undefined && groups.lsoa !== undefined && groups.name !== undefined) &&
          located === (groups.place !== 'No Location') &&
          (groups.id === undefined) === (groups.category === 'Anti-social behaviour') &&
          (groups.outcome === undefined) === (groups.category === 'Anti-social behaviour')
        if (!consistent) throw new Error(`${name}: contradicts itself: ${row}`)
        return { id: groups.id ?? '', month: groups.month, located, lsoa: groups.lsoa ?? '', category: groups.category }
      })
    })
}

function readExtract(): Crime[] {
  const categoryOf = new Map(CATEGORIES.flatMap(({ label, offences }) => offences.map(({ code }) => [code, label] as const)))
  const rows = textOf('force-extract.csv').trimEnd().split('\n').slice(1)
  return rows.map((row) => {
    const plain = row.replace(/"[^"]*"/, 'quoted').split(',')
    if (plain.length !== 13) throw new Error(`not an extract row: ${row}`)
    const [, code, , recorded, from, , x, y] = plain
    const category = categoryOf.get(code)
    if (category === undefined) throw new Error(`unknown code: ${row}`)
    return {
      month: `${recorded.slice(6, 10)}-${recorded.slice(3, 5)}`,
      category,
      x: Number(x),
      y: Number(y),
      located: x !== '',
      counted: !NOT_COUNTED.has(plain[12]),
      hour: Number(from.slice(11, 13)),
    }
  })
}

function countBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1)
  return counts
}

beforeAll(() => {
  files = makeSample({ seed: 1 })
  street = readStreet()
  extract = readExtract()
  truth = JSON.parse(textOf('truth.json'))
}, 240_000)

describe('the sample as files', () => {
  it('gives the same bytes for the same seed and others for another', () => {
    expect(makeSample({ seed: 1 })).toEqual(files)
    const other = makeSample({ seed: 2 })
    expect(other.map(({ name }) => name)).toEqual(files.map(({ name }) => name))
    for (const { name, text } of other) if (name !== 'README.txt') expect(text === textOf(name), name).toBe(false)
  }, 240_000)

  it('writes 36 months of about 6,100 rows, every row as published files have them', () => {
    expect(files.filter(({ name }) => name.startsWith('crime/')).length).toBe(36)
    expect(street.length).toBeGreaterThan(210_000)
    expect(street.length).toBeLessThan(230_000)
  })

  it('says that it is synthetic in every file', () => {
    for (const { name, text } of files) expect(text.toLowerCase().includes('synthetic'), name).toBe(true)
  })

  it('holds the traps of published files: no location, another county, repeated ids, one quoted name', () => {
    const share = street.filter(({ located }) => !located).length / street.length
    expect(share).toBeGreaterThan(0.017)
    expect(share).toBeLessThan(0.023)
    const own = new Set(tableOf('population.csv').keys())
    const outside = street.filter(({ lsoa }) => lsoa !== '' && !own.has(lsoa)).length
    expect(outside).toBeGreaterThan(100)
    expect(outside).toBeLessThan(400)
    const ids = street.flatMap(({ id }) => (id === '' ? [] : [id]))
    const repeats = ids.length - new Set(ids).size
    expect(repeats).toBeGreaterThan(300)
    expect(repeats).toBeLessThan(3_000)
    expect(
      files.some(({ name, text }) => name.startsWith('crime/') && text.includes('"On or near Old Amber Railway, Thornacre"')),
    ).toBe(true)
  })
})

describe('the two forms', () => {
  it('hold the same rows by month, category and whether located', () => {
    const key = (row: Street | Crime) => `${row.month} ${row.category} ${row.located}`
    const counted = extract.filter((row) => row.counted)
    expect(counted.length).toBe(street.length)
    const published = countBy(street, key)
    const own = countBy(counted, key)
    expect([...own].sort()).toEqual([...published].sort())
    expect(extract.length - counted.length).toBeGreaterThan(2_000)
  })

  it('shows the shares of categories a county force has', () => {
    const counts = countBy(street, ({ category }) => category)
    for (const { label, share } of CATEGORIES)
      expect(Math.abs((counts.get(label) ?? 0) / street.length - share), label).toBeLessThan(0.012)
  })
})

describe('chance', () => {
  it('gives an LSOA and month about three times the variance of a Poisson count', () => {
    const own = new Set(tableOf('population.csv').keys())
    const rows = street.filter(({ lsoa }) => own.has(lsoa))
    const counts = countBy(rows, ({ lsoa, month }) => `${lsoa} ${month}`)
    const byLsoa = countBy(rows, ({ lsoa }) => lsoa)
    const byMonth = countBy(rows, ({ month }) => month)
    let squares = 0
    for (const [lsoa, total] of byLsoa) {
      for (const [month, monthly] of byMonth) {
        const mean = (total * monthly) / rows.length
        squares += ((counts.get(`${lsoa} ${month}`) ?? 0) - mean) ** 2 / mean
      }
    }
    const phi = squares / ((byLsoa.size - 1) * (byMonth.size - 1))
    // 15,715 degrees of freedom: the standard error is about 0.04; moving places to map points mixes neighbours and costs about 0.2
    expect(phi).toBeGreaterThan(2.6)
    expect(phi).toBeLessThan(3.3)
  })

  it('puts half of the crime in 1 to 4 per cent of squares as large as a cell of resolution 9, as county forces have it', () => {
    const counts = [...countBy(inCounty(), ({ x, y }) => `${Math.floor(x / 324)} ${Math.floor(y / 324)}`).values()].sort(
      (a, b) => b - a,
    )
    const total = counts.reduce((sum, count) => sum + count, 0)
    let sum = 0
    const half = counts.findIndex((count) => {
      sum += count
      return sum >= total / 2
    })
    const share = (half + 1) / (2_400 / 0.105)
    expect(share).toBeGreaterThan(0.01)
    expect(share).toBeLessThan(0.04)
  })

  it('peaks in summer for anti-social behaviour, in winter for burglary, in the evening for both forms of disorder', () => {
    const inMonths = (category: string, months: readonly string[]) =>
      street.filter((row) => row.category === category && months.includes(row.month.slice(5))).length
    expect(inMonths('Anti-social behaviour', ['06', '07', '08'])).toBeGreaterThan(
      1.3 * inMonths('Anti-social behaviour', ['12', '01', '02']),
    )
    expect(inMonths('Burglary', ['11', '12', '01'])).toBeGreaterThan(1.2 * inMonths('Burglary', ['05', '06', '07']))
    const disorder = extract.filter(({ category }) => category === 'Anti-social behaviour')
    const evening = disorder.filter(({ hour }) => hour >= 17 && hour < 23).length
    expect(evening / disorder.length).toBeGreaterThan(0.35)
    expect(evening / disorder.length).toBeLessThan(0.5)
  })
})

function inCounty(): Crime[] {
  return extract.filter((row) => row.counted && row.located && Math.hypot(row.x - 406_800, row.y - 300_000) < 38_000)
}

describe('what is planted', () => {
  it('is recovered from the exact places: each hotspot within its error, each kind on average', () => {
    expect(truth.hotspots.map((spot) => spot.times_local).sort((a, b) => a - b)).toEqual([3, 3, 3, 3, 5, 5, 5, 5, 10, 10, 10, 10])
    const rows = inCounty()
    const pooled = new Map<number, { rate: number; n: number }>()
    for (const spot of truth.hotspots) {
      const away = rows.map(({ x, y }) => Math.hypot(x - spot.easting, y - spot.northing))
      const inside = away.filter((distance) => distance <= spot.radius_m).length
      const ring = away.filter((distance) => distance > spot.radius_m && distance <= 400).length
      const areas = (400 ** 2 - spot.radius_m ** 2) / spot.radius_m ** 2
      const rate = (inside / ring) * areas
      // counts of about three times Poisson variance, four standard errors
      const error = Math.sqrt(3 * (1 / inside + 1 / ring))
      expect(Math.abs(Math.log(rate / spot.times_local))).toBeLessThan(4 * error)
      expect(Math.abs(inside - 36 * spot.expected_monthly)).toBeLessThan(4 * Math.sqrt(3 * 36 * spot.expected_monthly))
      const before = pooled.get(spot.times_local) ?? { rate: 0, n: 0 }
      pooled.set(spot.times_local, { rate: before.rate + rate, n: before.n + 1 })
    }
    for (const [times, { rate, n }] of pooled) expect(Math.abs(rate / n / times - 1)).toBeLessThan(0.2)
  })

  it('keeps hotspots 400 m apart and no wider than 150 m', () => {
    for (const [n, spot] of truth.hotspots.entries()) {
      expect(spot.radius_m).toBeLessThanOrEqual(150)
      for (const other of truth.hotspots.slice(n + 1)) {
        expect(Math.hypot(other.easting - spot.easting, other.northing - spot.northing)).toBeGreaterThan(400)
      }
    }
  })

  it('leads every factor in the highest-need area, which 6,000 to 12,000 people live in', () => {
    const { lsoas, residents } = truth.highestNeed
    expect(lsoas.length).toBeGreaterThanOrEqual(5)
    expect(lsoas.length).toBeLessThanOrEqual(7)
    expect(residents).toBeGreaterThan(6_000)
    expect(residents).toBeLessThan(12_000)
    const number = (name: string, column: number) => new Map([...tableOf(name)].map(([code, row]) => [code, Number(row[column])]))
    const people = number('population.csv', 2)
    const ratio = (top: Map<string, number>, bottom: Map<string, number>) =>
      new Map([...top].map(([code, value]) => [code, value / (bottom.get(code) ?? Number.NaN)]))
    const serious = street.filter(({ category }) => /^(Violence|Robbery|Burglary)/.test(category))
    const byCode = (rows: readonly Street[]) => {
      const counts = countBy(rows, ({ lsoa }) => lsoa)
      return new Map([...people.keys()].map((code) => [code, counts.get(code) ?? 0]))
    }
    const income = new Map([...number('deprivation.csv', 8)].map(([code, rank]) => [code, -rank]))
    const factors = [
      income,
      ratio(number('claimants.csv', 3), number('population.csv', 4)),
      ratio(number('school-absence.csv', 4), number('school-absence.csv', 3)),
      byCode(street),
      byCode(serious),
    ]
    const score = new Map<string, number>()
    for (const factor of factors) {
      const order = [...factor.keys()].sort((a, b) => (factor.get(a) ?? 0) - (factor.get(b) ?? 0))
      for (const [place, code] of order.entries()) score.set(code, (score.get(code) ?? 0) + place / (5 * (order.length - 1)))
      const middle = lsoas.reduce((sum, code) => sum + order.indexOf(code), 0) / lsoas.length / (order.length - 1)
      expect(middle).toBeGreaterThan(0.85)
    }
    const mine = lsoas.reduce((sum, code) => sum + (score.get(code) ?? 0), 0) / lsoas.length
    const others = [...score].filter(([code]) => !lsoas.includes(code)).map(([, value]) => value)
    // no choice of as many other LSOAs, touching or not, would beat it
    const best = others.sort((a, b) => b - a).slice(0, lsoas.length)
    expect(mine).toBeGreaterThan(best.reduce((sum, value) => sum + value, 0) / best.length)
  })

  it('shows the intervention in the treated beat and not elsewhere', () => {
    const { lsoas, start, displacement } = truth.intervention
    const step = (codes: readonly string[]) => {
      const inside = new Set(codes)
      const rows = street.filter(({ lsoa }) => inside.has(lsoa))
      const after = rows.filter(({ month }) => month >= start).length
      return after / (rows.length - after)
    }
    const ring = new Set([...lsoas, ...displacement.lsoas])
    const rest = step([...tableOf('population.csv').keys()].filter((code) => !ring.has(code)))
    // published points mix a few per cent of neighbours in; about 5 per cent standard error
    expect(step(lsoas) / rest).toBeGreaterThan(0.62)
    expect(step(lsoas) / rest).toBeLessThan(0.9)
    expect(step(displacement.lsoas) / rest).toBeGreaterThan(0.93)
    expect(step(displacement.lsoas) / rest).toBeLessThan(1.2)
  })
})
