import type { DistrictReview } from '../priority/districtReview.js'
import type { Analysis } from './analysis.js'
import { districtPages } from './districtsPage.js'
import { balanceTable, districtTable, sharesTable, swapTable } from './districtsTables.js'
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
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { areaPolygons } from './resultTables.js'
import type { Section } from './section.js'
import { textTable } from './textTable.js'
import { areasWords, capital, exactly, monthName, periodWords } from './wording.js'

const DISTRICTS_PRINTED = 10
const SWAPS_PRINTED = 10

/** What `districts` adds to the results: a table and map of the districts, their balance, the changes, which area lies where. */
export function districtsSection(analysis: Analysis, review: DistrictReview): Section {
  const layers = reviewedLayers(analysis, review)
  const { districts } = layers
  return {
    id: 'districts',
    maps: [
      {
        file: 'districts',
        label: 'Districts',
        table: districtTable(review, layers),
        shape: { type: 'multipolygon', length: districts.length, at: (row) => areaPolygons(districts, row) },
      },
    ],
    tables: [
      { file: 'district-balance', label: 'Balance of districts', table: balanceTable(review) },
      { file: 'district-swaps', label: 'Changes of districts', table: swapTable(review, layers) },
      { file: 'district-wards', label: 'What districts are made of', table: sharesTable(review, layers) },
    ],
    pages: () => districtPages(analysis, review),
    document: {
      of: review.of,
      atoms: review.atoms,
      assignedBy: review.assignedBy,
      by: review.loads.map(({ id }) => id),
      draws: review.draws,
      seed: review.seed,
      straddling: review.straddling.length,
      leftOut: review.leftOut.map((atom) => layers.atoms.code[atom]),
      inPieces: review.pieces.flatMap((pieces, row) => (pieces > 1 ? [districts.code[row]] : [])),
      swaps: review.swaps.length,
      groups: review.groups.map(({ kind, code, name, districts: rows, balance, even }) => ({
        level: kind,
        code,
        name,
        districts: rows.length,
        balance: review.loads.map(({ id }, k) => ({ load: id, ...balance[k], within10Pct: even[k] })),
      })),
      sentences: districtSentences(analysis, review),
      limits: districtLimits(review),
    },
    findings: districtSentences(analysis, review).slice(0, 2),
    text: districtsText(analysis, review, layers),
  }
}

function districtsText(analysis: Analysis, review: DistrictReview, layers: ReviewedLayers): string {
  const { period } = analysis
  return `${[
    [
      paragraph(
        `${capital(areasWords(review.of))} against ${areasWords(review.atoms)}. Period: ${periodWords(period)}. Data to ${monthName(period.dataTo)}.`,
      ),
      ...districtSentences(analysis, review).map((sentence) => paragraph(`- ${sentence}`)),
    ].join('\n'),
    loadList(analysis, review, layers),
    swapList(review, layers),
    paragraph(districtLimits(review).join(' ')),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function loadList(analysis: Analysis, review: DistrictReview, { districts }: ReviewedLayers): string {
  const { loads, groups, members, draws, ratioLow, ratioHigh } = review
  const order = Array.from(districts.code.keys()).sort((a, b) => loads[0].ofDistrict[b] - loads[0].ofDistrict[a] || a - b)
  const rows = order
    .slice(0, DISTRICTS_PRINTED)
    .map((row) => [
      districts.code[row],
      districts.name[row],
      exactly(members[row].length),
      exactly(loads[0].ofDistrict[row]),
      ...loads.map(({ ofDistrict }, k) => ratioText(ofDistrict[row] / groups[0].balance[k].mean)),
      ...(draws === 0 ? [] : [`${ratioText(ratioLow[row])}-${ratioText(ratioHigh[row])}`]),
    ])
  const heads = [
    { head: 'code', align: 'left' },
    { head: 'name', align: 'left', flexible: true },
    { head: areasWords(review.atoms).startsWith('areas ') ? 'areas' : areasWords(review.atoms), align: 'right' },
    { head: LOAD_HEADS[loads[0].id].toLowerCase(), align: 'right' },
    ...loads.map(({ id }) => ({ head: `${LOAD_HEADS[id].toLowerCase()}/mean`, align: 'right' as const })),
    ...(draws === 0 ? [] : [{ head: 're-runs', align: 'right' as const }]),
  ] as const
  const title = `${capital(areasWords(review.of))}: ${rows.length} of ${exactly(order.length)}, most ${loadWords(analysis, loads[0].id)} first${draws === 0 ? '' : '; re-runs: between what nine of ten re-runs of the counts lie'}`
  return `${paragraph(title)}\n${textTable(heads, rows, SCREEN_WIDTH)}`
}

function swapList(review: DistrictReview, layers: ReviewedLayers): string {
  const { swaps, loads, draws, groups } = review
  if (swaps.length === 0) return ''
  const people = loads.findIndex(({ id }) => id === 'people')
  const rows = swaps
    .slice(0, SWAPS_PRINTED)
    .map((swap, k) => [
      String(k + 1),
      swapWords(layers, swap),
      cvText(swap.cv[0]),
      ratioText(swap.maxOverMean),
      ...swap.cv.slice(1).map(cvText),
      ...(people < 0 ? [] : [exactly(swap.moved[people])]),
      ...(draws === 0 ? [] : [holdsText(review, swap)]),
    ])
  const heads = [
    { head: '', align: 'right' },
    { head: 'change', align: 'left', flexible: true },
    { head: 'CV after', align: 'right' },
    { head: 'max/mean', align: 'right' },
    ...loads.slice(1).map(({ id }) => ({ head: `CV ${LOAD_HEADS[id].toLowerCase()}`, align: 'right' as const })),
    ...(people < 0 ? [] : [{ head: 'people', align: 'right' as const }]),
    ...(draws === 0 ? [] : [{ head: 'helps in', align: 'right' as const }]),
  ] as const
  const title = `Changes: ${rows.length} of ${exactly(swaps.length)}, most gain first; CV now ${loads.map(({ id }, k) => `${cvText(groups[0].balance[k].cv)} by ${LOAD_HEADS[id].toLowerCase()}`).join(', ')}`
  return `${paragraph(title)}\n${textTable(heads, rows, SCREEN_WIDTH)}`
}
