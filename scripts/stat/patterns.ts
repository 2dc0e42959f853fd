import {
  dispersion,
  EMERGING_PATTERNS,
  EngineError,
  emerging,
  exactNull,
  fdr,
  gistar,
  normalTail,
  PERSISTENCE_PATTERNS,
  persistence,
  ringWeights,
} from '../../engine/index.js'
import { describe, fewCells, percent, short } from './describe.js'
import { lonelyCells } from './local.js'
import { cellsIn, inFileOrder, readTable, type SeriesTable, seriesOf, unitsOf } from './readColumns.js'
import { alphaOf, emptyNotes, given, ringOf, type StatArguments, type Statistic } from './statistic.js'
import { seriesCaveats } from './trends.js'
import { REASONS } from './words.js'

/** Hot and cold steps of cells, from the values by step. */
interface HotSteps {
  readonly read: SeriesTable
  readonly conventions: readonly string[]
  readonly here: readonly string[]
  /** Gi* of each cell and step, and 1 hot, -1 cold, 0 neither; each step has its own mean. */
  readonly work: () => { z: Float64Array; significant: Int8Array; warnings: string[] }
}

/** What misleads with these cells and steps. */
function cubeCaveats({ id, values, steps }: SeriesTable): string[] {
  const { shareZero, counts, least, most } = describe(values)
  if (least === most) return ['All values are equal: no cell can be hot or cold.']
  return [
    ...(counts ? [] : fewCells(id.length)),
    ...(shareZero > 0.5
      ? [
          `${percent(shareZero)} of the values are 0. If nothing could happen in many of the cells (fields, water), they lower each mean and make the others look hot.`,
        ]
      : []),
    ...(steps < 10 ? [`${steps} steps: one step is over a tenth of them, so a single chance finding can be a pattern.`] : []),
  ]
}

async function readHotSteps(args: StatArguments): Promise<HotSteps> {
  const table = await readTable(given(args.series, 'series'))
  const read = seriesOf(cellsIn(table, 0), 'complete')
  const { cells } = read
  const ring = ringOf(args)
  const alpha = alphaOf(args)
  const weights = ringWeights(cells, ring, { self: true, group: null })
  return {
    read,
    conventions: [
      `Gi* of each step: cells up to ring ${ring} with the cell itself, against the mean of that step.`,
      `Hot or cold: q below ${alpha}, Benjamini-Hochberg over the cells of a step; q of the exact p (total) for counts, else of the normal p.`,
    ],
    here: [...cubeCaveats(read), ...lonelyCells(weights, read.id), ...seriesCaveats(read)],
    work() {
      const { values, steps, id } = read
      const z = new Float64Array(values.length)
      const significant = new Int8Array(values.length)
      const column = new Float64Array(id.length)
      let exactSteps = 0
      for (let step = 0; step < steps; step++) {
        for (let row = 0; row < id.length; row++) column[row] = values[row * steps + step]
        const ofStep = gistar(column, weights).z
        const exact = exactNull(column, weights, { permute: 'total', group: null })
        if (exact !== null) exactSteps++
        const q = fdr(exact === null ? ofStep.map(normalTail) : exact.p)
        for (let row = 0; row < id.length; row++) {
          z[row * steps + step] = ofStep[row]
          if (q[row] < alpha) significant[row * steps + step] = Math.sign(exact === null ? ofStep[row] : exact.direction[row])
        }
      }
      const warnings =
        exactSteps === steps
          ? []
          : [
              `${steps - exactSteps} of ${steps} steps have no exact p: hot and cold are by the normal p there, which finds too much on skewed values.`,
            ]
      return { z, significant, warnings }
    },
  }
}

const CELL_SERIES = { help: 'CSV with H3 cells first, then one column a step in order of time; every field a number' }
const HOT_BELOW = { help: 'a step of a cell is hot or cold where q is below; default 0.05' }

const EMERGING: Statistic = {
  does: 'emerging hot spot analysis, the pattern of a cell over time in 17 classes',
  columns: 'cell,pattern,trend_z,trend_p,trend_q,hot_steps,cold_steps',
  example: '--series months.csv --ring 1',
  flagHelp: { series: CELL_SERIES, alpha: HOT_BELOW },
  input: 'series',
  takes: ['series', 'ring', 'alpha', 'rules', 'hamed-rao'],
  formula: [
    'Gi* of every cell in every step; Mann-Kendall of its z over the steps, q over all cells;  H hot steps of N, "last" the newest; the first that applies, hot before cold:',
    'H >= 0.9 N: intensifying (last hot, trend up), diminishing (last hot, trend down), historical (last not hot), else persistent',
    'last hot: oscillating (cold before), new (never before), consecutive (one run), else sporadic',
    'esri-2: sporadic also where the last is not hot, some step was, and none was cold',
  ],
  misleads:
    'An incomplete last step; overlapping windows, whose trends --hamed-rao mends only in part (take windows that do not overlap); sparse counts, where a step is hot by chance. Months of unequal length do not matter: each step has its own mean. Give counts, not counts per day, which have no exact p.',
  source:
    'Esri, How Emerging Hot Spot Analysis works. Its mean is of the whole cube, its trend by p; ours is of the step, by q, and finds fewer.',
  async prepare(args) {
    const { read, conventions, here, work } = await readHotSteps(args)
    const rules = args.rules === 'esri-2' ? 'esri-2' : 'esri-3'
    const hamedRao = args.hamedRao ?? false
    return {
      values: read.values,
      valuesAre: `${read.id.length} cells of ${read.steps} steps`,
      conventions: [
        ...conventions,
        `Rules ${rules}. Trend: q below 0.05${hamedRao ? ', corrected for autocorrelation where that makes it weaker' : ''}.`,
      ],
      here,
      table() {
        const { z, significant, warnings } = work()
        const found = emerging(z, significant, read.steps, { rules, hamedRao })
        const reasons = Array.from(found.pattern, (pattern) => (pattern < 0 ? 'step-without-z' : null))
        const noTrend = reasons.map((reason, row) =>
          reason === null && Number.isNaN(found.trendZ[row]) ? 'correction-negative' : null,
        )
        return {
          columns: ['cell', 'pattern', 'trend_z', 'trend_p', 'trend_q', 'hot_steps', 'cold_steps'],
          rows: inFileOrder(
            read,
            read.id.map((id, row) => {
              const own = significant.subarray(row * read.steps, (row + 1) * read.steps)
              const pattern = found.pattern[row] < 0 ? null : EMERGING_PATTERNS[found.pattern[row]]
              const times = (sign: number) => own.filter((side) => side === sign).length
              return [id, pattern, found.trendZ[row], found.trendP[row], found.trendQ[row], times(1), times(-1)]
            }),
          ),
          notes: [
            ...emptyNotes('pattern, trend_z, trend_p, trend_q', reasons, REASONS),
            ...emptyNotes('trend_z, trend_p, trend_q', noTrend, REASONS),
          ],
          warnings,
        }
      },
    }
  },
}

const PERSISTENCE: Statistic = {
  does: 'how lastingly a cell was hot or cold',
  columns: 'cell,pattern,hot_share,cold_share',
  example: '--series months.csv --ring 1',
  flagHelp: { series: CELL_SERIES, alpha: HOT_BELOW },
  input: 'series',
  takes: ['series', 'ring', 'alpha'],
  formula: [
    'persistent: hot in >= 0.8 of the steps;  emerging: in < 0.1 of the older and >= 0.1 of the recent;  former: the reverse',
    'intermittent: else in >= 0.1 of all;  the same for cold;  mixed: both.  Recent: the last fifth of the steps',
  ],
  misleads:
    'Overlapping windows count a hot month many times; with under about 10 steps one chance finding is a pattern. Give counts, not counts per day, which have no exact p.',
  source: "Chainey (2021), Understanding Crime; Ashby, sfhotspot's hotspot_classify.",
  async prepare(args) {
    const { read, conventions, here, work } = await readHotSteps(args)
    return {
      values: read.values,
      valuesAre: `${read.id.length} cells of ${read.steps} steps`,
      conventions,
      here,
      table() {
        const { significant, warnings } = work()
        const { pattern, hotShare, coldShare } = persistence(significant, read.steps)
        return {
          columns: ['cell', 'pattern', 'hot_share', 'cold_share'],
          rows: inFileOrder(
            read,
            read.id.map((id, row) => [id, PERSISTENCE_PATTERNS[pattern[row]], hotShare[row], coldShare[row]]),
          ),
          notes: [],
          warnings,
        }
      },
    }
  },
}

const DISPERSION: Statistic = {
  does: 'over-dispersion phi, how many times the variance of a Poisson count that of the counts is',
  columns: 'phi,estimate,block_months,blocks,units,months_left_out',
  example: '--series months.csv',
  flagHelp: {
    series: { help: 'CSV with units first, then counts, one column a month in order; empty, NA and NaN: not measured' },
  },
  input: 'series',
  takes: ['series'],
  formula: [
    'mu_ib = y_i. y_.b/y_..;  phi = max(1, sum (y_ib - mu_ib)^2/mu_ib / ((n - 1)(B - 1))) over n units and B blocks of months',
  ],
  misleads:
    'Units that follow different seasons or trends count as dispersion. Phi grows with the block: do not carry one from months to years.',
  source: 'McCullagh & Nelder (1989), Generalized Linear Models, 4.5.',
  async prepare(args) {
    const read = seriesOf(unitsOf(await readTable(given(args.series, 'series'))), 'counts')
    const measured = measuredAlike(read)
    return {
      values: read.values,
      valuesAre: `${read.id.length} units of ${read.steps} months`,
      conventions: [
        'A month counts where it was measured in every unit that was measured at all; its block is the smaller for one that was not.',
        'Steps are months in order. Blocks end with the last and are 12 months long where that gives at least 3, else 6, 3 or 1.',
      ],
      here: [...sparseBlocks(read), ...seriesCaveats(read)],
      table() {
        const found = dispersion(measured.counts, measured.units, read.steps)
        const assumed = {
          'no-crime': 'there is no crime',
          'one-unit': 'one unit only has crime',
          'one-block': 'one block only has crime',
        }
        return {
          columns: ['phi', 'estimate', 'block_months', 'blocks', 'units', 'months_left_out'],
          rows: [[found.phi, found.estimate, found.blockMonths, found.blocks, found.units, found.monthsLeftOut]],
          notes: [
            ...measured.notes,
            ...(found.assumedBecause === null
              ? []
              : [
                  `dispersion-assumed: phi is taken as ${found.phi} and estimate is empty (${found.assumedBecause}): ${assumed[found.assumedBecause]}.`,
                ]),
            ...(found.monthsLeftOut > 0 ? [`The oldest ${found.monthsLeftOut} months fill no block and are not used.`] : []),
          ],
        }
      },
    }
  },
}

/**
 * The counts in the months that were measured in every unit; 0 in the others, which takes them out of the block for all units alike: the
 * expected counts follow. Units of which nothing was measured are left out.
 *
 * @throws EngineError 'series-too-short' where no month was measured in every unit
 */
function measuredAlike({ table, id, steps, values, notMeasured }: SeriesTable) {
  if (notMeasured === 0) return { counts: values, units: id.length, notes: [] }
  const ofUnit = id.map((_, row) => values.subarray(row * steps, (row + 1) * steps))
  const units = ofUnit.filter((own) => !own.every(Number.isNaN))
  const whole = Array.from({ length: steps }, (_, step) => units.every((own) => !Number.isNaN(own[step])))
  const months = whole.filter(Boolean).length
  if (units.length === 0 || months === 0)
    throw new EngineError('series-too-short', {
      file: table.file,
      hint: 'No month was measured in every unit: leave out the units with most months missing.',
    })
  const counts = new Float64Array(units.length * steps)
  units.forEach((own, row) => {
    for (let step = 0; step < steps; step++) counts[row * steps + step] = whole[step] ? own[step] : 0
  })
  return {
    counts,
    units: units.length,
    notes: [
      `${notMeasured} counts were not measured: ${months} of ${steps} months are used, those measured in every unit.`,
      ...(units.length < id.length ? [`Units left out, as nothing of them was measured: ${id.length - units.length}.`] : []),
    ],
  }
}

/** Phi of mostly empty units is unsteady. */
function sparseBlocks({ id, steps, values }: SeriesTable): string[] {
  const { n, mean } = describe(values)
  const ofUnit = id.map((_, row) => values.subarray(row * steps, (row + 1) * steps).reduce((sum, value) => sum + (value || 0), 0))
  const few = ofUnit.filter((sum) => sum > 0 && sum < 5).length
  return [
    ...(n > 0 && mean < 1
      ? [`${short(mean)} events a unit and month on average: where blocks are single months phi is unsteady.`]
      : []),
    ...(few > 0
      ? [`${few} of ${id.length} units have under 5 events in all: units with a stray event or two pull phi towards 1.`]
      : []),
  ]
}

export const PATTERNS = { 'emerging': EMERGING, 'persistence': PERSISTENCE, 'dispersion': DISPERSION }
