import { changePoint, fdr, mannKendall, seasonalKendall, senSlope } from '../../engine/index.js'
import { describe, percent, tooFewDraws } from './describe.js'
import { inFileOrder, readTable, type SeriesTable, seriesOf, unitsOf } from './readColumns.js'
import { drawsOf, emptyNotes, given, type StatArguments, type Statistic, seedOf } from './statistic.js'
import { REASONS } from './words.js'

async function readSeries(args: StatArguments): Promise<SeriesTable> {
  return seriesOf(unitsOf(await readTable(given(args.series, 'series'))), 'measured')
}

/** Headers such as 2024-01, 202401, and R's X2024.01. */
const MONTH = /^X?\d{4}[-._/]?(0[1-9]|1[0-2])$/

function areMonths({ stepNames }: SeriesTable): boolean {
  return stepNames.every((name) => MONTH.test(name))
}

/** What misleads any statistic of these series. */
export function seriesCaveats({ steps, values }: SeriesTable): string[] {
  const totals = new Float64Array(steps)
  values.forEach((value, at) => {
    if (!Number.isNaN(value)) totals[at % steps] += value
  })
  const before = totals.slice(0, -1).sort()
  const usual = before[Math.floor(before.length / 2)]
  return totals[steps - 1] < usual / 2 && describe(values).counts
    ? [`The last step holds ${totals[steps - 1]}, the middle one of the others ${usual}: if it is incomplete, leave it out.`]
    : []
}

/** How many series have fewer steps measured. */
function shorterThan({ id, steps, values }: SeriesTable, fewest: number): number {
  const measured = (row: number) =>
    values.subarray(row * steps, (row + 1) * steps).reduce((n, value) => n + Number(!Number.isNaN(value)), 0)
  return id.reduce((short, _, row) => short + Number(measured(row) < fewest), 0)
}

/** What misleads a test for a trend or a jump in these series. @param rough what to call the p that needs many steps */
function trendCaveats(read: SeriesTable, rough: 'the normal p' | 'p_approximate'): string[] {
  const { steps, values, id } = read
  const found: string[] = []
  const short = shorterThan(read, 10)
  if (short > 0) found.push(`In ${short} of ${id.length} series under 10 steps were measured: ${rough} is rough there.`)
  if (areMonths(read)) {
    if (steps % 12 !== 0) found.push(`${steps} months are not whole years: a season can pass for a trend or a jump.`)
    if (describe(values).counts)
      found.push('Counts by calendar month: February has a tenth fewer days than January. Divide by the days of the month.')
  }
  const tied = id.filter((_, row) => tiedShare(values.subarray(row * steps, (row + 1) * steps)) > 0.5).length
  if (tied > 0)
    found.push(
      `In ${tied} of ${id.length} series over half of the pairs of steps tie (${percent(describe(values).shareZero)} of all values are 0): ${rough} is rough there.`,
    )
  return [...found, ...seriesCaveats(read)]
}

/** Share of the pairs of measured steps that have equal values; 0 of none. */
function tiedShare(values: Float64Array): number {
  const times = new Map<number, number>()
  for (const value of values) if (!Number.isNaN(value)) times.set(value, (times.get(value) ?? 0) + 1)
  let [n, tied] = [0, 0]
  for (const count of times.values()) {
    n += count
    tied += (count * (count - 1)) / 2
  }
  return n < 2 ? 0 : tied / ((n * (n - 1)) / 2)
}

function about(read: SeriesTable) {
  return { values: read.values, valuesAre: `${read.id.length} series of ${read.steps} steps` }
}

const MISSING = 'Steps not measured (empty, NA, NaN) are left out; the others keep their distance in time.'

function missingNotes({ notMeasured }: SeriesTable): string[] {
  return notMeasured === 0 ? [] : [`${notMeasured} values were not measured and are left out.`]
}

const MANN_KENDALL: Statistic = {
  does: 'Mann-Kendall test for a steady rise or fall of each series',
  columns: 'cell,s,variance,z,p,tau,tau_b,sen_slope',
  example: '--series months.csv',
  input: 'series',
  takes: ['series', 'hamed-rao'],
  formula: [
    'S = sum over i < j of sgn(x_j - x_i);  V = (n(n-1)(2n+5) - sum over ties of t(t-1)(2t+5))/18;  z = (S - sgn S)/sqrt V',
    'tau = S/(n(n-1)/2);  tau-b leaves tied pairs out of one factor under the root;  sen_slope = median of (x_j - x_i)/(j - i)',
  ],
  misleads:
    'Steps that depend on one another make p too small. --hamed-rao (from 24 steps on) mends part of it: of windows of 12 in 24 steps, 45 % of series without trend still have p below 0.05, without it 60 %. Where steps are independent it makes p too small (9 %): leave it away there, and take the larger p. A season, months of unequal length or a jump can pass for a trend. Each p is of one series: over many, adjust them with stat fdr.',
  source:
    'Mann (1945), Econometrica 13; Kendall (1975); Hamed & Rao (1998), J. Hydrology 204. As pymannkendall; R Kendall gives tau-b.',
  async prepare(args) {
    const read = await readSeries(args)
    const hamedRao = args.hamedRao ?? false
    return {
      ...about(read),
      conventions: [
        'Variance corrected for ties; continuity correction of 1; p two-sided, normal, of each series by itself.',
        hamedRao
          ? 'Variance corrected for autocorrelation (Hamed-Rao).'
          : 'No correction for autocorrelation (--hamed-rao has it).',
        MISSING,
      ],
      here: trendCaveats(read, 'the normal p'),
      table() {
        const found = mannKendall(read.values, read.steps, { hamedRao })
        const { slope } = senSlope(read.values, read.steps)
        const reasons = found.undefinedBecause
        const of = (...which: string[]) => reasons.map((reason) => (reason !== null && which.includes(reason) ? reason : null))
        return {
          columns: ['cell', 's', 'variance', 'z', 'p', 'tau', 'tau_b', 'sen_slope'],
          rows: inFileOrder(
            read,
            read.id.map((id, row) => [
              id,
              found.s[row],
              found.variance[row],
              found.z[row],
              found.p[row],
              found.tau[row],
              found.tauB[row],
              slope[row],
            ]),
          ),
          notes: [
            ...missingNotes(read),
            ...emptyNotes('z, p, tau, tau_b, sen_slope', of('too-few-steps'), REASONS),
            ...emptyNotes('tau_b', of('constant'), REASONS),
            ...emptyNotes('z, p', of('gaps', 'correction-negative'), REASONS),
          ],
          warnings: flatSlopes(found.s, slope),
        }
      },
    }
  },
}

/** Where ties, mostly zeros, are the median of the slopes. */
function flatSlopes(s: Float64Array, slope: Float64Array): string[] {
  const flat = slope.filter((value, row) => value === 0 && s[row] !== 0).length
  return flat === 0
    ? []
    : [`In ${flat} of ${slope.length} series sen_slope is 0 though S is not: most pairs tie. Look at S and p.`]
}

const SEASONAL_KENDALL: Statistic = {
  does: 'seasonal Mann-Kendall test, each month compared with the same month of other years only',
  columns: 'cell,s,variance,z,p,tau,slope',
  example: '--series months.csv --period 12',
  input: 'series',
  takes: ['series', 'period'],
  formula: [
    'S, V and the pairs are those of Mann-Kendall in each season, added up;  z = (S - sgn S)/sqrt V;  tau = S/pairs',
    'slope = median of (x_j - x_i)/(j - i), i < j periods of one season',
  ],
  misleads:
    'Months of one year that go up and down together make p too small; months that rise and months that fall cancel out. Months of unequal length do not matter: each is compared with its like.',
  source: 'Hirsch, Slack & Smith (1982), Water Resources Research 18(1). As pymannkendall seasonal_test.',
  async prepare(args) {
    const read = await readSeries(args)
    const period = args.period ?? 12
    const short = shorterThan(read, 3 * period)
    return {
      ...about(read),
      conventions: [`Period: ${period} steps. slope: units of the values a period.`, MISSING],
      here: [
        ...(short > 0
          ? [
              `In ${short} of ${read.id.length} series under three periods of ${period} steps were measured: S can take few values there, so the normal p is rough.`,
            ]
          : []),
        ...seriesCaveats(read),
      ],
      table() {
        const found = seasonalKendall(read.values, read.steps, period)
        const of = (which: string) => found.undefinedBecause.map((reason) => (reason === which ? reason : null))
        return {
          columns: ['cell', 's', 'variance', 'z', 'p', 'tau', 'slope'],
          rows: inFileOrder(
            read,
            read.id.map((id, row) => [
              id,
              found.s[row],
              found.variance[row],
              found.z[row],
              found.p[row],
              found.tau[row],
              found.slope[row],
            ]),
          ),
          notes: [...missingNotes(read), ...emptyNotes('z, p, tau, slope', of('too-few-steps'), REASONS)],
        }
      },
    }
  },
}

const CHANGE_POINT: Statistic = {
  does: "Pettitt's test for one jump in the level of each series, with a permutation p",
  columns: 'cell,step,k,p,q,p_approximate,before,after',
  example: '--series months.csv --permutations 9999 --seed 1',
  flagHelp: { permutations: { help: 'random orders of each series, from 1; default 999' } },
  input: 'series',
  takes: ['series', 'permutations', 'seed'],
  formula: [
    'U_t = 2 sum over i <= t of R_i - t(n + 1), R the ranks;  K = max |U_t|;  p = (#{K of a random order >= K} + 1)/(R + 1)',
    'p_approximate = min(1, 2 exp(-6 K^2/(n^3 + n^2)))',
  ],
  misleads:
    'A steady trend is split in the middle; it finds one jump, not two; a change of recording looks like one of crime; steps that depend on one another make p too small.',
  source: 'Pettitt (1979), Applied Statistics 28(2). R trend::pettitt.test gives K and the approximate p.',
  async prepare(args) {
    const read = await readSeries(args)
    const permutations = drawsOf(args) ?? 999
    const seed = seedOf(args)
    return {
      ...about(read),
      conventions: [
        `${permutations} random orders a series, seed ${seed}; the numbers of a series depend on its id and the seed alone.`,
        'step: header of the first step of the new level. q: Benjamini-Hochberg over the series.',
        MISSING,
      ],
      here: trendCaveats(read, 'p_approximate'),
      table() {
        const found = changePoint(read.values, read.steps, { ids: read.id, permutations, seed })
        const q = fdr(found.p)
        const of = (which: string) => found.undefinedBecause.map((reason) => (reason === which ? reason : null))
        return {
          columns: ['cell', 'step', 'k', 'p', 'q', 'p_approximate', 'before', 'after'],
          rows: inFileOrder(
            read,
            read.id.map((id, row) => [
              id,
              found.step[row] < 0 ? null : read.stepNames[found.step[row]],
              found.k[row],
              found.p[row],
              q[row],
              found.pApproximate[row],
              found.before[row],
              found.after[row],
            ]),
          ),
          notes: [
            ...missingNotes(read),
            ...emptyNotes('step, k, p, q, p_approximate, before, after', of('too-few-steps'), REASONS),
            ...emptyNotes('step, before, after', of('constant'), REASONS),
          ],
          warnings: tooFewDraws(found.p, permutations, 1, 0.05, ''),
        }
      },
    }
  },
}

export const TRENDS = { 'mann-kendall': MANN_KENDALL, 'seasonal-kendall': SEASONAL_KENDALL, 'change-point': CHANGE_POINT }
