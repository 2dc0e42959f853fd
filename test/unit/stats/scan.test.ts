import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { drawCounts } from '../../../engine/stats/nullCounts.js'
import { type ScanOptions, type ScanTable, scan } from '../../../engine/stats/scan.js'
import { logLikelihoodRatio } from '../../../engine/stats/scanZones.js'
import { weightsOf } from '../../helpers/weights.js'

const CIRCLES: ScanOptions = { shape: { kind: 'circular', maxShare: 0.5 }, phi: 1, simulations: 99, seed: 1 }

/** A grid of squares 100 m wide, numbered by row, with the cells that share an edge. */
function grid(wide: number, high: number) {
  const at = Array.from({ length: wide * high }, (_, cell) => [cell % wide, Math.floor(cell / wide)])
  return {
    x: Float64Array.from(at, ([column]) => 100 * column),
    y: Float64Array.from(at, ([, row]) => 100 * row),
    touching: weightsOf(
      at.map(([u, v]) => at.flatMap(([a, b], cell) => (Math.abs(a - u) + Math.abs(b - v) === 1 ? [cell] : []))),
      false,
    ),
  }
}
const { x, y, touching } = grid(6, 6)
const FLEXIBLE: ScanOptions = { ...CIRCLES, shape: { kind: 'flexible', touching, nearest: 9 } }
const tableOf = (count: ArrayLike<number>, exposure = new Float64Array(count.length).fill(1)): ScanTable => ({
  count: Float64Array.from(count),
  exposure,
  x: x.slice(0, count.length),
  y: y.slice(0, count.length),
})
/** Four events everywhere, more in an L of cells 0, 6, 12, 13. */
const L_SHAPE = tableOf(x.map((_, cell) => ([0, 6, 12, 13].includes(cell) ? 20 : 4)))
const ratioOf = ({ count, exposure }: ScanTable, cells: readonly number[]) => {
  const sum = (column: Float64Array, rows: Iterable<number>) => [...rows].reduce((total, row) => total + column[row], 0)
  const total = sum(count, count.keys())
  return logLikelihoodRatio(sum(count, cells), (total * sum(exposure, cells)) / sum(exposure, exposure.keys()), total)
}

describe('logLikelihoodRatio', () => {
  it('is the formula of Kulldorff, 0 where there is no excess, and finite where all events are inside', () => {
    expect(logLikelihoodRatio(8, 4, 20)).toBeCloseTo(8 * Math.log(2) + 12 * Math.log(12 / 16), 14)
    expect(logLikelihoodRatio(3, 4, 20)).toBe(0)
    expect(logLikelihoodRatio(20, 5, 20)).toBeCloseTo(20 * Math.log(4), 14)
  })
})

describe('scan, circular', () => {
  const random36 = (seed: number) => {
    const stream = random(seed, 'exposure')
    return tableOf(
      x.map(() => stream.integer(6)),
      x.map(() => 1 + stream.integer(3)),
    )
  }
  // a pair is no circle: the cells next to the corner are equally far and enter together
  const pair = tableOf(x.map((_, cell) => (cell < 2 ? 30 : 4)))

  it.each([random36(1), random36(2), random36(3), pair])('finds the best of all circles, by enumeration', (table) => {
    const all = table.exposure.reduce((sum, value) => sum + value, 0)
    let most = 0
    for (const centre of x.keys()) {
      const far = (cell: number) => (x[cell] - x[centre]) ** 2 + (y[cell] - y[centre]) ** 2
      for (const edge of x.keys()) {
        const inside = [...x.keys()].filter((cell) => far(cell) <= far(edge))
        const share = inside.reduce((sum, cell) => sum + table.exposure[cell], 0) / all
        if (share <= 0.5) most = Math.max(most, ratioOf(table, inside))
      }
    }
    const { clusters, total } = scan(table, CIRCLES)
    expect(clusters[0].ratio).toBeCloseTo(most, 12)
    expect(clusters[0].ratio).toBeCloseTo(ratioOf(table, [...clusters[0].cells]), 12)
    expect(total).toBe(table.count.reduce((sum, count) => sum + count, 0))
  })

  it('names the planted place, its numbers and the smallest p there can be', () => {
    const table = tableOf(x.map((_, cell) => ([14, 15, 20, 21].includes(cell) ? 30 : 3)))
    const [first] = scan(table, { ...CIRCLES, simulations: 199 }).clusters
    expect([...first.cells]).toEqual(expect.arrayContaining([14, 15, 20]))
    expect(first.p).toBe(1 / 200)
    expect(first.relativeRisk).toBeCloseTo(first.count / first.expected / ((216 - first.count) / (216 - first.expected)), 12)
  })

  it('has no cell in two clusters, in order of their ratio, and p that do not fall', () => {
    const stream = random(6, 'counts')
    const { clusters } = scan(tableOf(x.map(() => stream.integer(8))), CIRCLES)
    const cells = clusters.flatMap((cluster) => [...cluster.cells])
    expect(clusters.length).toBeGreaterThan(2)
    expect(new Set(cells).size).toBe(cells.length)
    for (let i = 1; i < clusters.length; i++) {
      expect(clusters[i].ratio).toBeLessThanOrEqual(clusters[i - 1].ratio + 1e-9)
      expect(clusters[i].p).toBeGreaterThanOrEqual(clusters[i - 1].p)
    }
  })

  it.each([CIRCLES, FLEXIBLE])('gives the same in another order of the rows', (options) => {
    const order = Array.from(x.keys(), (cell) => (cell * 7 + 3) % 36)
    const rowOf = order.map((_, cell) => order.indexOf(cell))
    const by = (column: Float64Array) => Float64Array.from(order, (cell) => column[cell])
    const turned = { count: by(L_SHAPE.count), exposure: by(L_SHAPE.exposure), x: by(x), y: by(y) }
    const lists = order.map((cell) =>
      Array.from(touching.neighbour.subarray(touching.offset[cell], touching.offset[cell + 1]), (other) => rowOf[other]),
    )
    const shape = options.shape.kind === 'circular' ? options.shape : { ...options.shape, touching: weightsOf(lists, false) }
    const named = (found: ReturnType<typeof scan>, nameOf: (row: number) => number) =>
      found.clusters.map(({ centre, cells, ratio, p }) => ({
        centre: nameOf(centre),
        cells: [...cells].map(nameOf).sort((a, b) => a - b),
        ratio,
        p,
      }))
    expect(named(scan(turned, { ...options, shape }), (row) => order[row])).toEqual(named(scan(L_SHAPE, options), (row) => row))
  })

  it('keeps a circle within the largest share', () => {
    const { clusters } = scan(L_SHAPE, { ...CIRCLES, shape: { kind: 'circular', maxShare: 0.06 } })
    for (const { cells } of clusters) expect(cells.length).toBeLessThanOrEqual(2)
  })

  it('is less sure where counts vary more: negative binomial null', () => {
    const p = (phi: number) => scan(L_SHAPE, { ...CIRCLES, phi, simulations: 499 }).clusters[0].p
    expect(p(1)).toBe(1 / 500)
    expect(p(12)).toBeGreaterThan(0.05)
  })

  it('leaves cells without exposure out, wherever they lie', () => {
    const exposure = new Float64Array(36).fill(1).fill(0, 30)
    const count = L_SHAPE.count.map((value, cell) => (cell < 30 ? value : 0))
    const [first] = scan(tableOf(count, exposure), CIRCLES).clusters
    expect(first.expected).toBeCloseTo((first.cells.length * count.reduce((sum, value) => sum + value, 0)) / 30, 10)
  })
})

describe('scan, flexible', () => {
  it('finds the shape itself, where a circle does not', () => {
    expect([...scan(L_SHAPE, FLEXIBLE).clusters[0].cells]).toEqual([0, 6, 12, 13])
    expect([...scan(L_SHAPE, CIRCLES).clusters[0].cells]).not.toEqual([0, 6, 12, 13])
  })

  it('finds the best of all connected sets of high cells near a centre, by enumeration', () => {
    // 4 x 3 cells, all within reach of each other but for ties: every connected set of cells with more than one event
    const small = grid(4, 3)
    const count = Float64Array.of(9, 1, 0, 8, 7, 0, 6, 9, 1, 5, 7, 1)
    const table: ScanTable = { count, exposure: new Float64Array(12).fill(1), x: small.x, y: small.y }
    let most = 0
    for (let set = 1; set < 1 << 12; set++) {
      const cells = [...count.keys()].filter((cell) => ((set >> cell) & 1) === 1)
      // 54/12 expected in each; the mid-p of a Poisson(4.5) is below 0.2 from 7 on
      if (cells.some((cell) => count[cell] < 7)) continue
      const reached = new Set([cells[0]])
      for (const cell of reached) {
        for (let k = small.touching.offset[cell]; k < small.touching.offset[cell + 1]; k++) {
          if (cells.includes(small.touching.neighbour[k])) reached.add(small.touching.neighbour[k])
        }
      }
      if (reached.size === cells.length) most = Math.max(most, ratioOf(table, cells))
    }
    const shape = { kind: 'flexible', touching: small.touching, nearest: 12 } as const
    expect(scan(table, { ...CIRCLES, shape }).clusters[0].ratio).toBeCloseTo(most, 12)
  })

  it('holds only connected cells, high by themselves', () => {
    const { clusters } = scan(L_SHAPE, FLEXIBLE)
    expect(clusters).toHaveLength(1)
  })
})

describe('p of a scan', () => {
  it.each([
    ['circular', 1, CIRCLES],
    ['circular', 4, CIRCLES],
    ['flexible', 1, FLEXIBLE],
    ['flexible', 4, FLEXIBLE],
  ] as const)('%s, phi %d: is below 0.1 on one in ten maps without a cluster', (_, phi, options) => {
    const maps = 300
    const share = new Float64Array(36).fill(1 / 36)
    const count = new Float64Array(36)
    let rejected = 0
    let asPoisson = 0
    for (let map = 0; map < maps; map++) {
      drawCounts(random(9, `null ${phi} ${map}`), share, 180, phi, count)
      const best = (assumed: number) =>
        scan(tableOf(count), { ...options, phi: assumed, simulations: 39, seed: map }).clusters.at(0)
      if ((best(phi)?.p ?? 1) <= 0.1) rejected++
      if (phi > 1 && (best(1)?.p ?? 1) <= 0.1) asPoisson++
    }
    expect(Math.abs(rejected / maps - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / maps))
    // the Poisson null calls nearly every over-dispersed map clustered
    if (phi > 1) expect(asPoisson / maps).toBeGreaterThan(0.6)
  })
})

describe('scan, input that has no answer', () => {
  it('says why there is no cluster', () => {
    expect(scan(tableOf([0, 0, 0]), CIRCLES)).toEqual({ clusters: [], total: 0, undefinedBecause: 'no-events' })
    expect(scan(tableOf([4, 0], Float64Array.of(1, 0)), CIRCLES).undefinedBecause).toBe('one-cell')
    expect(scan(tableOf([4, 4, 4, 4]), CIRCLES).undefinedBecause).toBe('no-zone')
    expect(scan(tableOf(new Float64Array(36).fill(4)), FLEXIBLE).undefinedBecause).toBe('no-zone')
  })

  it.each([
    ['length-mismatch', { ...tableOf([1, 2]), exposure: Float64Array.of(1) }, CIRCLES],
    ['count-invalid', tableOf([1, 2.5]), CIRCLES],
    ['count-invalid', tableOf([1, -2]), CIRCLES],
    ['count-invalid', tableOf([1, Number.NaN]), CIRCLES],
    ['value-not-finite', { ...tableOf([1, 2]), x: Float64Array.of(0, Number.NaN) }, CIRCLES],
    ['value-not-finite', tableOf([1, 2], Float64Array.of(1, Infinity)), CIRCLES],
    ['value-negative', tableOf([1, 2], Float64Array.of(1, -1)), CIRCLES],
    ['table-invalid', tableOf([1, 2], Float64Array.of(1, 0)), CIRCLES],
    ['option-invalid', L_SHAPE, { ...CIRCLES, phi: 0.9 }],
    ['option-invalid', L_SHAPE, { ...CIRCLES, phi: Number.NaN }],
    ['option-invalid', L_SHAPE, { ...CIRCLES, simulations: 0 }],
    ['option-invalid', L_SHAPE, { ...CIRCLES, shape: { kind: 'circular', maxShare: 0.6 } }],
    ['option-invalid', L_SHAPE, { ...CIRCLES, shape: { kind: 'flexible', touching, nearest: 21 } }],
    ['length-mismatch', tableOf([1, 2]), FLEXIBLE],
  ] as const)('refuses with %s', (code, table, options) => {
    expect(() => scan(table, options)).toThrow(new RegExp(`^${code}`))
  })
})
