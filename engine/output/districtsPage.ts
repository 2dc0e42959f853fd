import { type DistrictReview, EVEN } from '../priority/districtReview.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { districtsMap } from './districtsMap.js'
import {
  cvText,
  districtLimits,
  districtSentences,
  holdsText,
  LOAD_HEADS,
  loadWords,
  type ReviewedLayers,
  ratioText,
  reviewedLayers,
  swapWords,
} from './districtsWords.js'
import { type Html, html } from './html.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, wordsColumn } from './reportTable.js'
import { areasWords, capital, counted, exactly, percent } from './wording.js'

const DISTRICTS_SHOWN = 40
const SWAPS_SHOWN = 10
const STRADDLING_SHOWN = 12

/** Two pages: how even the load is with the map and the changes; every district and every area that straddles a border. */
export function districtPages(analysis: Analysis, review: DistrictReview): ReportPage[] {
  const layers = reviewedLayers(analysis, review)
  const load = loadWords(analysis, review.loads[0].id)
  const title = `${capital(areasWords(review.of))} against ${areasWords(review.atoms)}`
  const sentences = districtSentences(analysis, review).map((sentence) => html`<li>${sentence}</li>`)
  const limits = districtLimits(review).map((sentence) => html`<li>${sentence}</li>`)
  return [
    {
      id: 'districts',
      title: `${title}: how even the load is`,
      content: html`<ul>${sentences}</ul>${districtsMap(review, layers, load)}${swapsPart(analysis, review, layers)}
<h3>What this cannot say</h3><ul class="limits">${limits}</ul>`,
    },
    {
      id: 'districts-tables',
      title: `${title}: tables`,
      content: html`${balancePart(analysis, review)}${districtsPart(analysis, review, layers)}${straddlingPart(analysis, review, layers)}`,
    },
  ]
}

function swapsPart(analysis: Analysis, review: DistrictReview, layers: ReviewedLayers): Html {
  const { swaps, loads, draws, of, atoms } = review
  if (swaps.length === 0) return html``
  const people = loads.findIndex(({ id }) => id === 'people')
  const others = loads.flatMap(({ id }, k): ReportColumn[] =>
    k === 0 ? [] : [cvColumn(`CV, ${LOAD_HEADS[id].toLowerCase()}`, `${id}_cv_after`, (row) => swaps[row].cv[k])],
  )
  const table = reportTable({
    id: 'district-swaps',
    caption: html`<b>Changes of one ${areaWord(atoms)}</b> that spread ${loadWords(analysis, loads[0].id)} more evenly: ${swaps.length <= SWAPS_SHOWN ? 'all' : 'the first'} ${exactly(Math.min(swaps.length, SWAPS_SHOWN))} of ${exactly(swaps.length)}, most gain first. CV now ${loads.map(({ id }, k) => `${cvText(review.groups[0].balance[k].cv)} by ${LOAD_HEADS[id].toLowerCase()}`).join(', ')}.`,
    months: periodCaption(analysis.period),
    columns: [
      {
        ...wordsColumn('Change', 'change', (row) => swapWords(layers, swaps[row])),
        shown: (row) => html`<span class="number">${row + 1}</span>${swapWords(layers, swaps[row])}`,
      },
      cvColumn('CV after', 'cv_after', (row) => swaps[row].cv[0]),
      cvColumn('Max/mean', 'max_over_mean_after', (row) => swaps[row].maxOverMean, ratioText),
      ...others,
      ...(people < 0 ? [] : [numberColumn('People moved', 'people_moved', (row) => swaps[row].moved[people])]),
      ...(draws === 0
        ? []
        : [{ ...wordsColumn('Helps in', 'draws', (row) => holdsText(review, swaps[row])), align: 'right' as const }]),
    ],
    length: swaps.length,
    shown: SWAPS_SHOWN,
  })
  const re =
    draws === 0
      ? ''
      : ` Helps in: re-runs in which it still lowers the CV. In a re-run the counts of every ${areaWord(atoms)} are drawn anew about those recorded, as widely as such counts vary by chance.`
  return html`${table}<p class="note">CV: standard deviation over the mean, 0 is perfectly even; each CV and the largest over the mean are as they would be after the change.${people < 0 ? '' : ` People moved: who would change ${areaWord(of)}.`}${re}</p>`
}

function cvColumn(head: string, name: string, at: (row: number) => number, format = cvText): ReportColumn {
  return numberColumn(head, name, at, format)
}

function balancePart(analysis: Analysis, { groups, loads, of }: DistrictReview): Html {
  const levelWords = (kind: string) => (kind === 'all' || kind === 'parent' ? '' : `, ${areaWord(kind)}`)
  const name = (row: number) =>
    groups[row].kind === 'all' ? `All ${areasWords(of)}` : `${groups[row].name}${levelWords(groups[row].kind)}`
  return reportTable({
    id: 'district-balance',
    caption: html`<b>How even the load is</b>, all together and within each parent, by ${loadWords(analysis, loads[0].id)}; mean, largest over the mean, CV, Gini, and how many are within 10 % of the mean.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Where', 'where', name),
      numberColumn(capital(areasWords(of)), 'districts', (row) => groups[row].districts.length),
      numberColumn('Mean', 'mean', (row) => groups[row].balance[0].mean),
      cvColumn('Max/mean', 'max_over_mean', (row) => groups[row].balance[0].maxOverMean, ratioText),
      cvColumn('CV', 'cv', (row) => groups[row].balance[0].cv),
      cvColumn('Gini', 'gini', (row) => groups[row].balance[0].gini),
      numberColumn('±10 %', 'within_10_pct', (row) => groups[row].even[0]),
      ...loads
        .slice(1)
        .map(({ id }, k) => cvColumn(`CV, ${LOAD_HEADS[id].toLowerCase()}`, `${id}_cv`, (row) => groups[row].balance[k + 1].cv)),
    ],
    length: groups.length,
  })
}

function districtsPart(analysis: Analysis, review: DistrictReview, { districts }: ReviewedLayers): Html {
  const { loads, groups, members, pieces, draws, of, atoms } = review
  const mean = groups[0].balance.map((balance) => balance.mean)
  const order = Array.from(districts.code.keys()).sort((a, b) => loads[0].ofDistrict[b] - loads[0].ofDistrict[a] || a - b)
  const ratio = (k: number) => (row: number) => loads[k].ofDistrict[order[row]] / mean[k]
  const shown = Math.min(DISTRICTS_SHOWN, order.length)
  const range = (row: number) => `${ratioText(review.ratioLow[order[row]])}–${ratioText(review.ratioHigh[order[row]])}`
  return reportTable({
    id: 'district-loads',
    caption: html`<b>${capital(areasWords(of))}</b>, most ${loadWords(analysis, loads[0].id)} first: ${shown === order.length ? 'all' : 'the first'} ${exactly(shown)} of ${exactly(order.length)}. The columns after the first load are over the mean of all${draws === 0 ? '' : '; re-runs: between what nine of ten re-runs of the counts lie'}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Name', 'name', (row) => districts.name[order[row]]),
      wordsColumn('Code', 'code', (row) => districts.code[order[row]]),
      numberColumn(capital(areasWords(atoms)), 'areas', (row) => members[order[row]].length),
      numberColumn(LOAD_HEADS[loads[0].id], loads[0].id, (row) => loads[0].ofDistrict[order[row]]),
      cvColumn('/mean', 'over_mean', ratio(0), ratioText),
      ...(draws === 0 ? [] : [{ ...wordsColumn('Re-runs', 'over_mean_range', range), align: 'right' as const }]),
      wordsColumn('±10 %', 'within_10_pct', (row) => (Math.abs(ratio(0)(row) - 1) <= EVEN ? 'yes' : 'no')),
      ...loads.slice(1).map(({ id }, k) => cvColumn(LOAD_HEADS[id], `${id}_over_mean`, ratio(k + 1), ratioText)),
      ...(pieces.some((count) => count !== 1) ? [numberColumn('Pieces', 'pieces', (row) => pieces[order[row]])] : []),
    ],
    length: order.length,
    shown,
  })
}

function straddlingPart(analysis: Analysis, review: DistrictReview, { districts, atoms }: ReviewedLayers): Html {
  const { straddling, districtOf, shares } = review
  if (straddling.length === 0) return html``
  const outside = (row: number) => {
    const { atom } = straddling[row]
    const away = shares.filter((share) => share.atom === atom && share.district !== districtOf[atom])
    return away.reduce((sum, { ofPeople }) => sum + ofPeople, 0)
  }
  const shown = Math.min(STRADDLING_SHOWN, straddling.length)
  return reportTable({
    id: 'district-straddling',
    caption: html`<b>${capital(areasWords(review.atoms))} that straddle a border</b>, most ground outside first: ${shown === straddling.length ? 'all' : 'the first'} ${exactly(shown)} of ${counted(straddling.length, areaWord(review.atoms), areasWords(review.atoms))}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Name', 'name', (row) => atoms.name[straddling[row].atom]),
      wordsColumn(`Counted in`, 'district', (row) => districts.name[districtOf[straddling[row].atom]]),
      numberColumn('Ground outside', 'outside_ground', (row) => straddling[row].outside, percent),
      numberColumn('People outside', 'outside_people', outside, percent),
    ],
    length: straddling.length,
    shown,
  })
}
