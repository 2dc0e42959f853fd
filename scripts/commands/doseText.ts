import {
  counted,
  type Dose,
  type DoseAmounts,
  dayText,
  exactly,
  FOOT_BELOW_MS,
  type HotspotDose,
  paragraph,
  percent,
  SCREEN_WIDTH,
  type TextColumn,
  textTable,
} from '../../engine/index.js'
import { type MeasuredDose, shareOfPlan } from './doseTables.js'
import { clockText } from './londonDay.js'

/** Unknown minutes are named for so many hotspots, days without data for so many days. */
const MOST_NAMED = 5

/** What is printed, and the same as data. */
export function doseText(
  measured: MeasuredDose,
  written: readonly string[] | null,
): { text: string; json: Record<string, unknown> } {
  const { hotspots, marking, source, options, dose, buffered } = measured
  const period = `${dayText(options.from)} to ${dayText(options.to - 1)}`
  const parts = [
    marking,
    paragraph(`Time in hotspots, ${period}. Source: ${source.file}, data to ${clockText(source.dataTo)}.`),
    '',
    hotspotTable(measured),
    '',
    ...underVisitedLines(measured),
    '',
    ...limits(measured).map((line) => paragraph(line)),
    ...(written === null ? [] : [paragraph(returnWords(measured)), '', `Written: ${written.join(', ')}`]),
  ]
  const json = {
    marking,
    period: { from: dayText(options.from), to: dayText(options.to - 1) },
    source: { file: source.file, kind: source.kind, rowsInside: source.rowsInside, rowsOutside: source.rowsOutside },
    dataTo: clockText(source.dataTo),
    daysWithoutData: source.daysWithout,
    issues: source.issues,
    officersInCrew: measured.officersGiven,
    hotspots: dose.hotspots.map(({ hotspot, ...row }) => ({
      id: hotspots[hotspot].id,
      ...row,
      withBuffer:
        buffered === null
          ? null
          : {
              metres: source.bufferM,
              visits: buffered.hotspots[hotspot].visits,
              crewMinutes: buffered.hotspots[hotspot].crewMinutes,
            },
    })),
    all: dose.all,
    inPlanMinutes: dose.inPlanMinutes,
    underVisited: dose.underVisited.map((hotspot) => hotspots[hotspot].id),
    months: dose.months.map(({ hotspot, ...row }) => ({ id: hotspots[hotspot].id, ...row })),
    returns: measured.returns,
    knownMinutes: dose.knownMinutes,
    unknownMinutes: dose.unknownMinutes,
    pingMinutes: dose.pingMinutes,
    ...(written === null ? {} : { files: written }),
  }
  return { text: `${parts.join('\n')}\n`, json }
}

interface Shown extends TextColumn {
  readonly cell: (row: HotspotDose) => string
  readonly sum?: () => string
}

/** Where there is a plan, hotspots that are neither in it nor visited are left to the file. */
function isShown({ options, buffered }: MeasuredDose, { hotspot, visits, plannedMinutes }: HotspotDose): boolean {
  const near = buffered !== null && buffered.hotspots[hotspot].visits > 0
  return options.planned === null || !Number.isNaN(plannedMinutes) || visits > 0 || near
}

function hotspotTable(measured: MeasuredDose): string {
  const { hotspots, options, source, dose, buffered } = measured
  const amount = (head: string, value: (row: DoseAmounts) => number): Shown => ({
    head,
    align: 'right',
    cell: (row) => exactly(value(row)),
    sum: () => exactly(value(dose.all)),
  })
  const named = ({ hotspot }: HotspotDose) => `${hotspots[hotspot].name}${hotspots[hotspot].include ? '' : ' (include: no)'}`
  const plannedInAll = dose.hotspots.reduce((sum, { plannedMinutes }) => sum + (plannedMinutes || 0), 0)
  const pings: Shown[] =
    buffered === null
      ? []
      : [
          amount('±', (row) => row.errorMinutes),
          {
            head: `with ${source.bufferM} m`,
            align: 'right',
            cell: ({ hotspot }) => exactly(buffered.hotspots[hotspot].crewMinutes),
            sum: () => exactly(buffered.all.crewMinutes),
          },
        ]
  const plan: Shown[] =
    options.planned === null
      ? []
      : [
          {
            head: 'planned',
            align: 'right',
            cell: ({ plannedMinutes }) => (Number.isNaN(plannedMinutes) ? 'none' : exactly(plannedMinutes)),
            sum: () => exactly(plannedInAll),
          },
          {
            head: 'share',
            align: 'right',
            cell: (row) => (Number.isNaN(shareOfPlan(row)) ? '' : percent(shareOfPlan(row))),
            sum: () => (plannedInAll > 0 ? percent(dose.inPlanMinutes / plannedInAll) : ''),
          },
        ]
  const columns: Shown[] = [
    { head: 'hotspot', align: 'left', cell: ({ hotspot }) => hotspots[hotspot].id, sum: () => 'all' },
    { head: 'name', align: 'left', flexible: true, cell: named },
    amount('visits', (row) => row.visits),
    amount(`${options.leastVisit}-${options.mostVisit} min`, (row) => row.visitsInRange),
    amount('crew-min', (row) => row.crewMinutes),
    ...pings,
    amount('officer-min', (row) => row.officerMinutes),
    {
      head: 'hours since',
      align: 'right',
      cell: ({ hoursSince }) => (Number.isNaN(hoursSince) ? 'no visit' : hoursSince.toFixed(1)),
    },
    ...plan,
  ]
  const rows = dose.hotspots.filter((row) => isShown(measured, row)).map((row) => columns.map(({ cell }) => cell(row)))
  return textTable(columns, [...rows, columns.map(({ sum }) => sum?.() ?? '')], SCREEN_WIDTH)
}

function underVisitedLines(measured: MeasuredDose): string[] {
  const { hotspots, options, dose } = measured
  if (options.planned === null) return ['Under-visited: not told. Give the minutes planned with --planned.']
  const without = dose.hotspots.filter(({ underVisited }) => underVisited === 'no-plan')
  const hidden = without.filter((row) => !isShown(measured, row)).length
  const noPlan =
    without.length === 0
      ? []
      : [
          paragraph(
            `No plan for ${counted(without.length, 'hotspot')}${hidden === 0 ? '' : `, of them ${exactly(hidden)} without a visit left out above`}.`,
          ),
        ]
  if (dose.underVisited.length === 0) return ['Under-visited: none of the hotspots with a plan.', ...noPlan]
  const lines = dose.underVisited.map((at) => {
    const { crewMinutes, plannedMinutes, underVisited, hoursSince } = dose.hotspots[at]
    const perhaps = underVisited === 'perhaps' ? '; perhaps not: within what the pings cannot tell' : ''
    const last = Number.isNaN(hoursSince) ? 'no visit' : `last visit ${hoursSince.toFixed(1)} hours before the end`
    const { id, name } = hotspots[at]
    const called = name === id ? id : `${id} ${name}`
    return paragraph(
      `${called}: ${exactly(crewMinutes)} of ${exactly(plannedMinutes)} crew-minutes planned, ${last}${perhaps}`,
      2,
    )
  })
  return ['Under-visited, most minutes short first:', ...lines, ...noPlan]
}

/** What the monthly return is, and what of it nobody said. */
function returnWords({ options, roster }: MeasuredDose): string {
  const plan =
    options.planned === null ? '' : ' The plan is shared out over its months by time; the share of it is of time in its hotspots.'
  const kinds = roster === null ? ' Kinds of officers are unknown: give them with --crews.' : ''
  return `dose-return.csv is in the shape of a hotspot-fund return; the current form is the Home Office's own. Its patrol hours are of officers.${plan}${kinds}`
}

/** What the numbers do not tell. */
function limits({
  hotspots,
  options,
  source,
  dose,
  buffered,
  officersGiven,
  roster,
  plannedElsewhere,
  plannedOtherDays,
}: MeasuredDose): string[] {
  const { file, daysWithout, days, rowsOutside, kind } = source
  const [rows, row] = kind === 'pings' ? ['pings', 'ping'] : ['visits', 'visit']
  const named = daysWithout.slice(0, MOST_NAMED).join(', ')
  const unknownAt = dose.hotspots
    .filter(({ unknownMinutes }) => unknownMinutes > 0)
    .toSorted((a, b) => b.unknownMinutes - a.unknownMinutes || a.hotspot - b.hotspot)
  const touching = unknownAt
    .slice(0, MOST_NAMED)
    .map(({ hotspot, unknownMinutes }) => `${hotspots[hotspot].id} ${exactly(unknownMinutes)}`)
    .join(', ')
  const rate = `Half of the ${rows} come within ${dose.pingMinutes.toFixed(1)} minutes of the one before. Where one of two is inside, half of the time between them counts: ± is that half.`
  const ofPings = [
    ...(Number.isNaN(dose.pingMinutes) ? [] : [rate]),
    `Unknown: ${exactly(dose.unknownMinutes)} minutes between ${rows} over ${source.mostGapMinutes} minutes apart, beside ${exactly(dose.knownMinutes)} known; ${counted(source.offDuty, 'silence')} of over ${exactly(source.offDutyMinutes / 60)} hours taken as off duty. Nothing unknown is counted. ${touching === '' ? 'None of it begins or ends in a hotspot' : `Minutes of it that begin or end in a hotspot: ${touching}${andMore(unknownAt.length)}`}.`,
    `Radios are off by ${source.bufferM} m and more: "with ${source.bufferM} m" is the crew-minutes when each hotspot reaches that much further. A radio left in a parked vehicle counts as a crew.`,
    `By vehicle is where a crew got on at ${FOOT_BELOW_MS} metres a second or more over a minute, else on foot: a parked or crawling vehicle counts as foot, a cycle as vehicle.`,
  ]
  return [
    `Crew-minutes add up over crews, officer-minutes over officers. ${sharedWords(dose)}`,
    `Hours since are from the last moment a crew was there to the end of ${dayText(options.to - 1)}, by this data alone. A visit is short under ${options.leastVisit} minutes, long over ${options.mostVisit}.`,
    ...(buffered === null ? ['Minutes are as crews wrote them: what nobody wrote down is not in them.'] : ofPings),
    ...(daysWithout.length === 0
      ? []
      : [
          `No ${row} on ${daysWithout.length} of ${counted(days, 'day')} (${named}${andMore(daysWithout.length)}): nothing here says whether they are missing or nobody was there.`,
        ]),
    ...(plannedElsewhere === 0
      ? []
      : [`${counted(plannedElsewhere, 'minute')} of the plan at places of requests, which are no hotspots: not measured.`]),
    ...(plannedOtherDays === 0 ? [] : [`${counted(plannedOtherDays, 'visit')} of the plan on other days left out.`]),
    ...(rowsOutside === 0 ? [] : [`${counted(rowsOutside, row)} of ${file} outside these days left out.`]),
    ...source.issues.map(({ message }) => `${message}.`),
    officersGiven === null && roster === null
      ? 'Each crew counts as one officer: give --officers where crews are larger.'
      : `Each crew counts as ${counted(officersGiven ?? 1, 'officer')}${roster === null ? '' : ' where the file of crews does not say'}.`,
    'Minutes are presence, not work done or its effect.',
  ]
}

/** How ground that hotspots share is counted. */
function sharedWords({ hotspots, all }: Dose): string {
  const twice = hotspots.reduce((sum, { crewMinutes }) => sum + crewMinutes, 0) - all.crewMinutes
  const rule =
    'in each of them, in "all" and in the monthly return once: with those of the plan if one is in it, and visits that overlap by half are one visit'
  return twice < 0.5
    ? `Ground that hotspots share would count ${rule}; here no crew was on such ground.`
    : `${exactly(twice)} of the crew-minutes of the rows are on ground that hotspots share: they count ${rule}.`
}

function andMore(length: number): string {
  return length > MOST_NAMED ? ` and ${length - MOST_NAMED} more` : ''
}
