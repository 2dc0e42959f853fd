import { checkChoice, checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { random } from '../random.js'
import type { Weights } from '../types.js'
import { drawCounts, highCount } from './nullCounts.js'
import { circularZones, flexibleZones, logLikelihoodRatio, SCAN_LANES, type ScanData, type ScanZones } from './scanZones.js'

/** A cell is high by itself, and may be part of a flexible zone, when its mid-p is below this. */
const HIGH_LEVEL = 0.2
/** Ratios of the same cells added up in another order differ by less than this share. */
const SAME_RATIO = 1e-9

/** What is scanned, by cell. */
export interface ScanTable {
  /** Events: whole numbers from 0. */
  readonly count: Float64Array
  /** What events are expected in proportion to: people, ground, or counts of an earlier time. At least 0. */
  readonly exposure: Float64Array
  /** Centres, metres. */
  readonly x: Float64Array
  readonly y: Float64Array
}

export type ScanShape =
  | {
      readonly kind: 'circular'
      /** Largest share of all that is expected that a circle may hold, above 0 to 0.5 (SaTScan's default). */
      readonly maxShare: number
    }
  | {
      readonly kind: 'flexible'
      readonly touching: Weights
      /** A zone lies within this many cells nearest to its centre, itself included: 1 to 20; FleXScan's default is 15. */
      readonly nearest: number
    }

export interface ScanOptions {
  readonly shape: ScanShape
  /** Variance over mean of a cell's count under the null: 1 is Poisson, above 1 negative binomial. */
  readonly phi: number
  /** Random maps; at least 1. The smallest p is 1/(simulations + 1). */
  readonly simulations: number
  readonly seed: number
}

export interface ScanCluster {
  /** Row of the cell the zone was found around. */
  readonly centre: number
  /** Rows, ascending. */
  readonly cells: Uint32Array
  readonly count: number
  readonly expected: number
  /** Events over expected inside, over the same outside; NaN where all events are inside. */
  readonly relativeRisk: number
  /** Log likelihood ratio, Poisson. */
  readonly ratio: number
  /** (#{largest ratio of a random map >= ratio} + 1)/(simulations + 1). */
  readonly p: number
}

export interface Scan {
  /** The most likely cluster, then those that share no cell with any before, by ratio. */
  readonly clusters: readonly ScanCluster[]
  /** Events of the whole map. */
  readonly total: number
  /** Why there are no clusters: 'no-events'; 'one-cell' with exposure; 'no-zone' holds more than expected. Null if there are. */
  readonly undefinedBecause: 'no-events' | 'one-cell' | 'no-zone' | null
}

/**
 * Spatial scan statistic: the zones with more events than their exposure explains, and how often a random map has as strong a zone
 * anywhere, which answers for having looked at all of them.
 *
 * expected_i = total x exposure_i/sum of exposure. Zone with c events, e expected: ratio = c ln(c/e) + (C - c) ln((C - c)/(C - e)) if
 * c > e, C the total. Circular: a cell and its nearest 1, 2, 3 ... up to `maxShare` of the expected. Flexible: connected sets among its
 * `nearest` cells, each cell high by itself (mid-p < 0.2). Random maps keep C: multinomial (phi = 1), or negative binomial with variance
 * phi x mean given their total. Every ratio, secondary ones too, is compared with the largest of each random map.
 *
 * @throws EngineError 'length-mismatch', 'count-invalid', 'value-not-finite' (x, y), 'value-negative' (exposure), 'table-invalid' (events
 *         where exposure is 0), 'option-invalid', 'scan-too-large'
 *
 * Misleads with phi = 1 on crime, whose counts vary more than Poisson (nearly every map then has a "cluster": estimate phi first); with
 * a seasonal or night-time population that exposure does not know; in that a circle takes in quiet cells and a flexible zone leaves
 * them out, so neither border is one; and in that secondary clusters are judged as if the first were not there (p too large).
 * Cost: circular n^2 log n once, and cells listed x simulations, so halving maxShare halves it; flexible n^2 log n once, and little
 * more unless many high cells touch. The p depend on cells, values and seed, not on the order of the rows.
 * Kulldorff (1997), Communications in Statistics 26(6); Tango & Takahashi (2005), Int. J. Health Geographics 4:11, and (2012), Statistics
 * in Medicine 31(30), for the restriction. SaTScan drops a secondary cluster by the same rule; its null is Poisson. Checked by
 * enumeration of all zones and by rejection rates under the null.
 */
export function scan(table: ScanTable, { shape, phi, simulations, seed }: ScanOptions): Scan {
  checkTable(table)
  checkOptions(phi, simulations, shape)
  checkSeed(seed)
  if (shape.kind === 'flexible') checkLength('touching', shape.touching.length, table.count.length)
  const total = table.count.reduce((sum, count) => sum + count, 0)
  const used = Array.from(table.count.keys()).filter((row) => table.exposure[row] > 0)
  if (total === 0) return { clusters: [], total, undefinedBecause: 'no-events' }
  if (used.length === 1) return { clusters: [], total, undefinedBecause: 'one-cell' }

  // rows in an order of their own, so that neither random maps nor ties depend on that of the table
  const { x, y } = table
  const rows = Uint32Array.from(used).sort((a, b) => x[a] - x[b] || y[a] - y[b] || a - b)
  const exposure = Float64Array.from(rows, (row) => table.exposure[row])
  const allExposure = exposure.reduce((sum, value) => sum + value, 0)
  const share = exposure.map((value) => value / allExposure)
  const expected = share.map((value) => value * total)
  const high = expected.map((mean) => (shape.kind === 'flexible' ? highCount(mean, phi, HIGH_LEVEL) : 0))
  const observed: ScanData = { count: Float64Array.from(rows, (row) => table.count[row]), expected, total, high }
  const zones = zonesOf(shape, rows, table, expected)

  const found = withoutOverlap(zones, observed)
  if (found.length === 0) return { clusters: [], total, undefinedBecause: 'no-zone' }
  const largest = largestByChance(zones, observed, share, { phi, simulations, seed })
  const clusters = found.map(({ centre, cells, count: c, expected: e, ratio }) => {
    const asLarge = largest.reduce((times, other) => times + (other >= ratio * (1 - SAME_RATIO) ? 1 : 0), 0)
    return {
      centre: rows[centre],
      cells: Uint32Array.from(cells, (cell) => rows[cell]).sort(),
      count: c,
      expected: e,
      relativeRisk: c === total ? Number.NaN : c / e / ((total - c) / (total - e)),
      ratio,
      p: (asLarge + 1) / (simulations + 1),
    }
  })
  return { clusters, total, undefinedBecause: null }
}

/** The largest ratio of each random map. */
function largestByChance(
  zones: ScanZones,
  observed: ScanData,
  share: Float64Array,
  { phi, simulations, seed }: Pick<ScanOptions, 'phi' | 'simulations' | 'seed'>,
): Float64Array {
  const count = new Float64Array(share.length)
  const maps = new Float64Array(share.length * SCAN_LANES)
  const ofLanes = new Float64Array(SCAN_LANES)
  const largest = new Float64Array(simulations)
  for (let first = 0; first < simulations; first += SCAN_LANES) {
    const lanes = Math.min(SCAN_LANES, simulations - first)
    for (let lane = 0; lane < lanes; lane++) {
      drawCounts(random(seed, `scan ${first + lane}`), share, observed.total, phi, count)
      for (let cell = 0; cell < count.length; cell++) maps[cell * SCAN_LANES + lane] = count[cell]
    }
    zones.largest(maps, observed, ofLanes)
    largest.set(ofLanes.subarray(0, lanes), first)
  }
  return largest
}

function zonesOf(shape: ScanShape, rows: Uint32Array, table: ScanTable, expected: Float64Array): ScanZones {
  const x = Float64Array.from(rows, (row) => table.x[row])
  const y = Float64Array.from(rows, (row) => table.y[row])
  if (shape.kind === 'circular') return circularZones(x, y, expected, shape.maxShare)
  return flexibleZones(x, y, renumber(shape.touching, rows), shape.nearest)
}

/** The weights among some rows, in the order given. */
function renumber({ offset, neighbour }: Weights, rows: Uint32Array): Pick<Weights, 'offset' | 'neighbour'> {
  const place = new Int32Array(offset.length - 1).fill(-1)
  rows.forEach((row, at) => {
    place[row] = at
  })
  const lists = Array.from(rows, (row) =>
    Array.from(neighbour.subarray(offset[row], offset[row + 1]), (other) => place[other]).filter((other) => other >= 0),
  )
  const ends = new Uint32Array(rows.length + 1)
  lists.forEach((list, at) => {
    ends[at + 1] = ends[at] + list.length
  })
  return { offset: ends, neighbour: Uint32Array.from(lists.flat()) }
}

interface Found {
  readonly centre: number
  readonly cells: readonly number[]
  readonly count: number
  readonly expected: number
  readonly ratio: number
}

/** The best zone of every centre, strongest first, less those that share a cell with one before. */
function withoutOverlap(zones: ScanZones, data: ScanData): Found[] {
  const candidates: Found[] = []
  for (let centre = 0; centre < data.count.length; centre++) {
    const cells = zones.best(data, centre)
    if (cells.length === 0) continue
    const sum = (column: Float64Array) => cells.reduce((total, cell) => total + column[cell], 0)
    const [count, expected] = [sum(data.count), sum(data.expected)]
    candidates.push({ centre, cells, count, expected, ratio: logLikelihoodRatio(count, expected, data.total) })
  }
  // ratios that differ by rounding only are equal, and then the smaller zone goes first
  const level = ({ ratio }: Found) => Number(ratio.toPrecision(10))
  candidates.sort((a, b) => level(b) - level(a) || a.cells.length - b.cells.length || a.centre - b.centre)
  const taken = new Uint8Array(data.count.length)
  return candidates.filter(({ cells }) => {
    if (cells.some((cell) => taken[cell] === 1)) return false
    for (const cell of cells) taken[cell] = 1
    return true
  })
}

function checkTable({ count, exposure, x, y }: ScanTable): void {
  for (const [column, values] of Object.entries({ exposure, x, y })) {
    checkLength(column, values.length, count.length)
    const bad = values.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) {
      throw new EngineError('value-not-finite', { column, value: String(values[bad]), hint: `Row ${bad}: leave the cell out.` })
    }
  }
  for (let row = 0; row < count.length; row++) {
    if (!Number.isInteger(count[row]) || count[row] < 0) {
      throw new EngineError('count-invalid', {
        value: String(count[row]),
        hint: `Row ${row}: a scan needs numbers of events, not harm or rates.`,
      })
    }
    if (exposure[row] < 0) {
      throw new EngineError('value-negative', {
        column: 'exposure',
        value: String(exposure[row]),
        hint: `Row ${row}: give people, ground or expected events.`,
      })
    }
    if (exposure[row] === 0 && count[row] > 0) {
      throw new EngineError('table-invalid', {
        column: 'exposure',
        value: '0',
        hint: `Row ${row} has events where none can be expected: leave it out, or give it exposure.`,
      })
    }
  }
}

function checkLength(column: string, length: number, expected: number): void {
  if (length === expected) return
  throw new EngineError('length-mismatch', {
    column,
    value: String(length),
    hint: `It must have one row per count: ${expected}.`,
  })
}

function checkOptions(phi: number, simulations: number, shape: ScanShape): void {
  if (!(phi >= 1 && phi < Infinity)) {
    throw new EngineError('option-invalid', { column: 'phi', value: String(phi), hint: 'Give 1 for Poisson, more for crime.' })
  }
  if (!Number.isInteger(simulations) || simulations < 1) {
    throw new EngineError('option-invalid', {
      column: 'simulations',
      value: String(simulations),
      hint: 'Give a whole number from 1; 999 is usual.',
    })
  }
  checkChoice('shape', shape.kind, ['circular', 'flexible'])
  if (shape.kind === 'circular' && !(shape.maxShare > 0 && shape.maxShare <= 0.5)) {
    throw new EngineError('option-invalid', {
      column: 'maxShare',
      value: String(shape.maxShare),
      hint: 'Give a share above 0, up to 0.5.',
    })
  }
}
