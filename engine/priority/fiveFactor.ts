import { sampleCorrelation } from 'simple-statistics'
import { EngineError } from '../error.js'
import { areaOverlap } from '../grid/overlap.js'
import type { DeprivationTable, HarmScheme } from '../inputTables.js'
import type { FactorSummary } from '../resultsDocument.js'
import type { UnitColumns } from '../score/unitTable.js'
import type { AreaTable, Issue } from '../types.js'
import { percentile } from './composite.js'
import { deprivationFactors } from './factor.js'
import { checkFactorWeights } from './factorWeights.js'
import { factorOnLsoas, type GivenFactors, type LsoaFactor } from './givenFactor.js'
import { type LayerScore, meanOnAreas, scoreLayer } from './score.js'
import { TOWN_CENTRE } from './townCentreRanking.js'

/** A layer with its sums over the period. */
export interface CountedLayer {
  readonly areas: AreaTable
  readonly columns: UnitColumns
}

export interface FiveFactorScores {
  /** In the order of the layers; null for town centres, whose measures are never one score; all null when refused. */
  readonly scores: readonly (LayerScore | null)[]
  readonly factors: readonly FactorSummary[]
  readonly refused: 'score-needs-deprivation' | 'score-needs-lsoas' | null
  /** LSOAs of the layer without a row in the deprivation file. */
  readonly unscored: readonly string[]
  /** Pairs of factors with weight that rank LSOAs nearly alike, so that their weights count one thing twice. */
  readonly alike: readonly FactorPair[]
  /** Of the factors given: values missing, earlier dates, LSOAs without a row. */
  readonly issues: readonly Issue[]
  /** By layer and factor, what the scores are made of; empty when refused. */
  readonly values: readonly (readonly Float64Array[])[]
  /** By factor, its counts on LSOAs; null where it is published as a rate or score, or is of the crimes. */
  readonly counted: readonly LsoaFactor['counted'][]
}

export interface FactorPair {
  readonly labels: readonly [string, string]
  /** Spearman rank correlation over LSOAs. */
  readonly rho: number
}

/** RULES: above this, factors are one group. */
const ALIKE = 0.9

/** Fewer LSOAs than this share matched: the file is of another vintage or country. */
const LEAST_MATCHED = 0.5

const NONE_GIVEN: GivenFactors = { tables: [], lookup: null, workingAge: null }

/**
 * The five-factor score of every layer: deprivation, unemployment, children out of school, crime harm, crime volume, equally
 * weighted unless weights are given. The first three are measured on LSOAs and carried to other layers as people-weighted means; the crime factors are
 * reactive counts a year on the layer itself. Percentiles run inside the layer.
 *
 * @param months months with data in the period
 * @param given  factors of the user's own: `unemployment` and `children` replace the proxy of that name, each other is a further
 *               factor of the same weight
 * @param weights by factor id, adding up to 1; a factor left out weighs nothing; null: all the same
 * @throws EngineError 'factor-weights-invalid', 'factor-codes-foreign', 'factor-constant', 'option-invalid' (two factors of one name)
 * Refused (scores null, reason given, the rest of the run goes on) without deprivation, without LSOAs, or when under half of the
 * LSOAs are in the deprivation file.
 */
export function fiveFactorScores(
  layers: readonly CountedLayer[],
  deprivation: DeprivationTable | null,
  scheme: HarmScheme,
  months: number,
  given: GivenFactors = NONE_GIVEN,
  weights: Readonly<Record<string, number>> | null = null,
): FiveFactorScores {
  const none = (refused: FiveFactorScores['refused']) => ({
    scores: layers.map(() => null),
    factors: [],
    refused,
    unscored: [],
    alike: [],
    issues: [],
    values: [],
    counted: [],
  })
  if (deprivation === null) return none('score-needs-deprivation')
  const lsoas = layers.find(({ areas }) => areas.kind === 'lsoa')?.areas
  if (lsoas === undefined) return none('score-needs-lsoas')
  const rowOfCode = new Map(deprivation.code.map((code, row) => [code, row]))
  const unscored = lsoas.code.filter((code) => !rowOfCode.has(code))
  if (unscored.length > lsoas.length * (1 - LEAST_MATCHED)) return none('score-needs-lsoas')

  const people = known(lsoas)
  const common = {
    weight: 1 / (5 + given.tables.filter(({ id }) => !PROXIED.includes(id)).length),
    frame: `percentile inside the study area, ${people === null ? 'each area counting one (population unknown)' : 'weighted by residents'}`,
  }
  const national = deprivationFactors(deprivation, common)
  const onLsoa = [national.deprivation, national.unemployment, national.children].map((column, k): LsoaFactor => {
    const values = Float64Array.from(lsoas.code, (code) => column[rowOfCode.get(code) ?? -1] ?? Number.NaN)
    return { summary: national.summaries[k], values, weight: null, counted: null, issues: [] }
  })
  refuseTwice(given)
  const own = given.tables.map((table) =>
    factorOnLsoas(table, { lsoas, layers: layers.map(({ areas }) => areas), vintage: deprivation.vintage }, given, common),
  )
  const need = onLsoa.map((factor) => own.find(({ summary }) => summary.id === factor.summary.id) ?? factor)
  const further = own.filter((factor) => !need.includes(factor))
  const summaries = (list: readonly LsoaFactor[]) => list.map(({ summary }) => summary)
  const factors = weighted([...summaries(need), ...crimeFactors(scheme, common), ...summaries(further)], weights)
  const perYear = 12 / months
  const valuesOf = ({ areas, columns }: CountedLayer) => {
    const overlap = areas === lsoas ? null : areaOverlap(lsoas, areas)
    const carried = (list: readonly LsoaFactor[]) =>
      list.map(({ values, weight }) => (overlap === null ? values : meanOnAreas(values, weight ?? people, overlap, areas)))
    const yearly = (column: Float64Array) => column.slice(0, areas.length).map((value) => value * perYear)
    return [...carried(need), yearly(columns.harmReactive), yearly(columns.volumeReactive), ...carried(further)]
  }
  const values = layers.map(valuesOf)
  return {
    scores: layers.map(({ areas }, i) => (areas.kind === TOWN_CENTRE ? null : scoreLayer(values[i], factors, known(areas)))),
    factors,
    refused: null,
    unscored,
    alike: alikePairs(values[layers.findIndex(({ areas }) => areas === lsoas)], factors),
    issues: own.flatMap(({ issues }) => issues),
    values,
    counted: [...need.map(({ counted }) => counted), null, null, ...further.map(({ counted }) => counted)],
  }
}

function weighted(factors: readonly FactorSummary[], weights: Readonly<Record<string, number>> | null): readonly FactorSummary[] {
  if (weights === null) return factors
  const stranger = Object.keys(weights).find((id) => !factors.some((factor) => factor.id === id))
  if (stranger !== undefined)
    throw new EngineError('factor-weights-invalid', {
      column: 'weights',
      value: stranger,
      hint: `The factors are ${factors.map(({ id }) => id).join(', ')}.`,
    })
  const all = factors.map((factor) => ({ ...factor, weight: weights[factor.id] ?? 0 }))
  checkFactorWeights(
    all.map(({ weight }) => weight),
    all.length,
  )
  return all
}

/** Factors that a deprivation domain stands for unless they are given. */
const PROXIED: readonly string[] = ['unemployment', 'children']

function refuseTwice({ tables }: GivenFactors): void {
  const twice = tables.find(({ id }, at) => tables.findIndex((table) => table.id === id) !== at)
  if (twice === undefined) return
  throw new EngineError('option-invalid', {
    file: twice.file,
    column: 'factors',
    value: twice.id,
    hint: 'Two factors have this name. Name them apart, as ID=FILE, or give one.',
  })
}

/** Of the factors that weigh something. */
function alikePairs(onLsoas: readonly Float64Array[], all: readonly FactorSummary[]): FactorPair[] {
  const values = onLsoas.filter((_, k) => all[k].weight > 0)
  const factors = all.filter(({ weight }) => weight > 0)
  const complete = Array.from(values[0].keys()).filter((i) => values.every((column) => !Number.isNaN(column[i])))
  if (complete.length < 3) return []
  const ranks = values.map((column) =>
    Array.from(
      percentile(
        Float64Array.from(complete, (i) => column[i]),
        null,
      ),
    ),
  )
  return factors.flatMap((a, i) =>
    factors.slice(i + 1).flatMap((b, j) => {
      const rho = sampleCorrelation(ranks[i], ranks[i + 1 + j])
      return rho > ALIKE ? [{ labels: [a.label, b.label] as const, rho }] : []
    }),
  )
}

/** Residents where every area has them; otherwise each area counts one. */
function known(areas: AreaTable): Float64Array | null {
  return areas.residents.every((people) => people >= 0) ? areas.residents : null
}

function crimeFactors(scheme: HarmScheme, shared: Pick<FactorSummary, 'weight' | 'frame'>): FactorSummary[] {
  const common = {
    ...shared,
    source: 'police recorded crime',
    year: 'the period',
    geography: 'each layer',
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
