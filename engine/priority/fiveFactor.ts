import { areaOverlap } from '../grid/overlap.js'
import type { UnitColumns } from '../score/unitTable.js'
import type { AreaTable, DeprivationTable, FactorSummary, HarmScheme } from '../types.js'
import { deprivationFactors } from './factor.js'
import { type LayerScore, meanOnAreas, scoreLayer } from './score.js'

/** A layer with its sums over the period. */
export interface CountedLayer {
  readonly areas: AreaTable
  readonly columns: UnitColumns
}

export interface FiveFactorScores {
  /** In the order of the layers; all null when refused. */
  readonly scores: readonly (LayerScore | null)[]
  readonly factors: readonly FactorSummary[]
  readonly refused: 'score-needs-deprivation' | 'score-needs-lsoas' | null
  /** LSOAs of the layer without a row in the deprivation file. */
  readonly unscored: readonly string[]
}

/** Fewer LSOAs than this share matched: the file is of another vintage or country. */
const LEAST_MATCHED = 0.5

/**
 * The five-factor score of every layer: deprivation, unemployment, children out of school, crime harm, crime volume, equally
 * weighted. The first three are measured on LSOAs and carried to other layers as people-weighted means; the crime factors are
 * reactive counts a year on the layer itself. Percentiles run inside the layer.
 *
 * @param months months with data in the period
 * Refused (scores null, reason given, the rest of the run goes on) without deprivation, without LSOAs, or when under half of the
 * LSOAs are in the deprivation file.
 */
export function fiveFactorScores(
  layers: readonly CountedLayer[],
  deprivation: DeprivationTable | null,
  scheme: HarmScheme,
  months: number,
): FiveFactorScores {
  const none = (refused: FiveFactorScores['refused']) => ({ scores: layers.map(() => null), factors: [], refused, unscored: [] })
  if (deprivation === null) return none('score-needs-deprivation')
  const lsoas = layers.find(({ areas }) => areas.kind === 'lsoa')?.areas
  if (lsoas === undefined) return none('score-needs-lsoas')
  const rowOfCode = new Map(deprivation.code.map((code, row) => [code, row]))
  const unscored = lsoas.code.filter((code) => !rowOfCode.has(code))
  if (unscored.length > lsoas.length * (1 - LEAST_MATCHED)) return none('score-needs-lsoas')

  const weight = 1 / 5
  const national = deprivationFactors(deprivation, weight)
  const factors = [...national.summaries, ...crimeFactors(scheme, weight)]
  const onLsoas = [national.deprivation, national.unemployment, national.children].map((column) =>
    Float64Array.from(lsoas.code, (code) => column[rowOfCode.get(code) ?? -1] ?? Number.NaN),
  )
  const people = known(lsoas)
  const perYear = 12 / months
  const scores = layers.map(({ areas, columns }) => {
    const need =
      areas === lsoas ? onLsoas : onLsoas.map((column) => meanOnAreas(column, people, areaOverlap(lsoas, areas), areas))
    const yearly = (column: Float64Array) => column.slice(0, areas.length).map((value) => value * perYear)
    return scoreLayer([...need, yearly(columns.harmReactive), yearly(columns.volumeReactive)], factors, known(areas))
  })
  return { scores, factors, refused: null, unscored }
}

/** Residents where every area has them; otherwise each area counts one. */
function known(areas: AreaTable): Float64Array | null {
  return areas.residents.every((people) => people >= 0) ? areas.residents : null
}

function crimeFactors(scheme: HarmScheme, weight: number): FactorSummary[] {
  const common = {
    weight,
    source: 'police recorded crime',
    year: 'the period',
    geography: 'each layer',
    frame: 'percentile inside the study area',
    proxy: false,
  }
  return [
    {
      ...common,
      id: 'harm',
      label: 'Crime harm',
      unit: `${scheme.unit} a year`,
      note: `${scheme.label}; offences found by police activity are left out`,
    },
    {
      ...common,
      id: 'volume',
      label: 'Crime volume',
      unit: 'crimes and ASB incidents a year',
      note: 'offences found by police activity are left out',
    },
  ]
}
