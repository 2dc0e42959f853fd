import type { TeamPlan } from '../priority/teamPlan.js'
import { demandWords, oneTeamEach } from './allocateWords.js'
import type { Analysis } from './analysis.js'
import { demandPointWords, travelWords } from './travelWords.js'
import { areasWords, counted, exactly, listed, percent, usesAverages, verb, volumeWords } from './wording.js'

/** What the numbers rest on, and what they do not say: one sentence each. */
export function planNotes(analysis: Analysis, plan: TeamPlan): string[] {
  return [
    ...demandNotes(analysis, plan),
    ...assignNotes(analysis, plan),
    ...methodNotes(plan),
    dutyNote(plan),
    ...todayNotes(plan),
  ]
}

function demandNotes(analysis: Analysis, { options, outside }: TeamPlan): string[] {
  const { kinds } = analysis
  const { by, hubAreas } = options
  const crime = by.some((id) => id !== 'people')
  const averages = by.includes('harm') && usesAverages(kinds)
  return [
    `Of the period, ${listed(by.map((id) => `${id} ${id === 'people' ? 'are' : 'is'} ${demandWords(analysis, id)}`))}${crime ? '; what police work finds (drugs, weapons carried) is left out' : ''}.`,
    ...(averages ? ['Harm is of averages of categories: a single very serious crime cannot be seen in it.'] : []),
    ...(crime && outside > 0
      ? [
          `${exactly(outside)} more ${volumeWords(kinds)} ${verb(outside, 'was', 'were')} located in none of the ${areasWords(hubAreas)} and count for none.`,
        ]
      : []),
    ...(by.includes('people') ? [] : ['Residents of these areas are not known or not asked for: there is no split by people.']),
  ]
}

function assignNotes(analysis: Analysis, { options, allocation, travel, issues, areasOf, hubsFile }: TeamPlan): string[] {
  if (hubsFile === null) return []
  const { areas } = analysis.layers.find((layer) => layer.areas.kind === options.hubAreas) ?? { areas: { name: [] } }
  const tied = allocation.tiedAreas.map((area) => areas.name[area] ?? '')
  const whole = `whole ${areasWords(options.hubAreas)}`
  return [
    options.assign === 'today'
      ? `Hubs serve the ${whole} they serve today (${areasOf ?? hubsFile}).`
      : `Each of the ${whole} goes to the hub with the shortest mean journey to where its demand is.`,
    ...(travel === null
      ? []
      : [
          ...(travel.over === null ? [] : [`Minutes to an area are the mean over its demand. ${demandPointWords(travel.over)}`]),
          travelWords(travel.basis, travel.classes),
        ]),
    ...(tied.length === 0 ? [] : [`As near to two hubs, and given to the first: ${listed(tied)}.`]),
    ...issues.map(({ message }) => `${message}.`),
  ]
}

/** A longer number says less. */
const MOST_WRITTEN = 1e12

function drawnWords(exposure: 'residents' | 'km2' | 'counts'): string {
  if (exposure === 'counts') return 'the counts of each area again, about what was recorded there'
  const each = exposure === 'residents' ? 'resident' : 'km²'
  return `the counts of each area again, as rates per ${each}, drawn towards that of all by as much as chance may have moved them`
}

function methodNotes(plan: TeamPlan): string[] {
  const { options, allocation, exposure, schemes, dispersion } = plan
  const { teams, officers } = allocation.byMeasure[0].webster
  const each = oneTeamEach(plan)
  const what = each || teams.tied.length === 0 ? 'officer' : 'team'
  const { tied, tiedServed } = what === 'officer' ? officers : teams
  const names = tied.map((row) => allocation.hubs[row].name)
  const assumed = dispersion.some(({ assumedBecause }) => assumedBecause === 'one-block')
  const largest = options.teamMost === null ? '' : ` (${options.teamMost} at most)`
  return [
    `Webster's rule shares out in proportion to demand, from ${each ? '' : `${counted(allocation.leastTeams, 'team')} a hub${options.sevenDays ? ' (seven-day cover)' : ''} and `}${counted(options.teamSize, 'officer')} a team${largest}. ${each ? 'Officers' : 'Teams'} per demand come out as even as whole ones allow, each ${each ? 'area' : 'hub'} weighted by its demand; the load of the busiest alone is not what it makes least. ${each ? 'Of' : options.teamMost === null ? 'Officers follow teams; of' : 'Officers beyond the fewest of a team follow demand; of'} equal claims the one with more ${options.by[0]} goes first. Hamilton's largest remainders stand beside it for comparison.`,
    ...(names.length === 0
      ? []
      : [
          `An equal claim to ${counted(tiedServed, what)}, and equal ${options.by[0]}: ${listed(names)}; the first in the list ${tiedServed === 1 ? 'has it' : 'have them'}.`,
        ]),
    ...(exposure === null
      ? []
      : [
          `Re-runs draw ${drawnWords(exposure)}; a second set also draws ${listed([`the measure (${listed(options.by)}, each with the same chance)`, ...(schemes > 1 ? [`one of ${schemes} harm schemes`] : [])])}, and "clear", "close call" and "no clear leader" rest on it.`,
        ]),
    ...(assumed ? ['With so few months the spread of counts over time is assumed (variance twice the mean).'] : []),
    ...(allocation.splits === null && !each
      ? [
          `There are ${allocation.ways < MOST_WRITTEN ? exactly(allocation.ways) : 'more than a million million'} ways to split the teams: too many to list.`,
        ]
      : []),
  ]
}

function dutyNote({ options }: TeamPlan): string {
  const { shifts, abstraction } = options
  return `On duty: mean over days of a pattern of ${shifts.label}, all shifts of a day together, less ${percent(abstraction)} of the time for other duties, training, leave and sickness. Both are assumptions to replace by the force's own.`
}

function todayNotes({ options, teamsToday, officersToday, hubsFile }: TeamPlan): string[] {
  if (hubsFile === null) return []
  if (teamsToday.every(Number.isNaN) && officersToday.every(Number.isNaN))
    return ["Today's teams and officers were not given, so nothing stands beside the proposal."]
  const teams = teamsToday.reduce((sum, value) => sum + value, 0)
  return teams === options.teams || Number.isNaN(teams)
    ? []
    : [`Today there are ${counted(teams, 'team')}, not ${exactly(options.teams)}: today's split is not in the list of splits.`]
}
