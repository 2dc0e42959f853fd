import type { Analysis } from './analysis.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { problemWords } from './problemWords.js'
import { recordSentence } from './recordWords.js'
import { textTable } from './textTable.js'
import { walkableWhereabouts } from './walkableTable.js'
import { hotspotName, peakNote, peakShort } from './walkableWords.js'
import { counted, exactly, roughly } from './wording.js'

const FIRST = 5
const LEAST_MONTHS = 4

/** What `analyse` prints of one problem's walkable hotspots: the first five of the force, and where the others are. At most 110 columns. */
export function walkableList(analysis: Analysis, problem: string): string {
  const { walkable, period, layers } = analysis
  const { label, note } = problemWords(analysis, problem)
  const title = `Hotspots, ${label.toLowerCase()}`
  const noted = note === '' ? '' : `\n${paragraph(note)}`
  const months = counted(period.present.length, 'month')
  const own = Array.from(walkable.keys()).filter((row) => walkable[row].problem === problem)
  if (period.present.length < LEAST_MONTHS)
    return `${paragraph(`${title}: none listed, the list needs at least ${LEAST_MONTHS} months of data and the period has ${period.present.length}.`)}${noted}`
  if (own.length === 0)
    return `${paragraph(`${title}: no place that can be walked has 5 offences in the ${months} of the period, in at least ${LEAST_MONTHS} of them.`)}${noted}`
  const where = walkableWhereabouts(analysis)
  const beats = layers.some(({ areas }) => areas.kind === 'beat')
  const shown = own.slice(0, FIRST)
  const rows = shown.map((row) => {
    const hotspot = walkable[row]
    return [
      String(hotspot.rank),
      hotspotName(hotspot),
      ...(beats ? [where[row].beat] : []),
      exactly(hotspot.offences12m),
      exactly(hotspot.last28d),
      roughly(hotspot.expectedMonthly),
      hotspot.trend,
      peakShort(hotspot),
      hotspot.standing,
    ]
  })
  const heads = [
    { head: 'rank', align: 'right' },
    { head: 'place', align: 'left', flexible: true },
    ...(beats ? [{ head: 'beat', align: 'left' } as const] : []),
    { head: 'all', align: 'right' },
    { head: '28 d', align: 'right' },
    { head: 'next', align: 'right' },
    { head: 'trend', align: 'left' },
    { head: 'busiest', align: 'left' },
    { head: 'standing', align: 'left' },
  ] as const
  const lists = beats ? 'the first 20, and the first 5 of each beat' : 'the first 20'
  return [
    paragraph(
      `${title}: ${shown.length} of ${counted(own.length, 'place')} that can be walked, 400 m or more apart, most expected next month first; hotspots.csv lists ${lists}`,
    ),
    textTable(heads, rows, SCREEN_WIDTH),
    ...shown.flatMap((row) => remarks(analysis, row)).map(paragraph),
    paragraph(
      `All: offences in the ${months} of the period; 28 d: in its last 28 days; next: expected in the next month, newer months counting more.`,
    ),
    ...[peakNote(analysis, problem), note, recordSentence(analysis, problem)]
      .filter((words) => words !== '')
      .map((words) => paragraph(words)),
  ].join('\n')
}

/** What a person decided, and what to check first. */
function remarks(analysis: Analysis, row: number): string[] {
  const { id, rank, oneEvent } = analysis.walkable[row]
  const decisions = hotspotDecisions(analysis)
  const [reason, by] = [decisions.of(id, 'reason_changed'), decisions.of(id, 'decided_by')]
  const leftOut = `left out: ${reason || 'no reason given'}${by === '' ? '' : ` (${by})`}`
  return [
    ...(decisions.of(id, 'include') === 'no' ? [`${rank}: ${leftOut}.`] : []),
    ...(oneEvent ? [`${rank}: dominated by one incident: check the record before tasking.`] : []),
  ]
}
