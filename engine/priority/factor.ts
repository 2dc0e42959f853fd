import type { DeprivationTable } from '../inputTables.js'
import type { FactorSummary } from '../resultsDocument.js'

/**
 * The Indices of Deprivation's exponential transform of a national rank: R = (N + 1 - rank) / N, X = -23 ln(1 - R (1 - exp(-100/23))).
 * About a tenth of all units score above 50, and a strong domain is not cancelled by a weak one.
 *
 * @param rank  1 is most deprived; NaN missing
 * @param units N, how many units the ranks run over
 * @returns     0-100, higher is more deprived
 * MHCLG, English Indices of Deprivation 2019 and 2025, technical reports.
 */
export function exponentialScore(rank: number, units: number): number {
  const r = (units + 1 - rank) / units
  return -23 * Math.log(1 - r * (1 - Math.exp(-100 / 23)))
}

/** Domains kept for deprivation once employment, children and crime have factors of their own, with their weights in the IMD. */
const KEPT: readonly (readonly [column: string, weight: number])[] = [
  ['income', 0.225],
  ['health', 0.135],
  ['barriers', 0.093],
  ['environment', 0.093],
  ['adultSkills', 0.0675],
]

export interface DeprivationFactors {
  /** Rows of the deprivation table; 0-100, higher is more need. */
  readonly deprivation: Float64Array
  readonly unemployment: Float64Array
  readonly children: Float64Array
  readonly summaries: readonly FactorSummary[]
}

/**
 * Three of the five factors from one deprivation file, without double counting: unemployment from the employment domain, children
 * out of school from the children and young people sub-domain (without sub-domains: the education domain), deprivation from the
 * domains no other factor uses, re-weighted. Crime is never taken from here.
 *
 * Misleads: both the second and the third are proxies, and say so.
 */
export function deprivationFactors(table: DeprivationTable, shared: Pick<FactorSummary, 'weight' | 'frame'>): DeprivationFactors {
  const score = (column: string) => Float64Array.from(table.rank[column] ?? [], (rank) => exponentialScore(rank, table.units))
  const subdomains = table.rank.children !== undefined
  const kept = KEPT.filter(([column]) => table.rank[column] !== undefined && (column !== 'adultSkills' || subdomains))
  const total = kept.reduce((sum, [, w]) => sum + w, 0)
  const deprivation = new Float64Array(table.code.length)
  for (const [column, w] of kept) {
    const scores = score(column)
    for (let i = 0; i < scores.length; i++) deprivation[i] += (w / total) * scores[i]
  }
  const childColumn = subdomains ? 'children' : 'education'
  const common = {
    ...shared,
    source: `Indices of Deprivation ${table.year}`,
    year: String(table.year),
    unit: 'transformed score 0-100',
    geography: `LSOA ${table.vintage}`,
  }
  return {
    deprivation: kept.length === 0 ? deprivation.fill(Number.NaN) : deprivation,
    unemployment: orMissing(score('employment'), table.code.length),
    children: orMissing(score(childColumn), table.code.length),
    summaries: [
      {
        ...common,
        id: 'deprivation',
        label: 'Deprivation',
        proxy: false,
        note: `${kept.map(([column]) => NAMES[column]).join(', ')}: the domains no other factor uses, re-weighted`,
      },
      { ...common, id: 'unemployment', label: 'Unemployment', proxy: true, note: 'employment domain stands for unemployment' },
      {
        ...common,
        id: 'children',
        label: 'Children out of school',
        proxy: true,
        note: `${subdomains ? 'children and young people sub-domain' : 'education domain'} stands for children out of school`,
      },
    ],
  }
}

const NAMES: Readonly<Record<string, string>> = {
  income: 'income',
  health: 'health',
  barriers: 'barriers to housing and services',
  environment: 'living environment',
  adultSkills: 'adult skills',
}

function orMissing(values: Float64Array, length: number): Float64Array {
  return values.length === length ? values : new Float64Array(length).fill(Number.NaN)
}
