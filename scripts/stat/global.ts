import {
  EngineError,
  type GlobalStatistic,
  geary,
  generalG,
  moran,
  ringWeights,
  rowStandardised,
  type Weights,
} from '../../engine/index.js'
import { globalCaveats } from './describe.js'
import { BINARY_FIRST, lonelyCells, readCellValues, STANDARDISED_FIRST } from './local.js'
import { ringOf, type StatArguments, type Statistic } from './statistic.js'
import { REASONS } from './words.js'

type Moments = 'randomisation' | 'normality'
type Head = Pick<Statistic, 'does' | 'formula' | 'misleads' | 'source'>
type Work = (y: Float64Array, weights: Weights, moments: Moments) => GlobalStatistic

function globalStatistic(
  head: Head,
  usualStyle: 'B' | 'W',
  choices: readonly Moments[],
  values: 'numbers' | 'amounts',
  work: Work,
): Statistic {
  return {
    ...head,
    input: 'cells',
    columns: 'statistic,expected,variance,z,p',
    example: '--cells cells.csv --value crimes --ring 1',
    takes: ['cells', 'value', 'ring', 'style', 'moments'],
    flagHelp: {
      style: usualStyle === 'B' ? BINARY_FIRST : STANDARDISED_FIRST,
      moments: { value: choices.join('|'), help: 'null of z; default randomisation' },
    },
    async prepare(args) {
      const { cells, id, value } = await readCellValues(args, values)
      const ring = ringOf(args)
      const style = args.style ?? usualStyle
      const moments = momentsOf(args, choices)
      const binary = ringWeights(cells, ring, { self: false, group: null })
      return {
        values: value,
        valuesAre: `${args.value}, all cells of the table`,
        conventions: [
          `Weights: cells up to ring ${ring}, without the cell itself, style ${style}. n counts cells without neighbours too.`,
          `Moments: ${moments}. p is two-sided, normal.`,
        ],
        here: [...globalCaveats(value), ...lonelyCells(binary, id)],
        table() {
          const found = work(value, style === 'W' ? rowStandardised(binary) : binary, moments)
          const { statistic, expected, variance, z, p, undefinedBecause: reason } = found
          const columns = ['statistic', 'expected', 'variance', 'z', 'p']
          const row = [statistic, expected, variance, z, p]
          const empty = columns.filter((_, at) => Number.isNaN(row[at])).join(', ')
          return { columns, rows: [row], notes: reason === null ? [] : [`${empty}: empty (${reason}): ${REASONS[reason]}.`] }
        },
      }
    },
  }
}

function momentsOf({ moments = 'randomisation' }: StatArguments, choices: readonly Moments[]): Moments {
  const chosen = choices.find((choice) => choice === moments)
  if (chosen !== undefined) return chosen
  throw new EngineError('option-invalid', {
    column: '--moments',
    value: moments,
    hint: `This statistic has the moments of ${choices.join(' and ')} only.`,
  })
}

const MORAN = globalStatistic(
  {
    does: "global Moran's I, whether like values lie side by side over the whole map",
    formula: [
      'I = (n/S0) sum_ij w_ij d_i d_j / sum_i d_i^2,  d = x - mean;  E = -1/(n - 1);  z = (I - E)/sqrt V',
      'V normality      (n^2 S1 - n S2 + 3 S0^2)/((n^2 - 1) S0^2) - E^2',
      'V randomisation  (n ((n^2 - 3n + 3) S1 - n S2 + 3 S0^2) - b2 ((n^2 - n) S1 - 2n S2 + 6 S0^2))/((n - 1)(n - 2)(n - 3) S0^2) - E^2',
    ],
    misleads:
      'One number for a map that may be clustered in one town only. Rates of small populations look clustered because their variance is.',
    source: 'Cliff & Ord (1981), Spatial Processes, 2.3. As spdep moran.test(alternative = "two.sided") and esda Moran.',
  },
  'W',
  ['randomisation', 'normality'],
  'numbers',
  (y, weights, moments) => moran(y, weights, { moments }),
)

const GEARY = globalStatistic(
  {
    does: "Geary's C, how much neighbours differ over how much any two cells do",
    formula: [
      'C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 S0 sum_i d_i^2);  E = 1;  z = (E - C)/sqrt V, so that z > 0 is clustered',
      'V normality      ((2 S1 + S2)(n - 1) - 4 S0^2)/(2 (n + 1) S0^2)',
      'V randomisation  ((n - 1) S1 (n^2 - 3n + 3 - (n - 1) b2) - (n - 1) S2 (n^2 + 3n - 6 - (n^2 - n + 2) b2)/4 + S0^2 (n^2 - 3 - (n - 1)^2 b2))/(n (n - 2)(n - 3) S0^2)',
    ],
    misleads: 'On skewed counts squared differences make it a statistic of the few largest cells.',
    source: "Cliff & Ord (1981), Spatial Processes, 2.3. As spdep geary.test; esda's z has the other sign.",
  },
  'W',
  ['randomisation', 'normality'],
  'numbers',
  (y, weights, moments) => geary(y, weights, { moments }),
)

const GENERAL_G = globalStatistic(
  {
    does: 'Getis-Ord general G, whether large values (z > 0) or small ones (z < 0) lie side by side',
    formula: [
      'G = sum_ij w_ij x_i x_j / sum_(i != j) x_i x_j;  E = S0/(n (n - 1));  V under randomisation, exact;  z = (G - E)/sqrt V',
    ],
    misleads: 'It depends on where 0 is: x + 1 gives another z. Style W gives cells at the edge too much say.',
    source: 'Getis & Ord (1992), Geographical Analysis 24(3), erratum 25(3). As spdep globalG.test; esda gives a one-sided p.',
  },
  'B',
  ['randomisation'],
  'amounts',
  generalG,
)

export const GLOBAL = { 'moran': MORAN, 'geary': GEARY, 'general-g': GENERAL_G }
