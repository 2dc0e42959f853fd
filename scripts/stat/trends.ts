import { changePoint, fdr, mannKendall, seasonalKendall, senSlope } from '../../engine/index.js'
import { describe, percent } from './describe.js'
import { readTable, type SeriesTable, seriesOf } from './readColumns.js'
import { drawsOf, emptyNotes, given, type StatArguments, type Statistic } from './statistic.js'
import { REASONS } from './words.js'

export async function readSeries(args: StatArguments): Promise<SeriesTable> {
  return seriesOf(await readTable(given(args.series, 'series')))
}

/** What misleads with these series. */
export function seriesCaveats({ steps, values, notMeasured }: SeriesTable): string[] {
  const found: string[] = []
  if (steps < 10) found.push(`${steps} steps: under 10 the normal p is rough.`)
  if (steps % 12 !== 0)
    found.push(`${steps} steps: if they are months they are not whole years, and a season can pass for a trend.`)
  const { shareZero, mean } = describe(values)
  if (shareZero > 0.5 || mean < 1)
    found.push(`${percent(shareZero)} of the values are 0: most pairs tie, and Sen's slope is 0 whatever the rest do. Look at S.`)
  if (notMeasured > 0) found.push(`${notMeasured} steps were not measured and are left out.`)
  found.push(
    'If the steps are calendar months, February is a tenth shorter than the rest: counts per day show a trend more fairly.',
  )
  return found
}

function about(read: SeriesTable) {
  return {
    values: read.values,
    valuesAre: `${read.id.length} series of ${read.steps} steps`,
    here: seriesCaveats(read),
  }
}

const MISSING = 'Steps not measured (empty, NA, NaN) are left out; the others keep their distance in time.'

function missingNotes({ notMeasured }: SeriesTable): string[] {
  return notMeasured === 0 ? [] : [`${notMeasured} values were not measured and are left out.`]
}

const MANN_KENDALL: Statistic = {
  does: 'Mann-Kendall test for a steady rise or fall of each series',
  input: 'series',
  takes: ['series', 'hamed-rao'],
  formula: [
    'S = sum over i < j of sgn(x_j - x_i);  V = (n(n-1)(2n+5) - sum over ties of t(t-1)(2t+5))/18;  z = (S - sgn S)/sqrt V',
    'tau = S/(n(n-1)/2);  tau-b leaves tied pairs out of one factor under the root;  sen_slope = median of (x_j - x_i)/(j - i)',
  ],
  misleads: 'Steps that depend on one another make p too small; a season or a jump can pass for a trend.',
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
      table() {
        const found = mannKendall(read.values, read.steps, { hamedRao })
        const { slope } = senSlope(read.values, read.steps)
        const reasons = found.undefinedBecause
        const of = (...which: string[]) => reasons.map((reason) => (reason !== null && which.includes(reason) ? reason : null))
        return {
          columns: ['cell', 's', 'variance', 'z', 'p', 'tau', 'tau_b', 'sen_slope'],
          rows: read.id.map((id, row) => [
            id,
            found.s[row],
            found.variance[row],
            found.z[row],
            found.p[row],
            found.tau[row],
            found.tauB[row],
            slope[row],
          ]),
          notes: [
            ...missingNotes(read),
            ...emptyNotes('z, p, tau, tau_b, sen_slope', of('too-few-steps'), REASONS),
            ...emptyNotes('tau_b', of('constant'), REASONS),
            ...emptyNotes('z, p', of('gaps', 'correction-negative'), REASONS),
          ],
        }
      },
    }
  },
}

const SEASONAL_KENDALL: Statistic = {
  does: 'seasonal Mann-Kendall test, each month compared with the same month of other years only',
  input: 'series',
  takes: ['series', 'period'],
  formula: [
    'S, V and the pairs are those of Mann-Kendall in each season, added up;  z = (S - sgn S)/sqrt V;  tau = S/pairs',
    'slope = median of (x_j - x_i)/(j - i), i < j periods of one season',
  ],
  misleads: 'Months of one year that go up and down together make p too small; months that rise and months that fall cancel out.',
  source: 'Hirsch, Slack & Smith (1982), Water Resources Research 18(1). As pymannkendall seasonal_test.',
  async prepare(args) {
    const read = await readSeries(args)
    const period = args.period ?? 12
    return {
      ...about(read),
      conventions: [`Period: ${period} steps. slope: units of the values a period.`, MISSING],
      here: [
        ...seriesCaveats(read),
        ...(read.steps < 3 * period
          ? [`${read.steps} steps are under three periods: S can take few values, so p is coarse.`]
          : []),
      ],
      table() {
        const found = seasonalKendall(read.values, read.steps, period)
        const of = (which: string) => found.undefinedBecause.map((reason) => (reason === which ? reason : null))
        return {
          columns: ['cell', 's', 'variance', 'z', 'p', 'tau', 'slope'],
          rows: read.id.map((id, row) => [
            id,
            found.s[row],
            found.variance[row],
            found.z[row],
            found.p[row],
            found.tau[row],
            found.slope[row],
          ]),
          notes: [...missingNotes(read), ...emptyNotes('z, p, tau, slope', of('too-few-steps'), REASONS)],
        }
      },
    }
  },
}

const CHANGE_POINT: Statistic = {
  does: "Pettitt's test for one jump in the level of each series, with a permutation p",
  input: 'series',
  takes: ['series', 'permutations', 'seed'],
  formula: [
    'U_t = 2 sum over i <= t of R_i - t(n + 1), R the ranks;  K = max |U_t|;  p = (#{K of a random order >= K} + 1)/(R + 1)',
    'p_approximate = min(1, 2 exp(-6 K^2/(n^3 + n^2)))',
  ],
  misleads: 'A steady trend is split in the middle; it finds one jump, not two; a change of recording looks like one of crime.',
  source: 'Pettitt (1979), Applied Statistics 28(2). R trend::pettitt.test gives K and the approximate p.',
  async prepare(args) {
    const read = await readSeries(args)
    const permutations = drawsOf(args) ?? 999
    const seed = args.seed ?? 1
    const enough = Math.ceil(read.id.length / 0.05)
    return {
      ...about(read),
      conventions: [
        `${permutations} random orders a series, seed ${seed}; the numbers of a series depend on its id and the seed alone.`,
        'step: header of the first step of the new level. q: Benjamini-Hochberg over the series.',
        MISSING,
      ],
      here: [
        ...seriesCaveats(read),
        ...(permutations < enough
          ? [`${read.id.length} series need ${enough} permutations for a q below 0.05 of a single one.`]
          : []),
      ],
      table() {
        const found = changePoint(read.values, read.steps, { ids: read.id, permutations, seed })
        const q = fdr(found.p)
        const of = (which: string) => found.undefinedBecause.map((reason) => (reason === which ? reason : null))
        return {
          columns: ['cell', 'step', 'k', 'p', 'q', 'p_approximate', 'before', 'after'],
          rows: read.id.map((id, row) => [
            id,
            found.step[row] < 0 ? null : read.stepNames[found.step[row]],
            found.k[row],
            found.p[row],
            q[row],
            found.pApproximate[row],
            found.before[row],
            found.after[row],
          ]),
          notes: [
            ...missingNotes(read),
            ...emptyNotes('step, k, p, q, p_approximate, before, after', of('too-few-steps'), REASONS),
            ...emptyNotes('step, before, after', of('constant'), REASONS),
          ],
        }
      },
    }
  },
}

export const TRENDS = { 'mann-kendall': MANN_KENDALL, 'seasonal-kendall': SEASONAL_KENDALL, 'change-point': CHANGE_POINT }
