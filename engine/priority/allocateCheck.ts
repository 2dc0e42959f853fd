import { EngineError } from '../error.js'
import type { AllocateAreas, AllocateOptions, Hub } from './allocate.js'
import type { Travel } from './travel.js'

/** Seven-day cover takes two teams, one on while the other is off, whatever the pattern. */
const SEVEN_DAY_TEAMS = 2

/** The numbers of `allocate`, each as it is asked for on the command line, and its smallest. */
const WHOLE = {
  teams: ['--teams', 1],
  officers: ['--officers', 1],
  sergeantsPerTeam: ['--sergeants', 0],
  officersPerTeam: ['--team-size', 1],
  teamsPerHub: ['--cover', 0],
} as const

/** Fewest teams of a hub: as asked, and where seven-day cover is, as many as the pattern of shifts needs. */
export function leastTeamsOf({
  sevenDays,
  teamsPerHub,
  shifts,
}: Pick<AllocateOptions, 'sevenDays' | 'teamsPerHub' | 'shifts'>): number {
  return sevenDays ? Math.max(teamsPerHub, SEVEN_DAY_TEAMS, Math.ceil(shifts.cycleDays / shifts.daysOn)) : teamsPerHub
}

/**
 * Options are named as the command line names them.
 *
 * @throws EngineError 'cover-short', 'option-invalid', 'length-mismatch', 'argument-missing', 'value-negative', 'value-not-finite',
 *         'value-out-of-range'
 */
export function checkAllocate(
  hubs: readonly Hub[],
  { code, hubToday, measures, draws, drawsBoth, withinReach }: AllocateAreas,
  travel: Travel | null,
  options: AllocateOptions,
): void {
  if (hubs.length === 0) throw new EngineError('argument-missing', { column: 'hubs', hint: 'Name at least one hub.' })
  if (measures.length === 0) throw new EngineError('argument-missing', { column: 'measures', hint: 'Give what to split by.' })
  for (const [column, list] of [
    ...measures.map(({ id, demand }) => [id, demand] as const),
    ...[...draws, ...drawsBoth].map((draw) => ['draws', draw] as const),
    ...(hubToday === null ? [] : [['hub', hubToday] as const]),
  ]) {
    if (list.length !== code.length)
      throw new EngineError('length-mismatch', {
        column,
        value: String(list.length),
        hint: `Give one for each of the ${code.length} areas.`,
      })
    const row = list.findIndex((value) => !(value >= 0 && value < Infinity))
    if (row >= 0)
      throw new EngineError(list[row] < 0 ? 'value-negative' : 'value-not-finite', {
        column,
        value: `${code[row]}: ${list[row]}`,
        hint: 'Give numbers from 0 up.',
      })
  }
  const stray = hubToday?.findIndex((hub) => hub >= hubs.length) ?? -1
  if (stray >= 0)
    throw new EngineError('value-out-of-range', {
      column: 'hub',
      value: code[stray],
      hint: 'The hub of this area is not in the list.',
    })
  if (travel !== null && (travel.sites !== hubs.length || travel.places !== code.length))
    throw new EngineError('length-mismatch', {
      column: 'travel',
      value: `${travel.sites} x ${travel.places}`,
      hint: `Give times from ${hubs.length} hubs to ${code.length} areas.`,
    })
  if (withinReach !== null && withinReach.length !== hubs.length * code.length)
    throw new EngineError('length-mismatch', {
      column: 'withinReach',
      value: String(withinReach.length),
      hint: `Give a share for each of ${hubs.length} hubs and ${code.length} areas.`,
    })
  for (const [name, [flag, least]] of Object.entries(WHOLE)) {
    const value = options[name as keyof typeof WHOLE]
    if (!Number.isInteger(value) || value < least)
      throw new EngineError('option-invalid', {
        column: flag,
        value: String(value),
        hint: `Give a whole number from ${least} up.`,
      })
  }
  if (options.sergeantsPerTeam >= options.officersPerTeam)
    throw new EngineError('option-invalid', {
      column: '--sergeants',
      value: String(options.sergeantsPerTeam),
      hint: `Sergeants count among the officers of a team: one of ${options.officersPerTeam} would have no constable. Give fewer --sergeants, or a larger --team-size.`,
    })
  const { daysOn, cycleDays } = options.shifts
  if (!(daysOn > 0 && daysOn <= cycleDays && cycleDays < Infinity))
    throw new EngineError('option-invalid', {
      column: '--shifts',
      value: `${daysOn} of ${cycleDays}`,
      hint: 'Days on duty must be above 0 and at most the days of the cycle: 4 of 8.',
    })
  if (!(options.abstraction >= 0 && options.abstraction < 1))
    throw new EngineError('option-invalid', {
      column: '--abstraction',
      value: String(options.abstraction),
      hint: 'Give a share from 0 to below 1: 0.25 for a quarter.',
    })
  const { teams, mostPerTeam } = options
  if (mostPerTeam !== null && !(Number.isInteger(mostPerTeam) && mostPerTeam >= options.officersPerTeam))
    throw new EngineError('option-invalid', {
      column: '--team-most',
      value: String(mostPerTeam),
      hint: `Give a whole number from ${options.officersPerTeam} up, the fewest of a team (--team-size, else officers over teams); or leave it out.`,
    })
  if (mostPerTeam !== null && options.officers > teams * mostPerTeam)
    throw new EngineError('option-invalid', {
      column: '--officers',
      value: String(options.officers),
      hint: `${counted(teams)} of at most ${mostPerTeam} have room for ${teams * mostPerTeam}. Give fewer officers, more --teams, or a larger --team-most.`,
    })
  const needed = teams * options.officersPerTeam
  if (options.officers < needed)
    throw new EngineError('cover-short', {
      column: '--officers',
      value: String(options.officers),
      hint: `${counted(teams)} of at least ${options.officersPerTeam} need ${needed} officers. Give more, ask for fewer --teams, or a smaller --team-size.`,
    })
  const least = leastTeamsOf(options)
  if (teams < least * hubs.length)
    throw new EngineError('cover-short', {
      column: '--teams',
      value: String(teams),
      hint: `${hubs.length === 1 ? '1 hub' : `${hubs.length} hubs`} with at least ${counted(least)} each need ${least * hubs.length}${options.sevenDays ? ` (--seven-days on ${options.shifts.label})` : ''}. Give more teams, a lower --cover${options.sevenDays ? ', no --seven-days' : ''}, or fewer hubs.`,
    })
}

function counted(teams: number): string {
  return teams === 1 ? '1 team' : `${teams} teams`
}
