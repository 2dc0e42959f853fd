import type { Allocation, HubAllocation } from '../priority/allocate.js'
import type { Split } from '../priority/splits.js'
import { standing } from '../priority/standing.js'
import type { TeamDemand, TeamPlan } from '../priority/teamPlan.js'
import type { Analysis } from './analysis.js'
import { ofReruns } from './rankWords.js'
import { areasWords, counted, exactly, harmLabel, listed, percent, volumeWords } from './wording.js'

/** Names of hubs in a sentence before "and others". */
const MOST_NAMES = 12

/** Every hub is one area with one team: what is shared out is officers. */
export function oneTeamEach({ hubsFile, options, allocation }: TeamPlan): boolean {
  return hubsFile === null && allocation.hubs.every(({ teams }) => teams === 1) && options.teams === allocation.hubs.length
}

/** Minimum cover takes every team, or the smallest team every officer: there is one split, and re-runs say nothing. */
export function leftNoChoice(plan: TeamPlan): boolean {
  const { options, allocation } = plan
  if (oneTeamEach(plan)) return options.officers === options.teams * options.teamSize
  return options.teams === allocation.leastTeams * allocation.hubs.length
}

/** The standing of a hub's number of teams (officers, where each has one team); '' where there is no choice and without re-runs. */
export function hubStanding(plan: TeamPlan, { teamsRerun, officersRerun }: HubAllocation): string {
  const { heldBoth } = oneTeamEach(plan) ? officersRerun : teamsRerun
  return leftNoChoice(plan) || Number.isNaN(heldBoth) ? '' : standing(heldBoth)
}

/** Heads of columns. */
export const DEMAND_COLUMN: Readonly<Record<TeamDemand, string>> = {
  harm: 'harm_reactive',
  volume: 'volume_reactive',
  people: 'residents',
}

/** What demand is, in a sentence: "average severity (ONS CSS 2020-21)". */
export function demandWords({ kinds, scheme }: Analysis, id: TeamDemand): string {
  return id === 'harm' ? harmLabel(kinds, scheme) : id === 'volume' ? volumeWords(kinds) : 'residents'
}

export function planTitle(plan: TeamPlan): string {
  if (!oneTeamEach(plan)) return 'Teams and officers by hub'
  return `Teams of ${sizes(plan)}: officers by area`
}

/** "4 or 5", "4 to 6". */
function sizes({ allocation }: TeamPlan): string {
  const officers = allocation.hubs.map((hub) => hub.officers)
  const [least, most] = [Math.min(...officers), Math.max(...officers)]
  return least === most ? String(least) : `${least} ${most === least + 1 ? 'or' : 'to'} ${most}`
}

/** What is proposed, how firm it is, and what else came up, and by what rule: a few sentences. */
export function leadSentences(analysis: Analysis, plan: TeamPlan): string[] {
  const { options, allocation } = plan
  const by = `by ${demandWords(analysis, options.by[0])}`
  const whole = `${counted(options.officers, 'officer')} in ${counted(options.teams, 'team')}`
  const proposal = oneTeamEach(plan)
    ? `${whole}, one for each of ${exactly(allocation.hubs.length)} ${areasWords(options.hubAreas)}, ${by}: ${teamSizes(allocation)}.`
    : `${whole} over ${counted(allocation.hubs.length, 'hub')}, ${by}: ${named(allocation.hubs.map((hub) => `${hub.name} ${counted(hub.teams, 'team')} (${counted(hub.officers, 'officer')})`))}.`
  return [proposal, ...firmness(plan), ...ruleWords(plan)]
}

function teamSizes({ hubs }: Allocation): string {
  const kinds = [...new Set(hubs.map(({ officers }) => officers))].sort((a, b) => b - a)
  if (kinds.length === 1) return `every team has ${kinds[0]}`
  const parts = kinds.map((size) => {
    const own = hubs.filter(({ officers }) => officers === size)
    return size === kinds[kinds.length - 1]
      ? `The other ${exactly(own.length)} ${own.length === 1 ? 'has' : 'have'} ${size}`
      : `${named(own.map(({ name }) => name))} ${own.length === 1 ? 'has' : 'have'} ${size}`
  })
  return parts.join('. ')
}

function named(names: readonly string[]): string {
  // names that hold commas themselves would run into each other
  if (names.some((name) => /,| and /.test(name)))
    return [
      ...names.slice(0, MOST_NAMES),
      ...(names.length > MOST_NAMES ? [`${exactly(names.length - MOST_NAMES)} others`] : []),
    ].join('; ')
  if (names.length <= MOST_NAMES) return listed(names)
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${exactly(names.length - MOST_NAMES)} others`
}

function firmness(plan: TeamPlan): string[] {
  const { options, allocation } = plan
  const held = oneTeamEach(plan) ? allocation.officersHeld : allocation.teamsHeld
  if (Number.isNaN(held.data)) return ['There are no re-runs by residents: their number carries no counted error.']
  const others = (allocation.splits ?? [])
    .filter(({ proposed, shareOfDraws }) => !proposed && shareOfDraws > 0)
    .slice(0, 2)
    .map((split) => `${splitText(split.teams)} in ${ofDraws(split.shareOfDraws, options.draws)}`)
  const next = others.length === 0 ? '' : `; next ${listed(others)}`
  if (leftNoChoice(plan) && oneTeamEach(plan))
    return [`At ${exactly(options.teamSize)} a team no officer is left to share out by ${options.by[0]}.`]
  if (leftNoChoice(plan))
    return [
      `Minimum cover of ${counted(allocation.leastTeams, 'team')} a hub leaves no choice: this is the only split that keeps it.`,
    ]
  const choices = options.by.length === 1 ? '' : `, and in ${ofDraws(held.both, options.draws)} with the measure drawn by lot too`
  return [
    `The whole of it is ${aStanding(held.both)}: the same in ${ofReruns(held.data, options.draws)} of the counts by ${options.by[0]}${choices}${next}.`,
  ]
}

/** What the split proposed is the best of, what even numbers would be, and which split has a less busy busiest hub. */
function ruleWords(plan: TeamPlan): string[] {
  const { allocation, options } = plan
  const kept = (allocation.splits ?? []).filter(({ breaksCover }) => breaksCover.length === 0)
  const proposed = kept.find((split) => split.proposed)
  if (proposed === undefined || leftNoChoice(plan)) return []
  const [id] = options.by
  const even = (allocation.splits ?? []).find((split) => split.even && !split.proposed)
  const against =
    even === undefined ? '' : `; the same number everywhere, ${splitText(even.teams)}, is ${unevenWords(even.uneven)} from it`
  const lighter = kept.reduce((least, split) => (split.busiest < least.busiest ? split : least), proposed)
  const busiest = `${loadWords(proposed.busiest)} the mean ${SHORT[id]} of a team`
  return [
    `Of the splits that keep cover it has ${PER[id]} nearest to even over the hubs: ${unevenWords(proposed.uneven)} from even, each hub weighted by its ${SHORT[id]}${against}.`,
    lighter === proposed
      ? `Its busiest hub has ${busiest}; no split that keeps cover has less there.`
      : `Its busiest hub has ${busiest}. ${splitText(lighter.teams)} would have less there, ${loadWords(lighter.busiest)}, but is ${unevenWords(lighter.uneven)} from even: it is not proposed because the rule (Webster's) weighs every hub, not the busiest alone.`,
  ]
}

/** What of a team is as even as can be. */
export const PER: Readonly<Record<TeamDemand, string>> = {
  harm: 'teams per unit of harm',
  volume: 'teams per crime or incident',
  people: 'teams per resident',
}

/** "20 %"; where a hub without demand has more teams than its minimum there is no number. */
export function unevenWords(uneven: number): string {
  return Number.isFinite(uneven) ? `${Math.round(100 * uneven)} %` : 'idle team'
}

/** One sentence a hub: what it gets, what it has of the demand, how firm that is, what it has today. */
export function hubSentence(plan: TeamPlan, row: number): string {
  const { options, allocation } = plan
  const hub = allocation.hubs[row]
  const each = oneTeamEach(plan)
  const numbers = `${each ? `a team of ${hub.officers}` : `${counted(hub.teams, 'team')} and ${counted(hub.officers, 'officer')}`} (${counted(hub.sergeants, 'sergeant')}, ${counted(hub.constables, 'constable')}), ${hub.onDuty.toFixed(1)} on duty on a mean day`
  const shares = options.by.map((id, k) => `${percent(hub.share[k])} of ${SHORT[id]}`)
  const areas = each ? '' : ` (${counted(hub.areas.length, 'area')})`
  const reach = Number.isNaN(hub.withinReach)
    ? ''
    : `; ${percent(hub.withinReach)} of its ${SHORT[options.by[0]]} within ${options.minutes} minutes`
  const none = hub.areas.length === 0 ? '; no area is its own, so it has minimum cover only' : ''
  return `${hub.name}${areas}: ${numbers}; ${listed(shares)}${reach}${none}${heldWords(plan, hub)}.${todayWords(hub)}`
}

const SHORT: Readonly<Record<TeamDemand, string>> = { harm: 'harm', volume: 'volume', people: 'people' }

function heldWords(plan: TeamPlan, hub: HubAllocation): string {
  const { draws } = plan.options
  const each = oneTeamEach(plan)
  const { held, heldBoth, low, high } = each ? hub.officersRerun : hub.teamsRerun
  if (leftNoChoice(plan)) return each ? '' : '; minimum cover'
  if (Number.isNaN(held)) return ''
  const range = low === high ? '' : `, ${low} to ${high} in nine of ten`
  const more = each && hub.officers === plan.options.teamSize ? moreWords(hub, draws) : ''
  const choices = plan.options.by.length === 1 ? '' : ` of the counts, ${ofDraws(heldBoth, draws)} with the measure drawn too`
  return `; ${hubStanding(plan, hub)}: ${each ? hub.officers : counted(hub.teams, 'team')} in ${ofReruns(held, draws)}${choices}${range}${more}`
}

/** How often an area with the smallest team would have had a larger one. */
function moreWords({ officersRerun }: HubAllocation, draws: number): string {
  return officersRerun.aboveLeast === 0 ? '' : `, more in ${ofDraws(officersRerun.aboveLeast, draws)}`
}

function todayWords({ today }: HubAllocation): string {
  const parts = [
    ...(Number.isNaN(today.teams) ? [] : [counted(today.teams, 'team')]),
    ...(Number.isNaN(today.officers) ? [] : [counted(today.officers, 'officer')]),
  ]
  return parts.length === 0 ? '' : ` Today ${parts.join(' and ')}.`
}

function aStanding(share: number): string {
  const word = standing(share)
  return word === 'clear' || word === 'no clear leader' ? word : `a ${word}`
}

/** "970". */
function ofDraws(share: number, draws: number): string {
  return exactly(Math.round(share * draws))
}

/** "3/2/1", in the order of the hubs. */
export function splitText(teams: readonly number[]): string {
  return teams.join('/')
}

/** "1.12 times"; of a hub without teams "no team". */
export function loadWords(busiest: number): string {
  return Number.isFinite(busiest) ? `${busiest.toFixed(2)} times` : 'no team'
}

/** Why a split breaks cover: the hubs that have too few teams. */
export function coverReason({ hubs, leastTeams }: Allocation, { breaksCover }: Split): string {
  return breaksCover.length === 0 ? '' : `${breaksCover.map((row) => hubs[row].name).join(', ')} under ${leastTeams}`
}

/** Whether a split is what there is today. */
export function isToday({ teamsToday }: TeamPlan, { teams }: Split): boolean {
  return teams.every((count, row) => count === teamsToday[row])
}
