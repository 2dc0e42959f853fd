import { standing } from '../priority/standing.js'
import type { TownCentreRanking } from '../priority/townCentreRanking.js'
import type { CentreMeasure } from '../priority/townCentres.js'
import type { Analysis } from './analysis.js'
import { publishedMap } from './publishedPoints.js'
import { ofReruns, ordinal, rankRange } from './rankWords.js'
import { areasWords, capital, counted, exactly, harmLabel, listed, percent, roughly, verb, volumeWords } from './wording.js'

/** Under this many events the ranks of a centre say little. */
const FEW_EVENTS = 20
/** Under this many published points, one more or less across the line changes a centre's figures. */
const FEW_POINTS = 5
/** With more of its ground than this in the force a centre is wholly in it: the rest is a border drawn twice. */
const WHOLLY = 0.99

/** One of the measures of a ranking, as it is written. */
export interface CentreMeasureWords {
  /** Start of its columns in town-centres.csv. */
  readonly id: 'harm_per_km2' | 'volume' | 'rate_per_1000'
  /** "average severity (ONS CSS 2020-21) per km²". */
  readonly label: string
  /** The same without its scheme: "average severity per km²". */
  readonly short: string
  /** Head of its column. */
  readonly head: string
  readonly measure: CentreMeasure
  readonly format: (value: number) => string
}

/** The measures that a ranking has: harm per km2, volume and, where workday people are given, rate. */
export function measuresOf({ kinds, scheme }: Analysis, { measures }: TownCentreRanking): CentreMeasureWords[] {
  const { harmPerKm2, volume, rate } = measures
  const events = volumeWords(kinds)
  return [
    {
      id: 'harm_per_km2',
      label: `${harmLabel(kinds, scheme)} per km²`,
      short: `${harmLabel(kinds, scheme).replace(/ \(.*\)$/, '')} per km²`,
      head: 'Harm per km²',
      measure: harmPerKm2,
      format: roughly,
    },
    { id: 'volume', label: events, short: 'volume', head: 'Volume', measure: volume, format: exactlyWhole },
    ...(rate === null
      ? []
      : [
          {
            id: 'rate_per_1000',
            label: `${events} per 1,000 workday people`,
            short: 'volume per 1,000 workday people',
            head: 'Per 1,000',
            measure: rate,
            format: roughly,
          } as const,
        ]),
  ]
}

function exactlyWhole(value: number): string {
  return exactly(Math.round(value))
}

/** Centres by tier, those without one last; in a tier by harm per km2, ties by code. */
export function centresInOrder({ measures, code }: TownCentreRanking): number[] {
  const { tier, harmPerKm2 } = measures
  return Array.from(code.keys()).sort(
    (a, b) => (tier[a] || Infinity) - (tier[b] || Infinity) || harmPerKm2.rank[a] - harmPerKm2.rank[b] || a - b,
  )
}

/** "tier 1, held in 970 of 1,000 re-runs: clear". */
function tierWords({ measures, draws }: TownCentreRanking, centre: number): string {
  const { tier, firstTier } = measures
  if (tier[centre] === 0) return 'no tier, for its workday people are not known'
  if (tier[centre] === 1) return `tier 1, held in ${ofReruns(firstTier[centre], draws)}: ${standing(firstTier[centre])}`
  return `tier ${tier[centre]}, in tier 1 in ${ofReruns(firstTier[centre], draws)}`
}

/** One sentence or more on a centre: its tier, each measure with its rank and what re-runs make of it, and what to be careful of. */
export function centreWords(analysis: Analysis, ranking: TownCentreRanking, centre: number): string {
  const parts = measuresOf(analysis, ranking)
    .filter(({ measure }) => measure.rank[centre] > 0)
    .map(({ short, measure }, k) => {
      const { rank, reruns } = measure
      const range = rankRange(reruns.low[centre], reruns.high[centre])
      const said = k === 0 ? `${range} in nine re-runs of ten` : range
      return `${ordinal(rank[centre])} for ${short} (${said})`
    })
  const behind = dominatedBy(analysis, ranking, centre)
  const under = behind === null ? '' : ` ${ranking.name[behind]} is as high in every measure and higher in at least one.`
  const { calls } = ranking
  const demand =
    calls === null || calls.rank[centre] === 0 ? '' : ` Calls for service: ${ordinal(calls.rank[centre])}, beside the tiers.`
  const careful = centreNotes(analysis, ranking, centre).map((note) => ` ${capital(note)}.`)
  return `${capital(tierWords(ranking, centre))}. Of ${exactly(ranking.code.length)}: ${listed(parts)}.${under}${demand}${careful.join('')}`
}

/** The centre first by harm per km2 of those in tier 1 that are as high in every measure and higher in one; null in tier 1 or without tier. */
function dominatedBy(analysis: Analysis, ranking: TownCentreRanking, centre: number): number | null {
  const { tier } = ranking.measures
  if (tier[centre] < 2) return null
  const values = measuresOf(analysis, ranking).map(({ measure }) => measure.value)
  const over = (other: number) =>
    values.every((column) => column[other] >= column[centre]) && values.some((column) => column[other] > column[centre])
  return centresInOrder(ranking).find((other) => tier[other] === 1 && over(other)) ?? null
}

/** What to be careful of in one centre, as clauses. */
export function centreNotes(
  analysis: Analysis,
  { events, shared, points, workday, ground, inside, ever }: TownCentreRanking,
  centre: number,
): string[] {
  const noun = volumeWords(analysis.kinds)
  const [n, twice] = [events[centre], shared[centre]]
  return [
    ...(n === 0 ? [nothingWords(noun.replace(' and ', ' or '), ever[centre] === 1)] : []),
    ...(ground !== null && inside[centre] < WHOLLY
      ? [
          `${percent(1 - inside[centre])} of its ground lies outside the ${areasWords(ground)}: crime there is counted only as far as the files hold it`,
        ]
      : []),
    ...(n > 0 && n < FEW_EVENTS ? [`fewer than ${FEW_EVENTS} ${noun} in the period: too few for its ranks to say much`] : []),
    ...(n > 0 && points[centre] < FEW_POINTS && publishedMap(analysis)
      ? [`all at ${counted(points[centre], 'published point')}: where its line runs decides which points count`]
      : []),
    ...(twice > 0 ? [`${percent(twice / n)} of its ${noun} lie in another centre too and count in both`] : []),
    ...(workday !== null && Number.isNaN(workday[centre]) ? ['its workday people are not in the table given'] : []),
  ]
}

/** Why all figures of a centre are 0. */
function nothingWords(noun: string, ever: boolean): string {
  return `no ${noun} located in it in ${ever ? 'the period' : 'any month that was read'}, so its figures are 0: check its outline`
}

/** Who is in tier 1, and who comes first by each measure. */
export function leaderWords(analysis: Analysis, ranking: TownCentreRanking): string[] {
  const { name, measures, draws } = ranking
  const first = centresInOrder(ranking).filter((centre) => measures.tier[centre] === 1)
  const leaders = measuresOf(analysis, ranking).map(({ label, measure }) => {
    const [leader, ...level] = Array.from(measure.rank.keys()).filter((centre) => measure.rank[centre] === 1)
    if (leader === undefined) return `No centre has ${label}.`
    if (level.length > 0) return `First for ${label}: ${listed([leader, ...level].map((centre) => name[centre]))}, level.`
    const share = measure.reruns.first[leader]
    return `First for ${label}: ${name[leader]}, which held first place in ${ofReruns(share, draws)} (${standing(share)}).`
  })
  const tier =
    first.length === 0
      ? 'No centre has every measure, so none has a tier.'
      : `Tier 1, where no other centre is as high in every measure and higher in one: ${listed(first.map((centre) => name[centre]))}.`
  return [tier, ...leaders]
}

/** What holds for the whole ranking. */
export function rankingNotes(analysis: Analysis, ranking: TownCentreRanking): string[] {
  const { kinds, tables } = analysis
  const { months, workday, overlapKm2, shared, calls, alike, assumed, draws, seed } = ranking
  const labels = (ids: readonly string[]) =>
    listed(
      ids.map((id) => (tables.categories.find((row) => row.id === id)?.label ?? 'offences of no known category').toLowerCase()),
    )
  const yearly = months === 12 ? 'Figures are of a year' : `Figures are put to a year from ${counted(months, 'month')}`
  const asb = kinds.asb.includes(1) ? ' ASB has no weight in harm.' : ''
  return [
    `${yearly}. They are of reactive crime: what police work finds (drugs, weapons carried) ranks nothing here and stands beside in town-centres.csv.${asb}`,
    'The measures stand side by side and are never one score. A tight outline raises harm per km² and lowers volume.',
    `Re-runs draw each centre's counts anew ${exactly(draws)} times (seed ${seed}): ranges hold the middle nine tenths of its ranks. Rates are drawn to the mean of all centres, the more the fewer records there are.`,
    ...(workday === null ? ['No rate: the people there in the working day were not given (--workday).'] : []),
    ...(workday !== null ? ["Workday people are not the evening's: the rate says little of the night-time economy."] : []),
    ...(calls === null
      ? []
      : [
          `Calls for service are put to a year from ${counted(calls.months, 'month')} and are in no tier: most are of incidents that volume counts already.${overlapKm2 > 0 ? ' A call under two centres counts in the first by code.' : ''}`,
        ]),
    ...(shared.some((events) => events > 0)
      ? ['Some centres overlap: a crime there counts in each of them, so the figures do not add up to a total.']
      : []),
    ...(alike.length === 0
      ? []
      : [
          `Between the centres ${labels(alike)} ${verb(alike.length, 'differs', 'differ')} per km² no more than chance lets ${verb(alike.length, 'it', 'them')}: re-runs give every centre one rate of ${verb(alike.length, 'it', 'them')}.`,
        ]),
    ...(assumed.length === 0
      ? []
      : [
          `How much counts of ${labels(assumed)} vary could not be estimated and is assumed: a variance of twice the mean (dispersion-assumed).`,
        ]),
  ]
}
