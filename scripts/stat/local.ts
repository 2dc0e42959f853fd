import {
  EngineError,
  exactNull,
  fdr,
  gi,
  gistar,
  hotClass,
  localMoran,
  normalTail,
  permute,
  QUADRANTS,
  ringWeights,
  rowStandardised,
  UNDEFINED_BECAUSE,
  undefinedBecause,
  type Weights,
} from '../../engine/index.js'
import { describe, localCaveats, tooFewDraws } from './describe.js'
import { amountsOf, type CellTable, cellsOf, eventsOf, inFileOrder, numbersOf, readTable } from './readColumns.js'
import {
  alphaOf,
  drawsOf,
  emptyNotes,
  type Field,
  given,
  ringOf,
  type StatArguments,
  type Statistic,
  type StatTable,
  seedOf,
} from './statistic.js'
import { REASONS } from './words.js'

/** Cells with their values. */
export interface CellValues extends CellTable {
  readonly value: Float64Array
}

const VALUES = { numbers: numbersOf, amounts: amountsOf, events: eventsOf } as const

/** @param are numbers, numbers from 0 up, or numbers of events. @throws EngineError 'argument-missing' and those of reading */
export async function readCellValues(args: StatArguments, are: keyof typeof VALUES = 'numbers'): Promise<CellValues> {
  const path = given(args.cells, 'cells')
  const column = given(args.value, 'value')
  const cells = cellsOf(await readTable(path))
  return { ...cells, value: VALUES[are](cells.table, column) }
}

/** Ids named where rows are pointed at. */
const MOST_NAMED = 3

/** How many cells have no neighbour in the table, and the first of them, as a caveat. */
export function lonelyCells({ offset, self }: Weights, id: readonly string[]): string[] {
  const lonely = id.filter((_, row) => offset[row + 1] - offset[row] === (self ? 1 : 0))
  if (lonely.length === 0) return []
  const named = `${lonely.slice(0, MOST_NAMED).join(', ')}${lonely.length > MOST_NAMED ? ', ...' : ''}`
  return [
    `${lonely.length} of ${id.length} cells have no neighbour in the table (${named}). Are the cells without events missing from the file?`,
  ]
}

type Null = 'total' | 'conditional'

interface Tests {
  readonly columns: readonly string[]
  readonly fields: (row: number) => readonly Field[]
  /** What the class is taken from: null where there is no exact p. */
  readonly exact: { readonly q: Float64Array; readonly direction: Int8Array } | null
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Columns `p_exact,q_exact` and, where draws are asked for, `p_sim,q_sim`. The weights are binary: rows of equal weights have the same p.
 *
 * @param skipped rows without a p: those where the statistic is undefined
 */
function permutationTests(
  { value, id }: CellValues,
  binary: Weights,
  permuted: Null,
  args: StatArguments,
  skipped: (row: number) => boolean = () => false,
): Tests {
  const exact = exactNull(value, binary, { permute: permuted, group: null })
  exact?.p.forEach((_, row) => {
    if (skipped(row)) exact.p[row] = Number.NaN
  })
  const qExact = exact === null ? null : fdr(exact.p)
  const noExact = exact === null ? [describe(value).counts ? 'beyond-reach' : 'not-counts'] : []
  const whole = noExact.map((reason) => `p_exact and q_exact are empty in all rows (${reason}): ${REASONS[reason]}.`)
  const reasons = undefinedBecause(value, binary, { permute: permuted, group: null })
  const inRows = exact === null ? [] : emptyNotes('p_exact, q_exact', reasonNames(reasons), REASONS)
  const draws = drawsOf(args)
  const alpha = alphaOf(args)
  const all = args.allDraws === true
  if (draws === null) {
    return {
      columns: ['p_exact', 'q_exact'],
      fields: (row) => [exact?.p[row] ?? null, qExact?.[row] ?? null],
      exact: exact === null || qExact === null ? null : { q: qExact, direction: exact.direction },
      notes: [...whole, ...inRows],
      warnings: [],
    }
  }
  const ids = id.map((text) => text.toLowerCase())
  const options = {
    permutations: draws,
    stopAfter: all ? null : STOP_AFTER,
    seed: seedOf(args),
    ids,
    alpha,
    permute: permuted,
    group: null,
  }
  const simulated = permute(value, binary, options)
  simulated.p.forEach((_, row) => {
    if (skipped(row)) simulated.p[row] = Number.NaN
  })
  const qSimulated = fdr(simulated.p)
  return {
    columns: ['p_exact', 'q_exact', 'p_sim', 'q_sim'],
    fields: (row) => [exact?.p[row] ?? null, qExact?.[row] ?? null, simulated.p[row], qSimulated[row]],
    exact: exact === null || qExact === null ? null : { q: qExact, direction: exact.direction },
    notes: [
      ...whole,
      ...inRows,
      all
        ? `p_sim: all ${draws} draws in every row.`
        : `p_sim: in each tail from as many draws as it took to meet ${STOP_AFTER} as extreme, at most ${draws}; --all-draws makes all of them.`,
      ...emptyNotes('p_sim, q_sim', reasonNames(simulated.undefinedBecause), REASONS),
    ],
    // of the p that stand in the table: a row at the mean is no test
    warnings: tooFewDraws(simulated.p, draws, 2, alpha, '_sim'),
  }
}

function reasonNames(codes: Uint8Array): string[] {
  return Array.from(codes, (code) => UNDEFINED_BECAUSE[code])
}

/** @returns the null asked for. @throws EngineError 'option-invalid' for a level, a number of draws or a seed that cannot be, or all draws of none */
function checkedNull(args: StatArguments, otherwise: Null): Null {
  alphaOf(args)
  seedOf(args)
  if (drawsOf(args) === null && args.allDraws === true)
    throw new EngineError('option-invalid', { column: '--all-draws', hint: 'Say how many: --permutations 999.' })
  return args.permute === undefined ? otherwise : args.permute === 'conditional' ? 'conditional' : 'total'
}

const NULLS: Readonly<Record<Null, string>> = {
  total: 'Null of the exact and simulated p: total, all values dealt out again over the cells.',
  conditional: "Null of the exact and simulated p: conditional, the cell's own value stays, the others are dealt out again.",
}

/** Draws in a tail after which it is settled. */
const STOP_AFTER = 10
const FAMILY =
  'q: Benjamini-Hochberg over all cells of the table with a p. p is two-sided: twice the smaller tail, ties in both, at most 1. A simulated tail ends with the tenth draw as extreme (Besag & Clifford 1991): its p is then 10 / draws, else (reached + 1) / (R + 1); --all-draws makes all R.'
const CLASS = 'class: 3, 2, 1 for q below 0.01, 0.05, 0.10, negative where cold; of q_exact where there is one, else of q.'
const PERMUTATION_FLAGS = ['permutations', 'all-draws', 'seed', 'alpha'] as const

function styled(binary: Weights, style: string): Weights {
  return style === 'W' ? rowStandardised(binary) : binary
}

const HOT_COLUMNS = 'cell,value,z,p,q,class,p_exact,q_exact'
const SIMULATED = 'With --permutations also p_sim,q_sim.'
export const BINARY_FIRST = { help: 'binary (default) or row-standardised weights' }
export const STANDARDISED_FIRST = { help: 'binary or row-standardised (default) weights' }

const GISTAR: Statistic = {
  does: 'Getis-Ord Gi*, how far the values in and around a cell lie above the mean of all',
  columns: HOT_COLUMNS,
  moreColumns: SIMULATED,
  example: '--cells cells.csv --value crimes --ring 1',
  flagHelp: { style: BINARY_FIRST, permute: { help: 'null of the exact and simulated p; default total' } },
  input: 'cells',
  takes: ['cells', 'value', 'ring', 'style', 'permute', ...PERMUTATION_FLAGS],
  formula: [
    'z_i = (sum_j w_ij x_j - m W_i) / (S sqrt((n S1_i - W_i^2)/(n - 1)))',
    'm mean, S standard deviation (divisor n), W_i = sum_j w_ij, S1_i = sum_j w_ij^2; j runs over the cell and its neighbours',
  ],
  misleads:
    'At the edge of the table cells have fewer neighbours. Cells in which nothing can happen lower the mean and make the rest hot.',
  source: 'Ord & Getis (1995), Geographical Analysis 27(4). As spdep localG with include.self and esda G_Local(star=True).',
  async prepare(args) {
    const read = await readCellValues(args)
    const ring = ringOf(args)
    const style = args.style ?? 'B'
    const permuted = checkedNull(args, 'total')
    const binary = ringWeights(read.cells, ring, { self: true, group: null })
    const { value } = read
    return {
      values: value,
      valuesAre: `${args.value}, all cells of the table`,
      conventions: [
        `Weights: cells up to ring ${ring}, the cell itself among them, style ${style}.`,
        'S: divisor n.',
        FAMILY,
        CLASS,
        NULLS[permuted],
      ],
      here: [...localCaveats(value), ...lonelyCells(binary, read.id)],
      table() {
        const { z } = gistar(value, styled(binary, style))
        const reasons = undefinedBecause(value, binary, { permute: 'total', group: null })
        const tests = permutationTests(read, binary, permuted, args)
        return hotTable(read, z, tests, reasonNames(reasons))
      },
    }
  },
}

function hotTable(read: CellValues, z: Float64Array, tests: Tests, reasons: readonly string[]): StatTable {
  const { id, value } = read
  const p = z.map(normalTail)
  const q = fdr(p)
  const classes = tests.exact === null ? hotClass(q, z) : hotClass(tests.exact.q, tests.exact.direction)
  return {
    columns: ['cell', 'value', 'z', 'p', 'q', 'class', ...tests.columns],
    rows: inFileOrder(
      read,
      id.map((cell, row) => [
        cell,
        value[row],
        z[row],
        p[row],
        q[row],
        Number.isNaN(z[row]) ? Number.NaN : classes[row],
        ...tests.fields(row),
      ]),
    ),
    notes: [...emptyNotes('z, p, q, class', reasons, REASONS), ...tests.notes],
    warnings: tests.warnings,
  }
}

const GI: Statistic = {
  does: 'Getis-Ord Gi, how far the values around a cell lie above the mean of all other cells',
  columns: HOT_COLUMNS,
  moreColumns: SIMULATED,
  example: '--cells cells.csv --value crimes --ring 1',
  flagHelp: { style: BINARY_FIRST, permute: { help: 'null of the exact and simulated p; default conditional' } },
  input: 'cells',
  takes: ['cells', 'value', 'ring', 'style', 'permute', ...PERMUTATION_FLAGS],
  formula: [
    'z_i = (sum_j w_ij x_j - m_i W_i) / (s_i sqrt(((n - 1) S1_i - W_i^2)/(n - 2)))',
    'm_i, s_i mean and standard deviation (divisor n - 1) of the n - 1 other cells; j runs over the neighbours, without the cell',
  ],
  misleads: 'A single busy cell is not hot itself, its neighbours are. Gi* counts it in.',
  source:
    'Ord & Getis (1995), Geographical Analysis 27(4). As spdep localG and esda G_Local(star=False); GeoDa gives a share, not a z.',
  async prepare(args) {
    const read = await readCellValues(args)
    const ring = ringOf(args)
    const style = args.style ?? 'B'
    const permuted = checkedNull(args, 'conditional')
    const binary = ringWeights(read.cells, ring, { self: false, group: null })
    const { value } = read
    return {
      values: value,
      valuesAre: `${args.value}, all cells of the table`,
      conventions: [
        `Weights: cells up to ring ${ring}, without the cell itself, style ${style}.`,
        'Mean and variance: of the other n - 1 cells, divisor n - 1.',
        FAMILY,
        CLASS,
        NULLS[permuted],
      ],
      here: [...localCaveats(value), ...lonelyCells(binary, read.id)],
      table() {
        const { z, undefinedBecause: reasons } = gi(value, styled(binary, style))
        return hotTable(read, z, permutationTests(read, binary, permuted, args), reasonNames(reasons))
      },
    }
  },
}

const LOCAL_MORAN: Statistic = {
  does: "local Moran's I, whether a cell and its neighbours lie on the same side of the mean, and how far",
  columns: 'cell,value,i,expected,variance,z,p,q,quadrant,p_exact,q_exact',
  moreColumns: SIMULATED,
  example: '--cells cells.csv --value crimes --divisor n-1',
  flagHelp: {
    style: STANDARDISED_FIRST,
    moments: { value: 'conditional|total', help: 'null of z and of the exact and simulated p; default conditional' },
  },
  input: 'cells',
  takes: ['cells', 'value', 'ring', 'style', 'moments', 'divisor', ...PERMUTATION_FLAGS],
  formula: [
    'I_i = (d_i/m2) sum_j w_ij d_j,  d = x - mean,  m2 = sum d^2/n;  z = (I - E)/sqrt V',
    'conditional  E = -d_i^2 W_i/((n - 1) m2)',
    '             V = (d_i/m2)^2 n/(n - 2) (S1_i - W_i^2/(n - 1)) (m2 - d_i^2/(n - 1))',
    'total        E = -W_i/(n - 1)',
    '             V = S1_i (n - b2)/(n - 1) + (W_i^2 - S1_i)(2 b2 - n)/((n - 1)(n - 2)) - E^2,  b2 = m4/m2^2',
  ],
  misleads: 'Low-low of empty cells is mostly parks and fields. A quadrant is a label: read it only where q is small.',
  source:
    'Anselin (1995), Geographical Analysis 27(2); Sokal, Oden & Thomson (1998), 30(4). As spdep localmoran (divisor n; n-1 is mlvar = FALSE, esda and GeoDa).',
  async prepare(args) {
    const read = await readCellValues(args)
    const ring = ringOf(args)
    const style = args.style ?? 'W'
    const divisor = args.divisor === 'n-1' ? 'n-1' : 'n'
    const moments = localMoments(args)
    checkedNull(args, moments)
    const binary = ringWeights(read.cells, ring, { self: false, group: null })
    const { value } = read
    return {
      values: value,
      valuesAre: `${args.value}, all cells of the table`,
      conventions: [
        `Weights: cells up to ring ${ring}, without the cell itself, style ${style}.`,
        `Moments: ${moments}. Divisor of the variance: ${divisor}.`,
        'quadrant: the cell, then its neighbours, High or Low against the mean; at the mean is Low (as esda).',
        FAMILY,
        moments === 'conditional'
          ? `${NULLS.conditional} They are of the neighbours' sum (lag): with the own value held I is monotone in it, but for cells at the mean, which have none.`
          : `${NULLS.total} They are of the neighbours' sum (lag).`,
      ],
      here: [...(moments === 'total' ? [LAG_ONLY] : []), ...localCaveats(value), ...lonelyCells(binary, read.id)],
      table() {
        const out = localMoran(value, styled(binary, style), { moments, divisor, group: null })
        const p = out.z.map(normalTail)
        const q = fdr(p)
        const reasons = reasonNames(out.undefinedBecause)
        // at the mean I is 0 whatever the neighbours are, though their sum is not
        const tests = permutationTests(read, binary, moments, args, (row) => reasons[row] === 'at-the-mean')
        return {
          columns: ['cell', 'value', 'i', 'expected', 'variance', 'z', 'p', 'q', 'quadrant', ...tests.columns],
          rows: inFileOrder(
            read,
            read.id.map((cell, row) => [
              cell,
              value[row],
              out.i[row],
              out.expected[row],
              out.variance[row],
              out.z[row],
              p[row],
              q[row],
              QUADRANTS[out.quadrant[row]],
              ...tests.fields(row),
            ]),
          ),
          notes: [
            ...emptyNotes(
              'i, expected, variance, z, p, q, quadrant',
              reasons.filter((_, row) => Number.isNaN(out.i[row])),
              REASONS,
            ),
            ...emptyNotes(
              'z, p, q',
              reasons.filter((_, row) => !Number.isNaN(out.i[row])),
              REASONS,
            ),
            ...tests.notes,
          ],
          warnings: tests.warnings,
        }
      },
    }
  },
}

/** Under the total null the own value is dealt out too, and I is no function of the lag. */
const LAG_ONLY =
  "With --moments total p_exact and p_sim are of the neighbours' sum (lag), not of I, and not comparable with z: for those of I take --moments conditional."

function localMoments({ moments = 'conditional' }: StatArguments): Null {
  if (moments === 'conditional' || moments === 'total') return moments
  throw new EngineError('option-invalid', {
    column: '--moments',
    value: moments,
    hint: 'local-moran takes conditional or total.',
  })
}

export const LOCAL = { 'gistar': GISTAR, 'gi': GI, 'local-moran': LOCAL_MORAN }
