import type { DistrictReview, Load, ReviewedSwap } from '../priority/districtReview.js'
import { balance as balanceOf } from '../priority/districts.js'
import type { AreaTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { ofReruns } from './rankWords.js'
import { areasWords, capital, counted, exactly, harmLabel, listed, percent, usesAverages, verb, volumeWords } from './wording.js'

const MOST_NAMED = 5
const SHORT_CODE = 6

/** The two layers of a review. */
export interface ReviewedLayers {
  readonly districts: AreaTable
  readonly atoms: AreaTable
}

export function reviewedLayers({ layers }: Analysis, { of, atoms }: DistrictReview): ReviewedLayers {
  const tables = layers.map(({ areas }) => areas)
  const find = (kind: string) => tables.find((areas) => areas.kind === kind) ?? tables[0]
  return { districts: find(of), atoms: find(atoms) }
}

/** "reactive harm (category averages)", "reactive crimes and ASB incidents", "residents": what a load is. */
export function loadWords({ kinds }: Analysis, load: Load): string {
  if (load === 'people') return 'residents'
  return load === 'harm' ? `reactive harm${usesAverages(kinds) ? ' (category averages)' : ''}` : `reactive ${volumeWords(kinds)}`
}

export const LOAD_HEADS: Readonly<Record<Load, string>> = { harm: 'Harm', volume: 'Volume', people: 'People' }

/** "Alder (N01)"; the name alone where it holds the code. */
function nameAndCode({ name, code }: AreaTable, row: number): string {
  return name[row].includes(code[row]) ? name[row] : `${name[row]} (${code[row]})`
}

/** Whether people can say the code of an area. */
export function hasShortCode({ code }: AreaTable, row: number): boolean {
  return code[row].length <= SHORT_CODE
}

/** A code people can say stands for a district's name. */
function shortName(areas: AreaTable, row: number): string {
  return hasShortCode(areas, row) ? areas.code[row] : areas.name[row]
}

/** "Move Alder from N01 to N02", "Move Alder from N01 to N02, and Elm back". */
export function swapWords({ atoms: layer, districts }: ReviewedLayers, { atoms, from, to }: ReviewedSwap): string {
  const [out, back] = atoms
  const both = back === undefined ? '' : `, and ${layer.name[back]} back`
  return `Move ${layer.name[out]} from ${shortName(districts, from)} to ${shortName(districts, to)}${both}`
}

export function ratioText(ratio: number): string {
  return ratio.toFixed(2)
}

export function cvText(cv: number): string {
  return cv.toFixed(3)
}

/** "188 of 200"; '' where there are no draws. */
export function holdsText({ draws }: DistrictReview, { holds }: ReviewedSwap): string {
  return draws === 0 ? '' : `${Math.round(holds * draws)} of ${draws}`
}

const ASSIGNED: Readonly<Record<DistrictReview['assignedBy'], string>> = {
  table: 'as the table given says',
  parents: 'as their parent codes say',
  ground: 'by where most of their ground lies',
}

/** What the review found, as sentences. */
export function districtSentences(analysis: Analysis, review: DistrictReview): string[] {
  const layers = reviewedLayers(analysis, review)
  return [
    nestingSentence(review, layers),
    ...balanceSentences(analysis, review, layers),
    parentsSentence(review),
    piecesSentence(review, layers),
    swapsSentence(analysis, review, layers),
    ...leftSentences(review, layers),
  ].filter((sentence) => sentence !== '')
}

function nestingSentence(
  { of, atoms, assignedBy, straddling, districtOf, leftOut }: DistrictReview,
  layers: ReviewedLayers,
): string {
  const made = `${counted(layers.districts.length, areaWord(of), areasWords(of))} ${verb(layers.districts.length, 'is', 'are')} made of ${counted(districtOf.length - leftOut.length, areaWord(atoms), areasWords(atoms))}, ${ASSIGNED[assignedBy]}`
  if (straddling.length === 0) return `${made}; no ${areaWord(atoms)} straddles a border.`
  const [most] = straddling
  return `${made}; ${counted(straddling.length, areaWord(atoms), areasWords(atoms))} ${verb(straddling.length, 'has', 'have')} over 1 % of ${verb(straddling.length, 'its', 'their')} ground outside ${verb(straddling.length, 'its', 'their')} ${areaWord(of)}, ${layers.atoms.name[most.atom]} the most (${percent(most.outside)}).`
}

function balanceSentences(analysis: Analysis, review: DistrictReview, { districts }: ReviewedLayers): string[] {
  const [load] = review.loads
  const { balance, even } = review.groups[0]
  const [{ mean, cv, gini }] = balance
  const ratio = load.ofDistrict.map((amount) => amount / mean)
  const [most, least] = [ratio.indexOf(Math.max(...ratio)), ratio.indexOf(Math.min(...ratio))]
  const runs =
    review.draws === 0
      ? ''
      : ` (${ratioText(review.ratioLow[most])} to ${ratioText(review.ratioHigh[most])} in nine of ten re-runs of the counts)`
  const others = review.loads.slice(1).map(({ id }, k) => `${cvText(balance[k + 1].cv)} by ${loadWords(analysis, id)}`)
  const scheme = review.loads.some(({ id }) => id === 'harm') ? ` Harm is ${harmLabel(analysis.kinds, analysis.scheme)}.` : ''
  const drawn = load.asDrawn.map((amount, row) => Math.abs(amount - load.ofDistrict[row]) / mean)
  const furthest = drawn.indexOf(Math.max(...drawn))
  return [
    `By ${loadWords(analysis, load.id)} the mean ${areaWord(review.of)} carries ${exactly(mean)}: ${nameAndCode(districts, most)} ${ratioText(ratio[most])} times that${runs}, ${nameAndCode(districts, least)} ${ratioText(ratio[least])} times; ${exactly(even[0])} of ${exactly(ratio.length)} ${verb(even[0], 'is', 'are')} within 10 % of the mean. CV ${cvText(cv)}, Gini ${cvText(gini)}${others.length === 0 ? '' : `; CV ${listed(others)}`}.${scheme}`,
    drawn[furthest] > 0.01
      ? `Loads are of whole ${areasWords(review.atoms)}, which is what a change can move; inside its own border ${districts.name[furthest]} carries ${ratioText(load.asDrawn[furthest] / mean)} times the mean, not ${ratioText(ratio[furthest])}, and the CV is ${cvText(balanceOf(load.asDrawn).cv)}.`
      : '',
  ]
}

/** What the areas above the districts are called. */
function parentWord({ groups }: DistrictReview): string {
  const kind = groups[1]?.kind ?? 'parent'
  return kind === 'parent' ? kind : areaWord(kind)
}

function parentsSentence(review: DistrictReview): string {
  const { groups, of } = review
  const kind = groups[1]?.kind
  const first = groups.filter((group) => group.kind === kind && group.districts.length > 1)
  if (kind === undefined || first.length < 2) return ''
  const order = first.toSorted((p, q) => p.balance[0].cv - q.balance[0].cv)
  const [even, uneven] = [order[0], order[order.length - 1]]
  return `Among the ${areasWords(of)} of one ${parentWord(review)} the load is most uneven in ${uneven.name} (CV ${cvText(uneven.balance[0].cv)}) and most even in ${even.name} (CV ${cvText(even.balance[0].cv)}).`
}

function piecesSentence({ pieces, of, atoms }: DistrictReview, { districts }: ReviewedLayers): string {
  const broken = pieces.flatMap((count, row) => (count > 1 ? [row] : []))
  if (broken.length === 0) return `Every ${areaWord(of)} is in one piece.`
  const named = broken.slice(0, MOST_NAMED).map((row) => `${districts.name[row]} (${pieces[row]} pieces)`)
  const more = broken.length > MOST_NAMED ? [`${exactly(broken.length - MOST_NAMED)} more`] : []
  return `Not in one piece, counted by ${areasWords(atoms)} that share a border: ${listed([...named, ...more])}. No change is proposed that touches ${verb(broken.length, 'it', 'them')}.`
}

function swapsSentence(analysis: Analysis, review: DistrictReview, layers: ReviewedLayers): string {
  const { swaps, loads, atoms, of, draws } = review
  const inside = layers.districts.parent === null ? '' : ` of one ${parentWord(review)}`
  const what = `of one ${areaWord(atoms)}, or of one against another, between ${areasWords(of)}${inside}`
  const [best] = swaps
  const load = loadWords(analysis, loads[0].id)
  if (best === undefined) return `No change ${what} spreads ${load} more evenly and leaves both in one piece.`
  const people = loads.findIndex(({ id }) => id === 'people')
  const moved = people < 0 ? '' : `; ${exactly(best.moved[people])} people change ${areaWord(of)}`
  const firm = draws === 0 ? '' : `; it still helps in ${ofReruns(best.holds, draws)} of the counts`
  return `${capital(counted(swaps.length, 'change'))} ${what} ${verb(swaps.length, 'spreads', 'spread')} ${load} more evenly. The largest gain: ${lower(swapWords(layers, best))} (CV ${cvText(review.groups[0].balance[0].cv)} to ${cvText(best.cv[0])}${moved}${firm}).${otherLoads(analysis, review, best)}`
}

/** What a change does to the loads it was not chosen by. */
function otherLoads(analysis: Analysis, { loads, groups }: DistrictReview, { cv }: ReviewedSwap): string {
  const words = loads.slice(1).map(({ id }, k) => {
    const [now, after] = [groups[0].balance[k + 1].cv, cv[k + 1]]
    const change = cvText(now) === cvText(after) ? '' : after < now ? ', more even' : ', less even'
    return `by ${loadWords(analysis, id)} from ${cvText(now)} to ${cvText(after)}${change}`
  })
  return words.length === 0 ? '' : ` The CV would go ${words.join('; ')}.`
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function leftSentences(
  { loads, leftOut, withoutParent, peopleUnknown, atoms, of }: DistrictReview,
  layers: ReviewedLayers,
): string[] {
  const named = leftOut.slice(0, MOST_NAMED).map((row) => layers.atoms.name[row])
  const more = leftOut.length > MOST_NAMED ? [`${exactly(leftOut.length - MOST_NAMED)} more`] : []
  const [{ ofAtom }] = loads
  const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0)
  const share = sum(leftOut.map((row) => ofAtom[row])) / sum(ofAtom)
  const orphans = withoutParent.slice(0, MOST_NAMED).map((row) => layers.districts.name[row])
  return [
    leftOut.length === 0
      ? ''
      : `Left out, as under half of ${verb(leftOut.length, 'its', 'their')} ground lies in any ${areaWord(of)}: ${listed([...named, ...more])}${share > 0 ? ` (${percent(share)} of the load of all)` : ''}.`,
    withoutParent.length === 0
      ? ''
      : `The parent is not known of ${counted(withoutParent.length, areaWord(of), areasWords(of))} (${listed(orphans)}${withoutParent.length > MOST_NAMED ? ' and others' : ''}): no ${areaWord(atoms)} moves there.`,
    peopleUnknown === '' ? '' : `People are not counted. ${peopleUnknown}`,
  ]
}

/** What the numbers cannot say. */
export function districtLimits({ atoms, of }: DistrictReview): string[] {
  return [
    'Recorded crime is not workload: how long each incident takes, and what else the team does, is not in it.',
    `Each change is judged alone: after one is made, run again. ${capital(areasWords(atoms))} count as touching where they share a border, even across a river or railway nobody can cross.`,
    `A change that holds in few re-runs is within what chance does to the counts. Whether ${areasWords(of)} work also hangs on roads, travel, schools and partners.`,
  ]
}
