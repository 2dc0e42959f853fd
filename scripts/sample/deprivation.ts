import { type Chance, normal } from './chance.js'
import type { People } from './people.js'

/** English LSOAs the national ranks run over in 2025. */
export const NATIONAL_LSOAS = 33_755

interface Column {
  readonly name: string
  /** Wording of the score column. */
  readonly score: 'Score' | 'Score (rate)'
  /** Correlation with the latent deprivation. */
  readonly loading: number
  /** Weight in the index, per cent; 0 for sub-domains and indices beside it. */
  readonly weight: number
}

const c = (name: string, loading: number, weight = 0, score: Column['score'] = 'Score'): Column => ({
  name,
  score,
  loading,
  weight,
})

/** In the order of the official file; the index itself comes first and is made of these. */
const COLUMNS: readonly Column[] = [
  c('Income', 0.97, 22.5, 'Score (rate)'),
  c('Employment', 0.95, 22.5, 'Score (rate)'),
  c('Education, Skills and Training', 0.88, 13.5),
  c('Health Deprivation and Disability', 0.9, 13.5),
  c('Crime', 0.7, 9.3),
  c('Barriers to Housing and Services', -0.05, 9.3),
  c('Living Environment', 0.35, 9.3),
  c('Income Deprivation Affecting Children Index (IDACI)', 0.93, 0, 'Score (rate)'),
  c('Income Deprivation Affecting Older People (IDAOPI)', 0.85, 0, 'Score (rate)'),
  c('Children and Young People Sub-domain', 0.82),
  c('Adult Skills Sub-domain', 0.87),
  c('Geographical Barriers Sub-domain', -0.5),
  c('Wider Barriers Sub-domain', 0.6),
  c('Indoors Sub-domain', 0.1),
  c('Outdoors Sub-domain', 0.45),
]

/** National rank of each LSOA in each column, 1 most deprived; the first column is the index. */
export interface Deprivation {
  readonly names: readonly string[]
  readonly scoreWords: readonly string[]
  readonly ranks: readonly Float64Array[]
  readonly scores: readonly Float64Array[]
}

/** Ranks on the national scale from the latent deprivation; the index follows the official formula from its seven domain ranks. */
export function makeDeprivation(people: People, chance: Chance): Deprivation {
  const n = people.need.length
  const ranks = COLUMNS.map(({ loading }) => {
    const rest = Math.sqrt(1 - loading * loading)
    return distinctRanks(Float64Array.from({ length: n }, (_, lsoa) => loading * people.need[lsoa] + rest * 0.9 * normal(chance)))
  })
  const scores = ranks.map((rank, column) =>
    rank.map((value) => {
      const share = (NATIONAL_LSOAS + 1 - value) / NATIONAL_LSOAS
      return COLUMNS[column].score === 'Score (rate)' ? 0.01 + 0.44 * share ** 2.4 : 100 * share ** 1.6
    }),
  )
  const index = new Float64Array(n)
  for (const [column, { weight }] of COLUMNS.entries()) {
    for (let lsoa = 0; lsoa < n; lsoa++) index[lsoa] += (weight / 100) * exponential(ranks[column][lsoa])
  }
  // in 2025 the logit of the national score over 100 was near normal, with these mean and standard deviation
  const indexRank = distinctRanks(index.map((score) => (Math.log(score / (100 - score)) + 1.55) / 1.04))
  return {
    names: ['Index of Multiple Deprivation (IMD)', ...COLUMNS.map(({ name }) => name)],
    scoreWords: ['Score', ...COLUMNS.map(({ score }) => score)],
    ranks: [indexRank, ...ranks],
    scores: [index, ...scores],
  }
}

/** Official transform of a rank to a score from 0 to 100 in which the most deprived tenth lies above 50. */
function exponential(rank: number): number {
  const share = (NATIONAL_LSOAS + 1 - rank) / NATIONAL_LSOAS
  return -23 * Math.log(1 - share * (1 - Math.exp(-100 / 23)))
}

/** Normal values to national ranks, none twice. */
function distinctRanks(values: Float64Array): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b)
  const out = new Float64Array(values.length)
  let last = 0
  for (const [place, row] of order.entries()) {
    const room = NATIONAL_LSOAS - (order.length - 1 - place)
    last = Math.min(room, Math.max(last + 1, Math.ceil(NATIONAL_LSOAS * upperTail(values[row]))))
    out[row] = last
  }
  return out
}

/** Share of a normal population above a value; the logistic approximation is enough for made-up ranks. */
function upperTail(z: number): number {
  return 1 / (1 + Math.exp(1.5976 * z + 0.07056 * z ** 3))
}
