import { type CommandLine, commandLine, quoted } from './export/commandLine.js'
import type { Document } from './load/document.js'
import { clockText, isDay } from './state/shift.js'
import { counted, exactly, percent } from './words.js'
import type { PatrolAbout, ShiftAsked, ShownPlan, ShownVisit, VisitAsked } from './worker/patrolTask.js'

type Refused = Pick<Document, 'resolution' | 'limits' | 'files' | 'period'>

/** Why no shift can be planned from these results, in the words of the command (RULES 15). */
export function noPlanWords({ resolution, files }: Refused): string {
  if (resolution.snapped)
    return 'Published points and months say neither where nor when to send a crew. Give the force’s own extract.'
  // peak-windows.csv is written where times are known
  if (!files.some(({ name }) => name === 'peak-windows.csv'))
    return 'No record says when it was committed, so there are no hours to plan by. Check which columns are mapped to the dates and times committed.'
  return 'These results were written without what a plan is made from (planning.json). Run the analysis again into the same folder.'
}

/** "13 visits, 195 min of them in hotspots; 98 % of useful time planned". */
export function planWords({ visits, crews, share }: Pick<ShownPlan, 'visits' | 'crews' | 'share'>): string {
  const minutes = visits.reduce((sum, visit) => sum + visit.minutes, 0)
  return `${counted(visits.length, 'visit', 'visits')} by ${counted(crews.length, 'crew', 'crews')}, ${exactly(minutes)} minutes in hotspots; ${percent(share)} of useful time planned, ways included.`
}

/** What a print, a picture or a tab of the view is of. */
export const planTitle = (plan: Pick<ShownPlan, 'area' | 'day'> | null) =>
  plan === null ? 'Patrol plan' : `Patrol plan: ${plan.area}, ${plan.day}`

/** Why a visit comes first; '' where it does not. */
export const MUST: Readonly<Record<ShownVisit['must'], string>> = {
  'asked': 'must: asked for',
  'worth': 'must: worth most',
  '': '',
}

/** "Church Hall, 17:00 to 18:30: must be made": a visit somebody asks for. */
export function askedWords({ at, window, fixed, name }: VisitAsked, nameOf: (hotspot: string) => string): string {
  const when = window === null ? '' : `, ${clockText(window.from)} to ${clockText(window.to)}`
  return `${typeof at === 'string' ? nameOf(at) : name || 'A place'}${when}: ${fixed ? 'must be made' : 'where it fits'}`
}

/** "N21 Falmere (27 places known, 5 listed)": what a plan for it chooses from, and how many of those are on the run's list. */
export function areaOption({ name, code, hotspots, listed }: PatrolAbout['areas'][number], problem: string): string {
  const places = `${counted(hotspots[problem] ?? 0, 'place', 'places')} known, ${exactly(listed[problem] ?? 0)} listed`
  return `${code}${name === '' || name === code ? '' : ` ${name}`} (${places})`
}

/** Says, where sergeant mode has a beat chosen, that the plan on the screen is of another area. */
export function otherAreaWords(
  wanted: NonNullable<ShiftAsked['area']>,
  area: ShiftAsked['area'],
  own: boolean,
  plannable: boolean,
): string {
  const shown = `This is ${own ? 'the plan of the run' : 'a plan'} for ${area?.code ?? 'the whole force'}, not for ${wanted.code}, the ${wanted.kind} chosen under Places.`
  return plannable ? shown : `${shown} These results have nothing to plan ${wanted.code} from.`
}

const HOUR = 60
const LONG = 12 * HOUR

const calendarDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "30 Sep 2026" of "2026-09-30". */
export const dayWords = (day: string) => calendarDay.format(new Date(`${day}T00:00:00Z`)).replace('Sept', 'Sep')

/** Why a day cannot be planned; '' where it can. */
export function dateFault(day: string, dataTo: string): string {
  if (!isDay(day)) return 'That is no date.'
  return day < dataTo ? `Before the data ends (${dayWords(dataTo)}).` : ''
}

/** What is wrong with a shift as it is set; '' where nothing is. */
export function shiftFault(from: number, to: number): string {
  const minutes = (to - from + 24 * HOUR) % (24 * HOUR) || 24 * HOUR
  return minutes > LONG ? `A shift of ${minutes / HOUR} hours: check start and end.` : ''
}

/**
 * What is wrong with the times of a visit that is asked for; '' where nothing is. An end before the start is on the next day only where
 * the shift goes on to it, or at midnight.
 */
export function windowFault(
  window: NonNullable<VisitAsked['window']>,
  { from: start, to: end }: Pick<ShiftAsked, 'from' | 'to'>,
): string {
  const { from, to } = window
  const isNight = (end <= start || to === 0) && (to - from + 24 * HOUR) % (24 * HOUR) <= LONG
  if (to > from || (to < from && isNight)) return ''
  return `It would have to end before it begins: “not before” is ${clockText(from)}, “not after” ${clockText(to)}. Turn them round.`
}

/** Whole hours along a timeline, minutes since 1970-01-01 UTC, at most so many. */
export function hourMarks(from: number, to: number, most: number): readonly number[] {
  const hours = Math.ceil((to - from) / HOUR)
  const step = [1, 2, 3, 4, 6].find((one) => hours / one <= most) ?? 12
  const first = Math.ceil(from / HOUR) * HOUR
  return Array.from({ length: Math.max(0, Math.floor((to - first) / (step * HOUR)) + 1) }, (_, k) => first + k * step * HOUR)
}

/** Visits of one window of one crew, which are made in any order. */
export interface VisitBlock {
  readonly from: number
  readonly to: number
  readonly visits: readonly ShownVisit[]
}

/** Visits of a crew, those whose windows meet in one block, so that what is printed over another is printed once. */
export function visitBlocks(visits: readonly ShownVisit[]): readonly VisitBlock[] {
  const blocks: { from: number; to: number; visits: ShownVisit[] }[] = []
  for (const visit of visits) {
    const last = blocks.at(-1)
    if (last !== undefined && visit.from < last.to) {
      last.visits.push(visit)
      last.to = Math.max(last.to, visit.to)
      last.from = Math.min(last.from, visit.from)
    } else blocks.push({ from: visit.from, to: visit.to, visits: [visit] })
  }
  return blocks
}

/** Between the lines of a command. */
const BREAK = ' \\\n  '

/** Inputs that only `patrol` reads; the plan here is made without them. */
const PATROL_ROLES: ReadonlySet<string> = new Set(['crews', 'hubs', 'requests', 'hotspots', 'travel', 'log', 'pings', 'planned'])

function areaFlags(area: ShiftAsked['area']): readonly (readonly [string, string])[] {
  if (area === null) return []
  return [area.kind === 'beat' ? ['--beat', area.code] : ['--in', `${area.kind}=${area.code}`]]
}

/** The command of the run, made into one of `patrol` by these flags. */
function asPatrol(document: Document, flags: readonly (readonly string[])[]): CommandLine {
  const { text, notes } = commandLine(document, { view: 'patrol', months: null, categories: null, weights: null })
  const [first, ...lines] = text.split(BREAK)
  const own = flags.map((words) => words.map(quoted).join(' '))
  const command = first.replace(/^hexbeat (analyse|priority)/, 'hexbeat patrol')
  return { text: [command, ...lines.slice(0, -1), ...own, ...lines.slice(-1)].join(BREAK), notes }
}

/** The command that makes a plan from the crime files, once the crews are saved as crews.csv and what is asked for as requests.csv. */
export function patrolCommand(
  document: Document,
  { area, date, mustDo }: Pick<ShiftAsked, 'area' | 'date' | 'mustDo'>,
  problem: string,
  visitsAsked: boolean,
): CommandLine {
  return asPatrol({ ...ofRun(document), options: { ...document.options, problems: [problem] } }, [
    ...areaFlags(area),
    ['--date', date],
    ['--crews', 'crews.csv'],
    ...mustDo.map((id) => ['--must-do', id]),
    ...(visitsAsked ? [['--requests', 'requests.csv']] : []),
  ])
}

/** The command that writes the briefing of an area. */
export function briefingCommand(document: Document, area: NonNullable<ShiftAsked['area']>): CommandLine {
  return asPatrol(ofRun(document), [...areaFlags(area), ['--briefing']])
}

/** What the run was of, without what other commands added. */
function ofRun({ priority: _, ...document }: Document): Document {
  return {
    ...document,
    inputs: document.inputs.filter(({ role }) => !PATROL_ROLES.has(role)),
    files: document.files.filter(({ name }) => name !== 'patrol-visits.csv'),
  }
}
