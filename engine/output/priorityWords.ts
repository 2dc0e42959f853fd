import type { ChoiceEffect } from '../priority/choiceEffects.js'
import { choiceSpace } from '../priority/choices.js'
import type { FactorPair } from '../priority/fiveFactor.js'
import type { PriorityLayer } from '../priority/prioritised.js'
import { runnersUp } from '../priority/standing.js'
import type { Analysis, LayerResult } from './analysis.js'
import { type AreaChoice, areaChoices, sameRows } from './priorityChoices.js'
import { ofReruns, ordinal, shareOfReruns } from './rankWords.js'
import { areasWords, capital, counted, exactly, listed, percent, roughly, verb } from './wording.js'

/** Factors that are named in a sentence about one area. */
const NAMED_FACTORS = 2
const NAMED_RUNNERS = 3
/** An area and its LSOAs that differ by no more are one: borders are drawn at different detail. */
const ALIKE = 0.02
/** Parts of the period that counts are compared between, by their months (`dispersion`). */
const BLOCKS: Readonly<Record<number, string>> = { 1: 'months', 3: 'quarters', 6: 'half-years', 12: 'years' }
/** A standing after "is". */
const STANDS = { clear: 'clear', 'close call': 'a close call', 'no clear leader': 'no clear leader' } as const

/** "1st of 409 LSOAs; clear: among the first 5 in 990 of 1,000 re-runs on data and choices, first in 970, rank 1 to 2 in nine of ten; harm and unemployment contribute most". */
export function rankSentence({ asked, factors }: Analysis, { areas }: LayerResult, ranked: PriorityLayer, row: number): string {
  const { priority } = asked
  const rank = ranked.headline.rank[row]
  if (rank === 0 || priority === undefined) return 'no score'
  const scored = ranked.headline.rank.reduce((n, one) => n + Number(one > 0), 0)
  const place = `${ordinal(rank)} of ${exactly(scored)} ${areasWords(areas.kind)}`
  const parts = ranked.headline.contributions
    .map((column, k) => ({ label: factors[k].label.toLowerCase(), points: column[row] }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, NAMED_FACTORS)
    .map(({ label }) => label)
  const most = parts.length === 0 ? '' : `; ${listed(parts)} contribute${parts.length === 1 ? 's' : ''} most`
  if (ranked.reruns === null) return `${place} by the mean score of its LSOAs${most}`
  const { draws } = priority.options
  const { both } = ranked.reruns
  const k = ranked.top
  const first = rank === 1 && k > 1 ? `, first in ${exactly(Math.round(both.first[row] * draws))}` : ''
  const held = `${firstPlaces(k)} in ${ofReruns(both.top[row], draws)} on data and choices${first}`
  return `${place}; ${ranked.standing[row]}: ${held}, rank ${rankSpan(both.low[row], both.high[row])} in nine of ten${most}`
}

function rankSpan(low: number, high: number): string {
  return low === high ? String(low) : `${low} to ${high}`
}

/** "among the first 5"; of one place "first". */
export function firstPlaces(k: number): string {
  return k === 1 ? 'first' : `among the first ${k}`
}

/** Rows of a layer with a score, highest need first. */
export function inRankOrder({ headline: { rank } }: PriorityLayer): number[] {
  return Array.from(rank.keys())
    .filter((row) => rank[row] > 0)
    .sort((a, b) => rank[a] - rank[b] || a - b)
}

/** A sentence on each area of the top k of a layer, by name. */
export function topSentences(analysis: Analysis, layer: LayerResult, ranked: PriorityLayer): { name: string; words: string }[] {
  const { name, code } = layer.areas
  return inRankOrder(ranked)
    .slice(0, ranked.top)
    .map((row) => ({ name: name[row] || code[row], words: `${rankSentence(analysis, layer, ranked, row)}.` }))
}

/** Areas outside the top k that re-runs put in it, with their rank and how often. */
export function runnersUpSentence({ asked }: Analysis, { areas }: LayerResult, ranked: PriorityLayer): string | null {
  if (asked.priority === undefined || ranked.reruns === null) return null
  const k = ranked.top
  const { data, both } = ranked.reruns
  const list = runnersUp(both.top, ranked.headline.rank, k)
  if (list.length === 0) return `No other of the ${areasWords(areas.kind)} came ${firstPlaces(k)} in any re-run.`
  const named = list
    .slice(0, NAMED_RUNNERS)
    .map(
      ({ unit, rank, share }) =>
        `${areas.name[unit] || areas.code[unit]} (ranked ${ordinal(rank)}; ${shareOfReruns(share)} of re-runs, ${data.top[unit] > 0 ? shareOfReruns(data.top[unit]) : 'none'} on the data alone)`,
    )
  const more =
    list.length > named.length
      ? `; ${exactly(list.length - named.length)} ${list.length - named.length === 1 ? 'other' : 'others'} less often`
      : ''
  return `Others that came ${firstPlaces(k)} in some re-runs: ${listed(named)}${more}.`
}

/** What the highest-need area is and how firm, in the order a reader asks; each further area in a sentence of its own. */
export function areaSentences(analysis: Analysis): string[] {
  const { priority } = analysis.asked
  if (priority === undefined) return []
  const { area, options } = priority
  const choices = areaChoices(analysis)
  const { stability } = area
  const held = (share: number) => `${exactly(Math.round(share * options.areaDraws))} of ${exactly(options.areaDraws)}`
  const next = choices.find(({ id }) => id === 'next-best')
  const within = area.inside === null ? '' : `, inside one ${areasWords(area.inside).replace(/s$/, '')}`
  const asked = `${area.sizeIn === 'people' ? `${exactly(area.least)} to ${exactly(area.most)} residents` : `${area.least} to ${area.most} km²`}${within}, compactness up to ${options.compactness}`
  const several = area.areas.length > 1
  const [first, ...further] = choices.slice(0, area.areas.length)
  return [
    `${several ? 'Area 1, the highest-need area' : 'Highest-need area'}: ${whatItIs(first)}. Its mean score is ${first.score.toFixed(1)}, ${first.lift.toFixed(1)} above the mean of all (${area.mean.toFixed(1)}); it holds ${percent(first.shareOfExcess)} of the need above that mean. Asked for: ${asked}.`,
    ...further.map(
      (choice) =>
        `${choice.role}: ${whatItIs(choice)}. Its mean score is ${choice.score.toFixed(1)}, ${choice.lift.toFixed(1)} above the mean of all; it holds ${percent(choice.shareOfExcess)} of the need above that mean.`,
    ),
    ...sequence(analysis),
    `${several ? `Area 1 is ${STANDS[area.standing]}` : sentenceCase(area.standing)}: ahead of the best area apart from it in ${ofReruns(stability.both.heldShare, options.areaDraws)} on data and choices, ${held(stability.data.heldShare)} on the data alone, ${held(stability.choices.heldShare)} on choices alone (a share of analysts' choices, not a probability).${next === undefined ? '' : ` ${next.role}: ${whatItIs(next)}; ${next.lift.toFixed(1)} above the mean, with ${percent(next.shareOfExcess)} of the need above it.`}`,
  ]
}

/** The answer for page one: where need is highest, with its standing. */
export function answerSentence({ asked }: Analysis, choices: readonly AreaChoice[]): string {
  const { priority } = asked
  if (priority === undefined) return ''
  const { area, options } = priority
  const [first] = choices
  return `Highest-need area: ${whatItIs(first)}, ${first.lift.toFixed(1)} above the mean score of ${area.mean.toFixed(1)}. ${sentenceCase(area.standing)}: ahead of the best area apart from it in ${ofReruns(area.stability.both.heldShare, options.areaDraws)} with other reasonable choices and data drawn anew.`
}

/** How far the highest-need area holds: proof, chance, other months, crime alone. */
export function checkSentences(analysis: Analysis): string[] {
  const { priority } = analysis.asked
  if (priority === undefined) return []
  const per = crimePer(analysis)
  const { areas, stability, honest, crimeOnly, scan } = priority.area
  const [drawn] = areas
  const several = areas.length > 1
  return [
    drawn.gap <= 1e-9
      ? `Proven${several ? ' of area 1' : ''}: no area of this size and shape has more need above the mean.`
      : `${several ? 'Area 1 is not proven the best' : 'Not proven the best'}: an area of this size and shape with up to ${percent(drawn.gap)} more of the need above the mean could exist.`,
    `Searched again on data drawn anew, the best area shares ${percent(stability.data.meanJaccard)} of its ${peopleKnown(analysis) ? 'people' : 'LSOAs'} with ${several ? 'area 1' : 'this one'} on average.`,
    ...(honest === null
      ? []
      : [
          honest.halves.every(({ members }) => sameRows(members, drawn.members))
            ? `Chosen on either half of the months, every other one, the same area comes out, with a lead of ${honest.honest.toFixed(1)}: which of them chose it makes no difference.${withoutMonths(analysis)}`
            : `Chosen on every other month and measured on the rest, the lead is ${honest.honest.toFixed(1)} where it looked like ${honest.apparent.toFixed(1)}: this much is left of it when it is not measured on what it was chosen by.${withoutMonths(analysis)}`,
        ]),
    ...(crimeOnly.members === null
      ? []
      : [
          `On crime alone the best area has ${(1 + crimeOnly.lift).toFixed(2)} times the force's reactive ${per}; were all areas alike, the best would still show ${(1 + crimeOnly.liftByChance).toFixed(2)} times by chance (p = ${crimeOnly.p.toFixed(3)}). There is no such p of the score as a whole.`,
        ]),
    ...(scan.clusters.length === 0
      ? []
      : [
          `A spatial scan for crime in circles finds ${counted(scan.clusters[0].cells.length, 'LSOA')} with ${scan.clusters[0].relativeRisk.toFixed(2)} times the reactive ${per} elsewhere (p = ${scan.clusters[0].p.toFixed(3)}).`,
        ]),
    ...(drawn.placeInRange > 0.98
      ? [`${several ? 'Area 1' : 'It'} is as large as was allowed: a smaller one may do, see the highest mean score.`]
      : []),
  ]
}

/** " Deprivation is the same in both halves.": factors in the score that have no months. */
function withoutMonths({ factors }: Analysis): string {
  const still = factors.filter(({ id, weight }) => weight > 0 && id !== 'harm' && id !== 'volume')
  if (still.length === 0) return ''
  const named = listed(still.map(({ label }) => label.toLowerCase()))
  return ` ${capital(named)} ${verb(still.length, 'is', 'are')} the same in both halves.`
}

/** How several areas were chosen, and where fewer were found than asked for. */
function sequence({ asked }: Analysis): string[] {
  const { priority } = asked
  if (priority === undefined || priority.area.wanted === 1) return []
  const { areas, wanted } = priority.area
  const found = areas.length
  return [
    ...(found < wanted
      ? [
          `Asked for ${exactly(wanted)} areas: without the LSOAs of ${found === 1 ? 'area 1' : `areas 1 to ${found}`} no other of this size and shape is left.`,
        ]
      : []),
    ...(found > 1
      ? [
          `The ${exactly(found)} areas were chosen one after the other, each without the LSOAs of those before, not jointly optimal: chosen together, they could hold more need. What is said of re-runs, proof and chance is of area 1.`,
        ]
      : []),
  ]
}

/** Why the best whole ward is not the ward that is ranked first, where both are shown, and what it is where LSOAs do not nest in it. */
export function wholeSentences(analysis: Analysis): string[] {
  const { asked, layers } = analysis
  const { priority } = asked
  if (priority === undefined) return []
  const differ = priority.area.wholes.flatMap(({ kind, layer, whole }) => {
    const first = priority.layers[layer]?.headline.rank.indexOf(1) ?? -1
    const { name, code } = layers[layer].areas
    if (whole === null || first < 0 || whole.areas[0] === first) return []
    const named = (row: number) => name[row] || code[row]
    return [`${areasWords(kind).replace(/s$/, '')} ${named(whole.areas[0])}, though ${named(first)} is ranked first`]
  })
  return [
    ...(differ.length === 0
      ? []
      : [
          `Best whole ${listed(differ)}: best whole is who holds most need (${peopleKnown(analysis) ? 'residents times score above the mean, over' : 'score above the mean, added over'} its LSOAs by ${crimePer(analysis)}), so size counts; ranks are of the area's own score, by crime counts a year.`,
        ]),
    ...notNested(analysis),
  ]
}

/** Whole areas that differ from their LSOAs by more than a border drawn twice. */
function notNested(analysis: Analysis): string[] {
  const near = (a: number, b: number) => Number.isNaN(a) || Number.isNaN(b) || Math.abs(a - b) <= ALIKE * b
  const apart = areaChoices(analysis).flatMap((choice) => {
    const { itself } = choice
    if (itself === null || (near(choice.areaKm2, itself.areaKm2) && near(choice.people, itself.people))) return []
    const people = itself.people >= 0 ? `${exactly(Math.round(itself.people))} residents, ` : ''
    return [
      `${choice.where}: ${whatItIs({ ...choice, where: '' })}, by its own outline ${people}${itself.areaKm2.toFixed(1)} km²`,
    ]
  })
  return apart.length === 0
    ? []
    : [
        `Whole areas are the LSOAs that lie mostly in them, on the map and in every figure, so that all choices are on one footing. ${apart.join('; ')}.`,
      ]
}

/** Which choice matters most, and what the factors are to the score. */
export function choiceSentences(analysis: Analysis): string[] {
  const { factorsAlike, asked } = analysis
  const { priority } = asked
  if (priority === undefined) return []
  const { checks, options, dispersion, area } = priority
  const effects = [...(checks.effects.effects ?? [])].sort((a, b) => b.total.value - a.total.value)
  const assumed = dispersion.filter(({ assumedBecause, events }) => assumedBecause !== null && events > 0).length
  const top = priority.layers[area.layer]?.top ?? options.top
  const many = top > 1
  return [
    effects.length === 0
      ? `No re-run loses ${many ? `any of the first ${top} LSOAs` : 'the first LSOA'}.`
      : `${many ? `Re-runs lose ${percent(checks.effects.lost)} of the first ${top} LSOAs on average` : `In ${percent(checks.effects.lost)} of re-runs another LSOA is first`}; ${effectWords(effects)}.`,
    ...rerunSentences(analysis),
    ...smallerTops(analysis),
    ...(factorsAlike.length === 0
      ? []
      : [
          `Nearly alike in how they rank LSOAs (rank correlation above 0.9): ${factorsAlike.map(pairWords).join('; ')}. Weights on both of two count one thing twice; the column "equal groups" gives each group of such factors the same weight instead.`,
        ]),
    withoutOne(analysis, top),
    ...(assumed === 0
      ? []
      : [
          'The data are too short to measure how far counts scatter: twice what chance alone would is assumed (dispersion-assumed).',
        ]),
    'Deprivation and other published scores are taken as exact: the intervals are the least there is.',
  ]
}

/** "what differs is due most to data (64 %, 57 to 71 %), then to ...": inputs whose intervals meet that of the largest are not put in an order. */
function effectWords(effects: readonly ChoiceEffect[]): string {
  const share = (value: number) => percent(Math.max(0, Math.min(1, value)))
  const each = ({ input, total }: ChoiceEffect) => `${input} (${share(total.value)}, ${share(total.low)} to ${share(total.high)})`
  const most = effects.filter(({ total }) => total.high >= effects[0].total.low)
  const next = effects.at(most.length)
  const alike = most.length > 1 ? ', of which none is known to matter more' : ''
  const then = next === undefined || next.total.low <= 0 ? '' : `, then to ${each(next)}`
  return `what differs is due most to ${listed(most.map(each))}${alike}${then}: how much of the variance has to do with each, with its 90 % interval; what two do together counts for both`
}

/** What other choices and other data re-runs are made of. */
function rerunSentences({ asked, factors, layers, tables }: Analysis): string[] {
  const { priority } = asked
  if (priority === undefined) return []
  const { dispersion, area } = priority
  const { normalisations } = choiceSpace(layers[area.layer].areas.length)
  const weights =
    factors.filter(({ weight }) => weight > 0).length > 1 ? 'weights (one of 20 % lies from 8.5 to 34 % in nine of ten), ' : ''
  const harm = tables.harm.length > 1 ? ', and which of the harm weights count' : ''
  const known = dispersion.filter(({ assumedBecause, events }) => assumedBecause === null && events > 0)
  const phis = known.map(({ phi }) => phi)
  const [least, most] = [Math.min(...phis), Math.max(...phis)].map(roughly)
  const scatter =
    known.length === 0
      ? ''
      : `, which vary ${least === most ? least : `${least} to ${most}`} times as much as by chance alone between LSOAs and ${BLOCKS[known[0].blockMonths]} (longer data, cut into longer parts, show more of it)`
  return [
    `Re-runs on choices draw anew ${weights}how factors are put on one scale (${listed(normalisations)}), whether a low one makes up for a high one (arithmetic mean) or less so (geometric; not of z)${harm}; on the data they draw crime counts${scatter}, rates of small places towards the mean of all.`,
  ]
}

/** Layers of which fewer places count as the top than were asked for. */
function smallerTops({ layers, asked }: Analysis): string[] {
  const { priority } = asked
  if (priority === undefined) return []
  const wanted = priority.options.top
  const fewer = layers.flatMap(({ areas }, at) => {
    const ranked = priority.layers[at]
    if (ranked === null || ranked.top === wanted) return []
    return [
      `${ranked.top === 1 ? 'only the first' : `the first ${ranked.top}`} of ${exactly(inRankOrder(ranked).length)} ${areasWords(areas.kind)}`,
    ]
  })
  return fewer.length === 0
    ? []
    : [
        `At most a fifth of a layer counts as its top, for of a few areas most would be among the first ${wanted} in every re-run: here ${listed(fewer)}.`,
      ]
}

/** What each factor decides: the share of the top that would be others without it. */
function withoutOne({ factors, asked }: Analysis, top: number): string {
  const drops = asked.priority?.checks.dropOne ?? []
  const named = (id: string) => factors.find((factor) => factor.id === id)?.label.toLowerCase() ?? id
  const [only] = factors.filter(({ weight }) => weight > 0)
  if (drops.length === 0) return `${only.label} is the whole score: no other factor has a weight.`
  const lost = Math.max(...drops.map((drop) => drop.lost))
  if (lost === 0) return `Whichever factor is left out, the first ${top === 1 ? 'LSOA stays' : `${top} LSOAs stay`} the same.`
  const most = drops.filter((drop) => drop.lost > lost - 1e-9).map(({ factor }) => named(factor))
  const changed = top === 1 ? 'another LSOA would be first' : `${percent(lost)} of the first ${top} LSOAs would be others`
  if (most.length === 1) return `Without ${most[0]}, ${changed}; no other factor matters as much.`
  const rest = most.length === drops.length ? 'no factor matters more than another' : 'the other factors matter less'
  return `Without any one of ${listed(most)}, ${changed}; ${rest}.`
}

/** What the search sets crime against: people where those of every LSOA are known, else ground. */
export function crimePer(analysis: Analysis): string {
  return peopleKnown(analysis) ? 'crime per resident' : 'crime per km²'
}

function peopleKnown({ layers, asked }: Analysis): boolean {
  return layers[asked.priority?.area.layer ?? 0].areas.residents.every((people) => people >= 0)
}

/** "8 LSOAs in Castle (5 LSOAs) and Abington (3); 11,972 residents, 4.2 km²"; "8 LSOAs: North 032B, North 016D, North 032E and 5 more; ...". */
function whatItIs(choice: AreaChoice): string {
  return `${counted(choice.members.length, 'LSOA')}${choice.where === '' ? '' : `${choice.namedBy === 'LSOAs' ? ':' : ' in'} ${choice.where}`}; ${peopleWords(choice)}${choice.areaKm2.toFixed(1)} km²`
}

function peopleWords({ people }: AreaChoice): string {
  return people >= 0 ? `${exactly(Math.round(people))} residents, ` : ''
}

function pairWords({ labels, rho }: FactorPair): string {
  return `${listed(labels.map((label) => label.toLowerCase()))} (${rho.toFixed(2)})`
}

function sentenceCase(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
