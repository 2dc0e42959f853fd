import type { LayerComparison, OverlappedArea } from '../priority/layerComparison.js'
import type { OverlapSums } from '../priority/layerOverlap.js'
import { type AreaTable, NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { areasWords, counted, exactly, harmLabel, listed, percent, roughly, verb, volumeWords } from './wording.js'

const MOST_NAMED = 5
/** An area with more of its ground in the other layer than this lies wholly in it: the rest is a border drawn twice. */
const WHOLLY = 0.99

export interface ComparedLayers {
  readonly a: AreaTable
  readonly b: AreaTable
}

export function comparedLayers({ layers }: Analysis, { a, b }: LayerComparison): ComparedLayers {
  const tables = layers.map(({ areas }) => areas)
  const find = (kind: string) => tables.find((areas) => areas.kind === kind) ?? tables[0]
  return { a: find(a), b: find(b) }
}

/** One of the four parts two layers divide everything into. */
export interface OverlapPart {
  readonly id: 'both' | 'only_a' | 'only_b' | 'neither'
  readonly words: string
  readonly sums: OverlapSums
}

export function overlapParts({ a, b, overlap, uncoveredKm2 }: LayerComparison): OverlapPart[] {
  return [
    { id: 'both', words: `In both ${areasWords(a)} and ${areasWords(b)}`, sums: overlap.both },
    { id: 'only_a', words: `In ${areasWords(a)} only`, sums: overlap.onlyA },
    { id: 'only_b', words: `In ${areasWords(b)} only`, sums: overlap.onlyB },
    { id: 'neither', words: 'In neither', sums: { ...overlap.neither, km2: uncoveredKm2 } },
  ]
}

/** Areas with at least the share asked for of their ground covered by the other layer. */
export function areasOverLeast({ areas, least }: LayerComparison): OverlappedArea[] {
  return areas.filter(({ ofGround }) => ofGround >= least)
}

/** Whether every area of a kind lies wholly in the other layer: to list them would say one thing over and over. */
export function allWholly({ areas }: LayerComparison, kind: string): boolean {
  return areas.every((area) => area.kind !== kind || area.ofGround > WHOLLY)
}

/** What the comparison found, as sentences. */
export function overlapSentences(analysis: Analysis, comparison: LayerComparison): string[] {
  const layers = comparedLayers(analysis, comparison)
  const { a, b, overlap } = comparison
  const { both } = overlap
  if (!(both.km2 > 0)) {
    const shared =
      both.volume > 0 ? `, though ${exactly(both.volume)} reactive ${volumeWords(analysis.kinds)} are counted in both` : ''
    return [
      `The ${counted(layers.a.length, areaWord(a), areasWords(a))} and the ${counted(layers.b.length, areaWord(b), areasWords(b))} do not meet: no ground lies in both${shared}.`,
      neitherSentence(analysis, comparison),
      ...noteSentences(analysis, comparison, layers),
    ].filter((sentence) => sentence !== '')
  }
  const total = sumOf(overlapParts(comparison).map(({ sums }) => sums))
  const share = (part: number, whole: number) => (whole > 0 ? ` (${percent(part / whole)})` : '')
  const people = Number.isNaN(both.people) ? '' : `, ${exactly(both.people)} people${share(both.people, total.people)}`
  const crime = Number.isNaN(both.volume)
    ? ''
    : `, ${exactly(both.volume)} reactive ${volumeWords(analysis.kinds)}${share(both.volume, total.volume)} and ${exactly(both.harm)}${share(both.harm, total.harm)} of reactive harm, ${harmLabel(analysis.kinds, analysis.scheme)}`
  return [
    `Covered by both ${areasWords(a)} and ${areasWords(b)}: ${roughly(both.km2)} km²${people}${crime}.`,
    neitherSentence(analysis, comparison),
    listSentence(comparison, layers),
    ...noteSentences(analysis, comparison, layers),
  ].filter((sentence) => sentence !== '')
}

function neitherSentence({ kinds }: Analysis, { overlap: { neither }, uncoveredKm2 }: LayerComparison): string {
  // what is left of the study area is not known: neither is that all of it is covered
  if (neither.volume === 0 && Number.isNaN(uncoveredKm2)) return ''
  if (neither.volume === 0 && uncoveredKm2 === 0) return 'All of the study area lies in at least one of the two layers.'
  const ground = uncoveredKm2 > 0 ? `${roughly(uncoveredKm2)} km², ` : ''
  const people = Number.isNaN(neither.people) ? '' : `${exactly(neither.people)} people, `
  return `In neither layer: ${ground}${people}${exactly(neither.volume)} reactive ${volumeWords(kinds)} and ${exactly(neither.harm)} of reactive harm.`
}

function listSentence(comparison: LayerComparison, layers: ComparedLayers): string {
  const over = areasOverLeast(comparison)
  return [
    { kind: comparison.a, areas: layers.a },
    { kind: comparison.b, areas: layers.b },
  ]
    .map(({ kind, areas }) => {
      const own = over.filter((one) => one.kind === kind)
      if (allWholly(comparison, kind)) return whollySentence(comparison, kind, areas)
      const last = own.at(-1)
      if (last !== undefined && own.length > 1 && own.length === areas.length)
        return `All ${counted(own.length, areaWord(kind), areasWords(kind))} have ${percent(comparison.least)} or more of their ground in the other layer, ${areas.name[last.area]} the least (${percent(last.ofGround)}).`
      const named = own.slice(0, MOST_NAMED).map(({ area, ofGround }) => `${areas.name[area]} (${percent(ofGround)})`)
      const names =
        own.length === 0
          ? ''
          : `: ${listed(own.length > MOST_NAMED ? [...named, `${exactly(own.length - MOST_NAMED)} more`] : named)}`
      return `Of ${counted(areas.length, areaWord(kind), areasWords(kind))}, ${exactly(own.length)} ${verb(own.length, 'has', 'have')} ${percent(comparison.least)} or more of ${verb(own.length, 'its', 'their')} ground in the other layer${names}.`
    })
    .join(' ')
}

/** Wholly in one area of the other layer each, or only in several of them together. */
function whollySentence({ a, b, overlap }: LayerComparison, kind: string, { length, areaKm2 }: AreaTable): string {
  const [own, other, otherKind] = kind === a ? [overlap.a, overlap.b, b] : [overlap.b, overlap.a, a]
  const across = new Uint32Array(length)
  own.forEach((area, row) => {
    if (area !== NONE && other[row] !== NONE && overlap.km2[row] > (1 - WHOLLY) * areaKm2[area]) across[area]++
  })
  const all = `${length === 1 ? 'The' : 'All'} ${counted(length, areaWord(kind), areasWords(kind))} ${verb(length, 'lies', 'lie')} wholly in`
  const several = across.filter((count) => count > 1)
  if (several.length === 0) return `${all} one ${areaWord(otherKind)}${length === 1 ? '' : ' each'}.`
  const [least, most] = [Math.min(...several), Math.max(...several)]
  const range = `across ${least === most ? exactly(least) : `${exactly(least)} ${most === least + 1 ? 'or' : 'to'} ${exactly(most)}`} of them`
  const together = `${all} the ${areasWords(otherKind)} taken together`
  return several.length === length
    ? `${together}, ${length === 1 ? '' : 'each '}${range}.`
    : `${together}: ${exactly(length - several.length)} in one alone, ${exactly(several.length)} ${range}.`
}

function noteSentences({ kinds }: Analysis, comparison: LayerComparison, layers: ComparedLayers): string[] {
  const { peopleUnknown, outside, uncoveredKm2 } = comparison
  return [
    peopleUnknown === '' ? '' : `People are not counted. ${peopleUnknown}`,
    outside === 0
      ? ''
      : `Not counted: ${exactly(outside)} reactive ${volumeWords(kinds)} located outside the study area and both layers.`,
    beyondSentence(comparison, layers),
    Number.isNaN(uncoveredKm2) ? 'The layers reach beyond the study area: how much of it neither covers is not known.' : '',
  ]
}

/** Of what is known. */
function sumOf(parts: readonly OverlapSums[]): OverlapSums {
  const sum = (of: (part: OverlapSums) => number) => parts.reduce((total, part) => total + (of(part) || 0), 0)
  return { km2: sum((p) => p.km2), people: sum((p) => p.people), volume: sum((p) => p.volume), harm: sum((p) => p.harm) }
}

/** Where nothing was counted. */
function beyondSentence({ a, ground, beyond }: LayerComparison, layers: ComparedLayers): string {
  if (beyond.length === 0) return ''
  const named = beyond
    .slice(0, MOST_NAMED)
    .map(
      ({ kind, area, km2, share }) => `${(kind === a ? layers.a : layers.b).name[area]} (${roughly(km2)} km², ${percent(share)})`,
    )
  const more = beyond.length > MOST_NAMED ? [`${exactly(beyond.length - MOST_NAMED)} more`] : []
  return `Beyond the ${areasWords(ground)}: ${listed([...named, ...more])}. Who lives there is not known, nor what happened where the crime files hold nothing: it is left empty, not 0.`
}

/** What the numbers cannot say. */
export function overlapLimits({ a, b }: LayerComparison): string[] {
  return [
    `Ground in two layers is not work done twice: whether the teams of the ${areasWords(a)} and of the ${areasWords(b)} share what they know is asked of people, not of maps.`,
    'People are spread over the ground of their LSOA: where fields and houses lie side by side, the split is rough.',
  ]
}
