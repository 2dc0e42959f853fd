import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { random } from '../../engine/random.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { fdr } from '../../engine/stats/fdr.js'
import { geary } from '../../engine/stats/geary.js'
import { generalG } from '../../engine/stats/generalG.js'
import { gi } from '../../engine/stats/gi.js'
import { gistar } from '../../engine/stats/gistar.js'
import { weightSums } from '../../engine/stats/globalStatistic.js'
import { localMoran } from '../../engine/stats/localMoran.js'
import { moran } from '../../engine/stats/moran.js'
import { normalTail } from '../../engine/stats/normalTail.js'
import { permute } from '../../engine/stats/permute.js'
import { rowStandardised } from '../../engine/stats/rowStandardised.js'
import type { Weights } from '../../engine/types.js'
import { arranged } from '../helpers/arrangements.js'
import { weightsOf } from '../helpers/weights.js'

/** A small map: counts, and for each cell some of the others, not the cell itself. */
const map = (least: number, most: number, largest = 9) =>
  fc.integer({ min: least, max: most }).chain((n) => {
    const others = fc.subarray([...Array(n).keys()], { maxLength: Math.min(n, 6) })
    return fc.record({
      y: fc.array(fc.integer({ min: 0, max: largest }), { minLength: n, maxLength: n }),
      lists: fc
        .array(others, { minLength: n, maxLength: n })
        .map((rows) => rows.map((list, row) => list.filter((k) => k !== row))),
    })
  })

const withSelf = (lists: readonly number[][]) => weightsOf(lists.map((list, row) => [...list, row].sort((a, b) => a - b)))

/** A matrix of the weights. */
function dense({ length, offset, neighbour, value }: Weights): number[][] {
  const matrix = Array.from({ length }, () => new Array<number>(length).fill(0))
  for (let row = 0; row < length; row++) {
    for (let k = offset[row]; k < offset[row + 1]; k++) matrix[row][neighbour[k]] = value === null ? 1 : value[k]
  }
  return matrix
}

function close(ours: number, theirs: number, size = 1): void {
  if (Number.isNaN(theirs)) expect(ours).toBeNaN()
  else expect(Math.abs(ours - theirs)).toBeLessThan(1e-9 * Math.max(size, Math.abs(theirs)))
}

describe('exact p', () => {
  const STATISTICS = [
    ['Gi*', 'total', withSelf, (y: Float64Array, w: Weights) => gistar(y, w).z],
    ['Gi*', 'conditional', withSelf, (y: Float64Array, w: Weights) => gistar(y, w).z],
    ['Gi', 'conditional', (lists: number[][]) => weightsOf(lists, false), (y: Float64Array, w: Weights) => gi(y, w).z],
    [
      'local Moran',
      'conditional',
      (lists: number[][]) => weightsOf(lists, false),
      (y: Float64Array, w: Weights) => localMoran(y, rowStandardised(w), { moments: 'conditional', divisor: 'n', group: null }).i,
    ],
  ] as const

  it.each(STATISTICS)(
    'of %s (%s) is the share of all arrangements of the map with as large a statistic, to 1e-12',
    (name, which, make, statistic) => {
      fc.assert(
        fc.property(map(3, 6, 4), ({ y, lists }) => {
          const weights = make(lists)
          const exact = exactNull(Float64Array.from(y), weights, { permute: which, group: null })
          const observed = statistic(Float64Array.from(y), weights)
          const mean = y.reduce((sum, value) => sum + value, 0) / y.length
          for (let row = 0; row < y.length; row++) {
            const p = exact?.pGreater[row] ?? Number.NaN
            if (Number.isNaN(p) || Number.isNaN(observed[row])) continue
            // local Moran turns round where the own value lies below the mean, and says nothing at it
            if (name === 'local Moran' && Math.abs(y[row] - mean) < 1e-12) continue
            let all = 0
            let atLeast = 0
            for (const order of arranged(y, which === 'total' ? -1 : row)) {
              all++
              if (statistic(order, weights)[row] >= observed[row] - 1e-9) atLeast++
            }
            const tail = name === 'local Moran' && y[row] < mean ? (exact?.pLesser[row] ?? Number.NaN) : p
            expect(Math.abs(tail - atLeast / all)).toBeLessThan(1e-12)
          }
        }),
        { numRuns: 25 },
      )
    },
    60_000,
  )

  it('of weights without self is, conditional, that of the same weights with self', () => {
    fc.assert(
      fc.property(map(2, 12), ({ y, lists }) => {
        const options = { permute: 'conditional', group: null } as const
        const alone = exactNull(Float64Array.from(y), weightsOf(lists, false), options)
        expect(alone?.p).toEqual(exactNull(Float64Array.from(y), withSelf(lists), options)?.p)
      }),
    )
  })
})

describe.each(['W', 'B'] as const)('sparse equals dense, style %s', (style) => {
  const weightsFor = (lists: number[][]) => (style === 'W' ? rowStandardised(weightsOf(lists, false)) : weightsOf(lists, false))

  it('in the sums of weights', () => {
    fc.assert(
      fc.property(map(1, 10), ({ lists }) => {
        const weights = weightsFor(lists)
        const w = dense(weights)
        const { s0, s1, s2 } = weightSums(weights)
        const sum = (row: readonly number[]) => row.reduce((total, value) => total + value, 0)
        close(s0, sum(w.map(sum)))
        close(s1, sum(w.map((row, i) => sum(row.map((value, j) => (value + w[j][i]) ** 2)))) / 2)
        close(s2, sum(w.map((row, i) => (sum(row) + sum(w.map((column) => column[i]))) ** 2)))
      }),
    )
  })

  it('in Moran, Geary and general G; the mean of local I is S0/n times the global', () => {
    fc.assert(
      fc.property(map(4, 10), ({ y, lists }) => {
        const weights = weightsFor(lists)
        const w = dense(weights)
        const values = Float64Array.from(y)
        const n = y.length
        const mean = y.reduce((sum, value) => sum + value, 0) / n
        const squares = y.reduce((sum, value) => sum + (value - mean) ** 2, 0)
        let [s0, products, differences, near, pairs] = [0, 0, 0, 0, 0]
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            s0 += w[i][j]
            products += w[i][j] * (y[i] - mean) * (y[j] - mean)
            differences += w[i][j] * (y[i] - y[j]) ** 2
            near += w[i][j] * y[i] * y[j]
            if (i !== j) pairs += y[i] * y[j]
          }
        }
        const i = moran(values, weights, { moments: 'randomisation' })
        const c = geary(values, weights, { moments: 'randomisation' })
        const g = generalG(values, weights)
        if (s0 === 0 || squares < 1e-9) {
          for (const found of [i, c, g]) expect(found.undefinedBecause).not.toBeNull()
          return
        }
        close(i.statistic, (n * products) / (s0 * squares))
        close(c.statistic, ((n - 1) * differences) / (2 * s0 * squares))
        if (g.undefinedBecause !== 'no-pairs') close(g.statistic, near / pairs)
        const local = localMoran(values, weights, { moments: 'conditional', divisor: 'n', group: null }).i
        close(
          local.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0),
          s0 * i.statistic,
        )
        for (const found of [i, c, g]) expect(Number.isNaN(found.z)).toBe(found.undefinedBecause !== null)
      }),
    )
  })
})

describe('invariance', () => {
  it('Gi, local Moran, Moran and Geary do not change with a y + b; Gi changes sign with a', () => {
    fc.assert(
      fc.property(map(4, 12), fc.constantFrom(0.25, 3, -1, -7), fc.integer({ min: -100, max: 100 }), ({ y, lists }, a, b) => {
        const weights = weightsOf(lists, false)
        const before = Float64Array.from(y)
        const after = before.map((value) => a * value + b)
        gi(before, weights).z.forEach((z, row) => {
          close(gi(after, weights).z[row], Math.sign(a) * z)
        })
        const local = (values: Float64Array) => localMoran(values, weights, { moments: 'total', divisor: 'n', group: null })
        const [first, second] = [local(before), local(after)]
        first.z.forEach((z, row) => {
          close(second.z[row], z)
          close(second.i[row], first.i[row])
        })
        for (const statistic of [moran, geary]) {
          for (const moments of ['randomisation', 'normality'] as const) {
            close(statistic(after, weights, { moments }).z, statistic(before, weights, { moments }).z)
          }
        }
        close(
          generalG(
            before.map((value) => Math.abs(a) * value),
            weights,
          ).z,
          generalG(before, weights).z,
        )
      }),
    )
  })

  it('Gi and Gi of a row-standardised map are the same', () => {
    fc.assert(
      fc.property(map(3, 12), ({ y, lists }) => {
        const weights = weightsOf(lists, false)
        gi(Float64Array.from(y), weights).z.forEach((z, row) => {
          close(gi(Float64Array.from(y), rowStandardised(weights)).z[row], z)
        })
      }),
    )
  })

  it('p of permute lie in [1/(R + 1), 1], two-sided never below the smaller tail', () => {
    fc.assert(
      fc.property(
        map(2, 10),
        fc.integer({ min: 1, max: 60 }),
        fc.option(fc.integer({ min: 1, max: 12 })),
        ({ y, lists }, permutations, stopAfter) => {
          const found = permute(Float64Array.from(y), weightsOf(lists, false), {
            permute: 'conditional',
            group: null,
            permutations,
            stopAfter,
            seed: 3,
            ids: y.map(String),
            alpha: 0.1,
          })
          found.p.forEach((p, row) => {
            expect(Number.isNaN(p)).toBe(found.undefinedBecause[row] !== 0)
            if (Number.isNaN(p)) return
            expect(found.pGreater[row]).toBeGreaterThanOrEqual(1 / (permutations + 1))
            expect(found.pLesser[row]).toBeLessThanOrEqual(1)
            expect(p).toBeGreaterThanOrEqual(Math.min(1, found.smallestP))
            expect(p).toBeLessThanOrEqual(1)
          })
        },
      ),
    )
  })
})

/** HEXBEAT_NULL_MAPS=20000 for a closer look. */
const MAPS = Number(process.env.HEXBEAT_NULL_MAPS ?? 2_000)
/** 30 rows of 30 hexagons on a rhombus: cell (i, j) touches (i±1, j), (i, j±1), (i+1, j-1), (i-1, j+1). */
const SIDE = 30
const rhombus = weightsOf(
  Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [i, j] = [Math.floor(at / SIDE), at % SIDE]
    return [
      [-1, 0],
      [-1, 1],
      [0, -1],
      [0, 0],
      [0, 1],
      [1, -1],
      [1, 0],
    ]
      .map(([di, dj]) => [i + di, j + dj])
      .filter(([a, b]) => a >= 0 && a < SIDE && b >= 0 && b < SIDE)
      .map(([a, b]) => a * SIDE + b)
  }),
)

type Draw = (uniform: () => number) => number
const normal: Draw = (uniform) => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
/** Inversion of a table of probabilities that starts at 0. */
function inversion(first: number, ratio: (count: number) => number): Draw {
  return (uniform) => {
    let left = uniform()
    let chance = first
    let count = 0
    while (left >= chance && count < 500) {
      left -= chance
      chance *= ratio(count++)
    }
    return count
  }
}
const poisson = (mean: number) => inversion(Math.exp(-mean), (count) => mean / (count + 1))
const negativeBinomial = (mean: number, size: number) =>
  inversion((size / (size + mean)) ** size, (count) => (((size + count) / (count + 1)) * mean) / (size + mean))

describe(`${MAPS} maps of independent values: how often anything is called at q < 0.05`, () => {
  /** Shares of the maps with any rejection, by each way to a p. */
  function rejections(id: string, draw: Draw, ways: readonly ((y: Float64Array) => Float64Array)[]): number[] {
    const maps = ways.map(() => 0)
    const y = new Float64Array(SIDE * SIDE)
    for (let at = 0; at < MAPS; at++) {
      const { uniform } = random(20, `${id} ${at}`)
      for (let row = 0; row < y.length; row++) y[row] = draw(uniform)
      ways.forEach((way, w) => {
        maps[w] += Number(fdr(way(y)).some((q) => q < 0.05))
      })
    }
    return maps.map((count) => count / MAPS)
  }

  const byNormal = (y: Float64Array) => gistar(y, rhombus).z.map(normalTail)
  const byExact = (which: 'total' | 'conditional') => (y: Float64Array) => {
    const exact = exactNull(y, rhombus, { permute: which, group: null })
    if (exact === null) throw new Error('declined')
    return exact.p
  }

  it('5 % by the normal p of Gaussian values', () => {
    const [share] = rejections('gaussian', normal, [byNormal])
    expect(share).toBeGreaterThanOrEqual(0.035)
    expect(share).toBeLessThanOrEqual(0.065)
  })

  it.each([
    { values: 'Poisson(0.2)', draw: poisson(0.2), normalAtLeast: 0.5 },
    { values: 'Poisson(2)', draw: poisson(2), normalAtLeast: 0.1 },
    { values: 'negative binomial(1, 0.3)', draw: negativeBinomial(1, 0.3), normalAtLeast: 0.5 },
  ])(
    'at most 6.5 % by the exact p of $values counts, and over $normalAtLeast by the normal p',
    ({ values, draw, normalAtLeast }) => {
      const [byZ, total, conditional] = rejections(values, draw, [byNormal, byExact('total'), byExact('conditional')])
      expect(total).toBeLessThanOrEqual(0.065)
      expect(conditional).toBeLessThanOrEqual(0.065)
      expect(byZ).toBeGreaterThan(normalAtLeast)
    },
  )
})
