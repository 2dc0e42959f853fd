import type { LayerComparison, OverlappedArea } from '../priority/layerComparison.js'
import { NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { type Html, html } from './html.js'
import { overlapMap } from './overlapMap.js'
import {
  allWholly,
  areasOverLeast,
  type ComparedLayers,
  comparedLayers,
  overlapLimits,
  overlapParts,
  overlapSentences,
} from './overlapWords.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, wordsColumn } from './reportTable.js'
import { areasWords, capital, counted, exactly, percent, roughly } from './wording.js'

const PAIRS_SHOWN = 10
const AREAS_SHOWN = 10
const NAMES_SHOWN = 2

/** One page: sentences, map, what both, one and neither cover, the areas overlapped most and the pairs with most reactive harm. */
export function overlapPages(analysis: Analysis, comparison: LayerComparison): ReportPage[] {
  const layers = comparedLayers(analysis, comparison)
  const { a, b } = comparison
  const sentences = overlapSentences(analysis, comparison).map((sentence) => html`<li>${sentence}</li>`)
  const limits = overlapLimits(comparison).map((sentence) => html`<li>${sentence}</li>`)
  return [
    {
      id: 'overlap',
      title: `Overlap of ${areasWords(a)} and ${areasWords(b)}`,
      content: html`<ul>${sentences}</ul>${overlapMap(analysis, comparison, layers)}${partsTable(analysis, comparison)}${areasPart(analysis, comparison, layers)}${pairsPart(analysis, comparison, layers)}
<h3>What this cannot say</h3><ul class="limits">${limits}</ul>`,
    },
  ]
}

function partsTable(analysis: Analysis, comparison: LayerComparison): Html {
  const parts = overlapParts(comparison)
  return reportTable({
    id: 'overlap-sums',
    caption: html`<b>Covered twice, once, not at all</b>: every reactive crime and incident and every person is in one row; – where none could be counted.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Where', 'where', (row) => parts[row].words),
      numberColumn('km²', 'km2', (row) => parts[row].sums.km2, roughly),
      ...peopleColumn(comparison, 'People', (row) => parts[row].sums.people),
      numberColumn('Reactive volume', 'volume_reactive', (row) => parts[row].sums.volume),
      numberColumn('Reactive harm', 'harm_reactive', (row) => parts[row].sums.harm),
    ],
    length: parts.length,
  })
}

function areasPart(analysis: Analysis, comparison: LayerComparison, layers: ComparedLayers): Html {
  const { a, b, least } = comparison
  const one = (kind: string) => {
    const own: OverlappedArea[] = areasOverLeast(comparison).filter((area) => area.kind === kind)
    if (own.length === 0 || allWholly(comparison, kind)) return html``
    const [table, other] = kind === a ? [layers.a, layers.b] : [layers.b, layers.a]
    const shown = Math.min(AREAS_SHOWN, own.length)
    const names = (row: number) => {
      const all = own[row].with.map((area) => other.name[area])
      return all.length <= NAMES_SHOWN
        ? all.join(', ')
        : `${all.slice(0, NAMES_SHOWN).join(', ')} and ${exactly(all.length - NAMES_SHOWN)} more`
    }
    return reportTable({
      id: `overlap-areas-${kind === a ? 'a' : 'b'}`,
      caption: html`<b>${capital(areasWords(kind))}</b> with ${percent(least)} or more of their ground in ${areasWords(kind === a ? b : a)}: ${shown === own.length ? 'all' : 'the first'} ${exactly(shown)} of ${exactly(own.length)}. Shares are of what each has, volume and harm reactive.`,
      months: periodCaption(analysis.period),
      columns: [
        wordsColumn('Name', 'name', (row) => table.name[own[row].area]),
        wordsColumn('Code', 'code', (row) => table.code[own[row].area]),
        numberColumn('Ground', 'share_of_ground', (row) => own[row].ofGround, percent),
        ...peopleColumn(comparison, 'People', (row) => own[row].ofPeople, percent),
        numberColumn('Volume', 'share_of_volume', (row) => own[row].ofVolume, percent),
        numberColumn('Harm', 'share_of_harm', (row) => own[row].ofHarm, percent),
        wordsColumn('Shared with', 'with', names),
      ],
      length: own.length,
      shown,
    })
  }
  return html`${one(a)}${one(b)}`
}

function pairsPart(analysis: Analysis, comparison: LayerComparison, layers: ComparedLayers): Html {
  const { overlap, a, b } = comparison
  const pairs = Array.from({ length: overlap.length }, (_, row) => row)
    .filter((row) => overlap.a[row] !== NONE && overlap.b[row] !== NONE)
    .sort((p, q) => overlap.harm[q] - overlap.harm[p] || p - q)
  if (pairs.length === 0) return html``
  const shown = Math.min(PAIRS_SHOWN, pairs.length)
  return reportTable({
    id: 'overlap-pairs',
    caption: html`<b>Pairs with most reactive harm</b>: ${shown === pairs.length ? 'all' : 'the first'} ${exactly(shown)} of ${counted(pairs.length, 'pair')} of one ${areaWord(a)} and one ${areaWord(b)}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn(capital(areaWord(a)), 'a', (row) => layers.a.name[overlap.a[pairs[row]]]),
      wordsColumn(capital(areaWord(b)), 'b', (row) => layers.b.name[overlap.b[pairs[row]]]),
      numberColumn('km²', 'km2', (row) => overlap.km2[pairs[row]], roughly),
      ...peopleColumn(comparison, 'People', (row) => overlap.people[pairs[row]]),
      numberColumn('Reactive volume', 'volume_reactive', (row) => overlap.volume[pairs[row]]),
      numberColumn('Reactive harm', 'harm_reactive', (row) => overlap.harm[pairs[row]]),
    ],
    length: pairs.length,
    shown,
  })
}

/** Left out where people are not known. */
function peopleColumn(
  { peopleUnknown }: LayerComparison,
  head: string,
  at: (row: number) => number,
  format?: (value: number) => string,
): ReportColumn[] {
  return peopleUnknown === '' ? [numberColumn(head, head.toLowerCase().replaceAll(' ', '_'), at, format)] : []
}
