import type { Allocation, HubAllocation, Rerun } from '../priority/allocate.js'
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

/**
 * Whether the numbers of teams and of officers could have come out otherwise: not where minimum cover takes every team, nor of officers
 * where the smallest (or the largest) teams take every one, or where they follow such teams evenly. Where not, re-runs say nothing.
 */
function choiceLeft(plan: TeamPlan): { readonly teams: boolean; readonly officers: boolean } {
  const { teams, officers, teamSize, teamMost } = plan.options
  const { leastTeams, hubs } = plan.allocation
  const open = !oneTeamEach(plan) && teams !== leastTeams * hubs.length
  const spare = officers - teams * teamSize
  if (spare === 0 || officers === teams * (teamMost ?? 0) || hubs.length === 1) return { teams: open, officers: open }
  // without a largest team officers follow teams, and with as many teams everywhere only what is left over has a choice
  return { teams: open, officers: open || teamMost !== null || spare % hubs.length > 0 }
}

/** The standing of what a hub is to have, teams and officers, by the less firm of the two; '' without a choice and without re-runs. */
export function hubStanding(plan: TeamPlan, { teamsRerun, officersRerun }: HubAllocation): string {
  const share = Math.min(teamsRerun.heldBoth, officersRerun.heldBoth)
  return !choiceLeft(plan).officers || Number.isNaN(share) ? '' : standing(share)
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
    : `${whole} over ${counted(allocation.hubs.length, 'hub')}, ${by}: ${named(allocation.hubs.map((hub) => `${hub.name} ${teamsAndOfficers(hub.teams, hub.officers)}`))}.`
  return [proposal, ...firmness(plan), ...ruleWords(plan), ...diminishingWords(plan)]
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
  const { teamsHeld, officersHeld } = allocation
  const left = choiceLeft(plan)
  if (Number.isNaN(officersHeld.data)) return ['There are no re-runs by residents: their number carries no counted error.']
  if (!left.officers && oneTeamEach(plan))
    return [`At ${exactly(options.officers / options.teams)} a team no officer is left to share out by ${options.by[0]}.`]
  const cover = `Minimum cover of ${counted(allocation.leastTeams, 'team')} a hub leaves no choice`
  if (!left.officers) return [`${cover}: this is the only split that keeps it.`]
  const others = (allocation.splits ?? [])
    .filter(({ proposed, shareOfDraws }) => !proposed && shareOfDraws > 0)
    .slice(0, 2)
    .map((split) => `${splitText(split.teams)} in ${ofDraws(split.shareOfDraws, options.draws)}`)
  const next = others.length === 0 ? '' : `; next ${listed(others)}`
  const word = aStanding(Math.min(teamsHeld.both, officersHeld.both))
  if (!left.teams) {
    const held = heldText(plan, officersHeld.data, officersHeld.both)
    return oneTeamEach(plan)
      ? [`The whole of it is ${word}: the same in ${held}.`]
      : [`${cover} of teams. The split of officers is ${word}: the same in ${held}.`]
  }
  const apart =
    ofDraws(teamsHeld.data, options.draws) !== ofDraws(officersHeld.data, options.draws) ||
    ofDraws(teamsHeld.both, options.draws) !== ofDraws(officersHeld.both, options.draws)
  const whole = apart
    ? `the same teams in ${heldText(plan, teamsHeld.data, teamsHeld.both)}; the same officers too in ${alsoHeld(plan, officersHeld.data, officersHeld.both)}`
    : `the same teams and officers in ${heldText(plan, teamsHeld.data, teamsHeld.both)}`
  return [`The whole of it is ${word}: ${whole}${next}.`]
}

/** "950 of 1,000 re-runs of the counts by harm, and in 700 with the measure drawn by lot too". */
function heldText({ options }: TeamPlan, data: number, both: number): string {
  const choices = options.by.length === 1 ? '' : `, and in ${ofDraws(both, options.draws)} with the measure drawn by lot too`
  return `${ofReruns(data, options.draws)} of the counts by ${options.by[0]}${choices}`
}

/** "610, and in 480 with the measure drawn too". */
function alsoHeld({ options }: TeamPlan, data: number, both: number): string {
  const choices = options.by.length === 1 ? '' : `, and in ${ofDraws(both, options.draws)} with the measure drawn too`
  return `${ofDraws(data, options.draws)}${choices}`
}

/** What diminishing returns would change, by the hubs it changes. */
function diminishingWords(plan: TeamPlan): string[] {
  const { options, allocation } = plan
  const { diminishing, hubs } = allocation
  if (diminishing === null || options.diminishing === null) return []
  const each = oneTeamEach(plan)
  const [teams, officers] = [diminishing.teams.seats, diminishing.officers.seats]
  const changed = hubs.flatMap((hub, row) =>
    hub.teams === teams[row] && hub.officers === officers[row]
      ? []
      : [`${hub.name} ${each ? counted(officers[row], 'officer') : teamsAndOfficers(teams[row], officers[row])}`],
  )
  const would =
    changed.length === 0
      ? `the ${each ? 'officers' : 'teams and officers'} would be the same`
      : `it would be ${named(changed)}${changed.length === hubs.length ? '' : ', the rest as proposed'}`
  return [
    `With diminishing returns (k = ${options.diminishing}: one more ${each ? 'officer' : 'team'} prevents ${percent(1 - Math.exp(-options.diminishing))} of what is left) ${would}.`,
  ]
}

function teamsAndOfficers(teams: number, officers: number): string {
  return `${counted(teams, 'team')} (${counted(officers, 'officer')})`
}

/** What the split proposed is the best of, what even numbers would be, and which split has a less busy busiest hub. */
function ruleWords(plan: TeamPlan): string[] {
  const { allocation, options } = plan
  const kept = (allocation.splits ?? []).filter(({ breaksCover }) => breaksCover.length === 0)
  const proposed = kept.find((split) => split.proposed)
  if (proposed === undefined || !choiceLeft(plan).teams) return []
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
  const { teamsRerun, officersRerun } = hub
  const left = choiceLeft(plan)
  const each = oneTeamEach(plan)
  const cover = left.teams || each ? '' : '; minimum cover'
  if (!left.officers || Number.isNaN(officersRerun.held)) return cover
  const [teams, officers] = [counted(hub.teams, 'team'), counted(hub.officers, 'officer')]
  const more = each && hub.officers === plan.options.teamSize ? moreWords(hub, plan.options.draws) : ''
  const { draws } = plan.options
  const same =
    ofDraws(teamsRerun.held, draws) === ofDraws(officersRerun.held, draws) &&
    ofDraws(teamsRerun.heldBoth, draws) === ofDraws(officersRerun.heldBoth, draws)
  const held = !left.teams
    ? `${each ? hub.officers : officers} in ${rerunWords(plan, officersRerun)}`
    : same
      ? `${teams} and ${officers} in ${rerunWords(plan, teamsRerun)}`
      : `${teams} in ${rerunWords(plan, teamsRerun)}; ${officers} in ${alsoHeld(plan, officersRerun.held, officersRerun.heldBoth)}${rangeWords(officersRerun)}`
  return `${cover}; ${hubStanding(plan, hub)}: ${held}${more}`
}

/** "970 of 1,000 re-runs of the counts, 800 with the measure drawn too, 2 to 3 in nine of ten". */
function rerunWords({ options }: TeamPlan, rerun: Rerun): string {
  const choices =
    options.by.length === 1 ? '' : ` of the counts, ${ofDraws(rerun.heldBoth, options.draws)} with the measure drawn too`
  return `${ofReruns(rerun.held, options.draws)}${choices}${rangeWords(rerun)}`
}

function rangeWords({ low, high }: Rerun): string {
  return low === high ? '' : `, ${low} to ${high} in nine of ten`
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
