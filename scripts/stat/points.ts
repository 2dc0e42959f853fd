import {
  centrography,
  EngineError,
  type NearRepeat,
  nearestNeighbour,
  nearRepeat,
  normalTail,
  type TextTable,
} from '../../engine/index.js'
import { countsFor, pointCaveats, weightOf } from './density.js'
import { short, tooFewDraws } from './describe.js'
import { planeOf } from './plane.js'
import { readArea } from './readArea.js'
import { columnOf, firstInFile, readPoints } from './readColumns.js'
import { decimal, drawsOf, emptyNotes, type Field, given, type Statistic, seedOf } from './statistic.js'
import { REASONS } from './words.js'

const NEAREST_NEIGHBOUR: Statistic = {
  does: 'nearest neighbour index, whether points lie nearer to each other than random ones in the same area',
  columns: 'n,area_m2,perimeter_m,mean,expected,ratio,z,p,donnelly_expected,donnelly_ratio,donnelly_z,donnelly_p',
  moreColumns: 'With --permutations also sim_expected,sim_ratio,p_sim.',
  example: '--points points.csv --area force.geojson',
  flagHelp: { area: { help: 'polygon the points could lie in, as GeoJSON, KML, zipped shapefile or TopoJSON' } },
  input: 'points',
  takes: ['points', 'area', 'permutations', 'seed'],
  formula: [
    'ratio = mean distance to the nearest other point / expected;  z = (mean - expected)/SE;  p two-sided, normal',
    'Clark & Evans  expected 0.5 sqrt(A/n), SE 0.26136/sqrt(n^2/A)',
    'Donnelly       expected 0.5 sqrt(A/n) + (0.0514 + 0.0412/sqrt n) P/n, SE sqrt(0.0703 A/n^2 + 0.037 P sqrt(A/n^5))',
    'simulated      (#{random mean <= observed} + 1)/(R + 1), doubled',
  ],
  misleads: 'People do not live at random either: crime is always clustered on this measure. The area decides the result.',
  source: 'Clark & Evans (1954), Ecology 35; Donnelly (1978). As spatstat clarkevans.',
  async prepare(args) {
    const table = await readPoints(given(args.points, 'points'))
    const { plane, points } = planeOf([table])
    const area = await readArea(given(args.area, 'area'), plane)
    const draws = drawsOf(args)
    const events = { ...points[0], weight: null }
    return {
      values: countsFor(events),
      valuesAre: 'points, one each',
      conventions: [plane.is, 'Points outside the area are left out and counted. p_sim is there with --permutations.'],
      here: [
        ...pointCaveats(events),
        ...(events.x.length < 30 ? [`There are ${events.x.length} points: under 30 the normal p is rough.`] : []),
        ...(draws !== null && draws < 40
          ? [`permutations-too-few: ${draws} draws give no p_sim below ${short(2 / (draws + 1))}.`]
          : []),
      ],
      table() {
        const found = nearestNeighbour(events, area, { draws: draws ?? 0, seed: seedOf(args) })
        const { donnelly, simulated } = found
        const fields: [string, Field][] = [
          ['n', found.n],
          ['area_m2', found.areaM2],
          ['perimeter_m', found.perimeterM],
          ['mean', found.mean],
          ['expected', found.expected],
          ['ratio', found.ratio],
          ['z', found.z],
          ['p', normalTail(found.z)],
          ['donnelly_expected', donnelly.expected],
          ['donnelly_ratio', donnelly.ratio],
          ['donnelly_z', donnelly.z],
          ['donnelly_p', normalTail(donnelly.z)],
        ]
        if (simulated !== null)
          fields.push(['sim_expected', simulated.expected], ['sim_ratio', simulated.ratio], ['p_sim', simulated.p])
        return {
          columns: fields.map(([name]) => name),
          rows: [fields.map(([, field]) => field)],
          notes: [
            ...(plane.degrees ? [plane.is] : []),
            ...(found.outside > 0
              ? [`${found.outside} of ${events.x.length} points lie outside the area and are left out.`]
              : []),
          ],
        }
      },
    }
  },
}

const DAY_MS = 86_400_000
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/** Longest time between two points, in days. */
const LONGEST_SPAN = 2 ** 31 - 1

/** Whole days, or dates as days since 1970-01-01. @throws EngineError 'column-missing', 'time-not-whole', 'value-out-of-range' */
function daysOf(table: TextTable, name: string): { time: Float64Array; dates: boolean } {
  const column = columnOf(table, name)
  const dates = table.rows.some((fields) => DATE.test(fields[column]))
  const time = Float64Array.from(table.rows, (fields) => (dates ? dayOf(fields[column]) : decimal(fields[column])))
  const place = (row: number) => ({ file: table.file, line: table.line[row], column: name, value: table.rows[row][column] })
  const notWhole = firstInFile(table, (row) => !Number.isSafeInteger(time[row]))
  if (notWhole >= 0)
    throw new EngineError('time-not-whole', {
      ...place(notWhole),
      hint: dates ? 'Some rows have dates YYYY-MM-DD: give one in every row.' : 'Give whole days, or dates YYYY-MM-DD.',
    })
  const first = time.reduce((least, value) => Math.min(least, value), Infinity)
  const far = firstInFile(table, (row) => time[row] - first > LONGEST_SPAN)
  if (far >= 0)
    throw new EngineError('value-out-of-range', { ...place(far), hint: `It is over ${LONGEST_SPAN} days after the first.` })
  return { time, dates }
}

/** NaN for what is no date, 31 February too. */
function dayOf(text: string): number {
  const [, year, month, day] = DATE.exec(text) ?? []
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return at.getUTCMonth() === Number(month) - 1 ? at.getTime() / DAY_MS : Number.NaN
}

function edgesOf(texts: readonly string[], flag: 'space' | 'time'): number[] {
  return texts.map((text) => {
    const edge = decimal(text)
    if (Number.isFinite(edge)) return edge
    throw new EngineError('option-invalid', {
      column: `--${flag}`,
      value: text,
      hint: 'Give numbers with commas between: 0,0.1,200.',
    })
  })
}

/** Of dates, where the permutations keep to the quarter and the exact columns cannot. */
const OVER_ALL =
  'expected, sd, z and ratio are over all permutations of the whole period: where crime moves about town with the seasons, pairs of one season look like repeats in them. --permutations keeps the days within their quarter: judge by p_sim and sim_ratio.'

const KNOX: Statistic = {
  does: 'Knox table, pairs of points near in space and in time against times dealt out at random (near repeats)',
  columns: 'space_from,space_to,time_from,time_to,observed,expected,sd,z,ratio',
  moreColumns: 'With --permutations also sim_mean,sim_sd,sim_median,sim_ratio,p_sim,q_sim.',
  example: '--points points.csv --space 0,0.1,200,400 --time 0,7,14 --permutations 999 --seed 1',
  input: 'points',
  takes: ['points', 'when', 'space', 'time', 'within', 'allow-snapped', 'permutations', 'seed'],
  formula: [
    'observed = unordered pairs with a distance in [space_from, space_to) and a gap in [time_from, time_to)',
    'expected = e f/N;  E X^2 = expected + p q/(n(n - 1)(n - 2)) + (e^2 - e - p)(f^2 - f - q)/(N (n - 2)(n - 3)/2),  N = n(n - 1)/2',
    'e, f pairs in the distance and in the time band; p, q their ordered pairs that share one point;  z = (observed - expected)/sd',
    'p_sim = (#{simulated >= observed} + 1)/(R + 1), one-sided;  q_sim Benjamini-Hochberg over the cells in which a pair is expected',
  ],
  misleads:
    'Snapped points make false repeats at distance 0. Points whose day is not known lie. Where the number at risk changes in one part of town, that is interaction too.',
  source:
    'Knox (1964), Applied Statistics 13; Barton & David (1966); Townsley et al. (2003), British J. Criminology 43. surveillance::knox closes its bands.',
  async prepare(args) {
    const table = await readPoints(given(args.points, 'points'))
    const { plane, points } = planeOf([table])
    const { time, dates } = daysOf(table, args.when ?? 'day')
    const space = edgesOf(given(args.space, 'space'), 'space')
    const bands = edgesOf(given(args.time, 'time'), 'time')
    const draws = drawsOf(args)
    const within = args.within === 'quarter' || (args.within === undefined && dates) ? 'quarter' : 'all'
    const events = { ...points[0], time }
    const permuted =
      within === 'quarter' ? 'within their calendar quarter (whole numbers are days since 1970-01-01)' : 'over the whole period'
    return {
      values: time,
      valuesAre: `${args.when ?? 'day'}, whole days`,
      conventions: [
        'Distance Euclidean; bands half-open, from <= d < to.',
        plane.is,
        'expected, sd, z and ratio: exact, over all permutations of the times.',
        `With --permutations the days are permuted ${permuted}.`,
      ],
      here: [...(within === 'quarter' ? [OVER_ALL] : []), ...pointCaveats({ ...events, weight: null })],
      table() {
        const options = {
          space,
          time: bands,
          within,
          permutations: draws ?? 0,
          seed: seedOf(args),
          allowSnapped: args.allowSnapped ?? false,
        } as const
        const found = nearRepeat(events, options)
        const { simulated, q, timeBands } = found
        const columns = ['space_from', 'space_to', 'time_from', 'time_to', 'observed', 'expected', 'sd', 'z', 'ratio']
        const rows = Array.from(found.observed, (observed, cell): Field[] => {
          const [s, t] = [Math.floor(cell / timeBands), cell % timeBands]
          const row = [
            space[s],
            space[s + 1],
            bands[t],
            bands[t + 1],
            observed,
            found.expected[cell],
            found.sd[cell],
            found.z[cell],
            found.ratio[cell],
          ]
          if (simulated === null || q === null) return row
          return [
            ...row,
            simulated.mean[cell],
            simulated.sd[cell],
            simulated.median[cell],
            simulated.ratio[cell],
            simulated.p[cell],
            q[cell],
          ]
        })
        const sameIn = Array.from(found.z, (z) => (Number.isNaN(z) ? 'same-in-all' : null))
        const none = (ratio: Float64Array) => Array.from(ratio, (value) => (Number.isNaN(value) ? 'none-expected' : null))
        return {
          columns: simulated === null ? columns : [...columns, 'sim_mean', 'sim_sd', 'sim_median', 'sim_ratio', 'p_sim', 'q_sim'],
          rows,
          notes: [
            ...(plane.degrees ? [plane.is] : []),
            ...(simulated === null ? [] : [`Days were permuted ${permuted}.`]),
            ...emptyNotes('z', sameIn, REASONS),
            ...emptyNotes('ratio', none(found.ratio), REASONS),
            ...(simulated === null || q === null
              ? []
              : [...emptyNotes('sim_ratio', none(simulated.ratio), REASONS), ...emptyNotes('q_sim', none(q), REASONS)]),
          ],
          warnings: [
            ...thinBands(found.expected),
            ...(draws === null || simulated === null ? [] : tooFewIn(found, simulated.p, draws)),
          ],
        }
      },
    }
  },
}

/** What misleads in bands of so many pairs expected. */
function thinBands(expected: Float64Array): string[] {
  const thin = expected.filter((pairs) => pairs > 0 && pairs < 5).length
  return thin > 0
    ? [`In ${thin} of ${expected.length} rows fewer than 5 pairs are expected: z is skewed there. Read p_sim (--permutations).`]
    : []
}

/** Whether the draws could have called any of the rows that are tests: those in which a pair is expected. */
function tooFewIn({ q }: NearRepeat, p: Float64Array, draws: number): string[] {
  return tooFewDraws(
    p.filter((_, row) => q !== null && !Number.isNaN(q[row])),
    draws,
    1,
    0.05,
    '_sim',
  )
}

const CENTROGRAPHY: Statistic = {
  does: 'where points lie on the whole and how they spread: mean and median centre, standard distance, deviational ellipse',
  columns: 'n,total,mean_x,mean_y,median_x,median_y,standard_distance_m,major_m,minor_m,bearing',
  moreColumns: 'Of degrees mean_lng,mean_lat,median_lng,median_lat.',
  example: '--points points.csv',
  input: 'points',
  takes: ['points', 'weight'],
  formula: [
    'mean = sum w x/sum w;  median: least sum of w d;  standard distance = sqrt(sum w d^2/sum w), d from the mean',
    'ellipse: axes along the eigenvectors of the covariance (divisor sum w), half axes sqrt(2 x eigenvalue)',
  ],
  misleads: 'The mean of two towns is the field between them. A single far point moves it; the median hardly moves.',
  source: 'Bachi (1962); Lefever (1926). As Esri; CrimeStat and R aspace divide by n - 2.',
  async prepare(args) {
    const table = await readPoints(given(args.points, 'points'))
    const { plane, points } = planeOf([table])
    const events = { ...points[0], weight: weightOf(table, args.weight) }
    return {
      values: countsFor(events),
      valuesAre: args.weight ?? 'points, one each',
      conventions: [
        plane.is,
        "Divisor: the sum of weights. Bearing: of the major axis, degrees clockwise from the plane's north, 0 to 180.",
      ],
      here: pointCaveats(events),
      table() {
        const { n, total, mean, median, standardDistance, ellipse } = centrography(events)
        const [a, b] = plane.degrees ? ['lng', 'lat'] : ['x', 'y']
        return {
          columns: [
            'n',
            'total',
            `mean_${a}`,
            `mean_${b}`,
            `median_${a}`,
            `median_${b}`,
            'standard_distance_m',
            'major_m',
            'minor_m',
            'bearing',
          ],
          rows: [
            [
              n,
              total,
              ...plane.from(mean.x, mean.y),
              ...plane.from(median.x, median.y),
              standardDistance,
              ellipse.major,
              ellipse.minor,
              ellipse.bearing,
            ],
          ],
          notes: [...(plane.degrees ? [plane.is] : []), ...emptyNotes('bearing', [ellipse.undefinedBecause], REASONS)],
        }
      },
    }
  },
}

export const POINTS = { 'nearest-neighbour': NEAREST_NEIGHBOUR, 'knox': KNOX, 'centrography': CENTROGRAPHY }
