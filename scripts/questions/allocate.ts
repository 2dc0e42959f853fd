/** hexbeat allocate CRIME... --officers N --out DIR: how many teams and officers each hub should have. */
import {
  allocateTeams,
  readHubAreas,
  readHubs,
  readTravelTimes,
  resolveTeamPlan,
  type ShiftPattern,
  type TeamPlanOptions,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { decimalFlag, refused } from './decimalFlag.js'
import { readTable } from './readTable.js'
import { straightLineOf, TRAVEL_FLAGS } from './travelFlags.js'

export const ALLOCATE = {
  name: 'allocate',
  does: 'teams and officers by hub: whole areas to hubs, teams by harm above minimum cover, every split with its share of re-runs; without hubs, which areas get the larger team',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    { name: 'officers', type: 'whole', value: 'N', help: 'officers in all, sergeants among them' },
    { name: 'teams', type: 'whole', value: 'N', help: 'teams over all hubs; without --hubs default one for each area' },
    {
      name: 'hubs',
      type: 'path',
      value: 'FILE',
      help: "hubs: hub,name,lng,lat (or easting,northing),teams,officers (today's; 0 none, blank unknown); left out, each area is one",
    },
    {
      name: 'hub-areas',
      type: 'text',
      value: 'KIND',
      help: 'whole areas that hubs serve; default the first of lpa, beat, ward that is given',
    },
    { name: 'areas-of', type: 'path', value: 'FILE', help: 'who serves what today: area,hub' },
    {
      name: 'assign',
      type: 'text',
      choices: ['today', 'nearest'],
      help: 'areas keep their hub, or go to the nearest; default today with --areas-of, else nearest',
    },
    {
      name: 'team-size',
      type: 'whole',
      value: 'N',
      help: 'fewest officers of a team; default officers over teams, rounded down',
    },
    {
      name: 'team-most',
      type: 'whole',
      value: 'N',
      help: 'most officers of a team: those beyond the fewest then follow harm, not teams; for one team each default rounded up',
    },
    { name: 'sergeants', type: 'whole', value: 'N', help: 'sergeants in a team; default 1' },
    { name: 'cover', type: 'whole', value: 'N', help: 'fewest teams of a hub; default 1' },
    { name: 'seven-days', type: 'switch', help: 'seven-day cover: two teams a hub at least' },
    { name: 'shifts', type: 'text', value: 'ON/CYCLE', help: 'days on duty of the days of a cycle; default 4/8' },
    {
      name: 'abstraction',
      type: 'text',
      value: 'SHARE',
      help: 'share of duty time spent elsewhere: other duties, training, leave, sickness; default 0.25',
    },
    { name: 'minutes', type: 'text', value: 'T', help: 'print the share of demand within so many minutes of its hub' },
    ...TRAVEL_FLAGS,
    {
      name: 'by',
      type: 'list',
      value: 'A,B',
      help: 'what teams go by, first, and what is shown beside; default harm,volume,people',
    },
    {
      name: 'diminishing',
      type: 'text',
      value: 'K',
      help: 'show diminishing returns beside: one more team (where each area has one, officer) prevents 1 - e^-K of what is left; from a trial',
    },
    { name: 'draws', type: 'whole', value: 'N', help: 're-runs; default 1000' },
    ...ANALYSE.flags,
  ],
  example: 'hexbeat allocate 2024-*/ --wards wards.geojson --hubs hubs.csv --teams 6 --officers 60 --minutes 20 --out allocation',
} as const satisfies Command

type AllocateArguments = Arguments<typeof ALLOCATE>

export const allocateQuestion: Question<AllocateArguments> = {
  command: ALLOCATE.name,
  check(args) {
    resolveTeamPlan(optionsOf(args))
  },
  async ask(analysis, args, read, { hooks }) {
    const input = {
      hubs: await readTable(read, 'hubs', args.hubs, readHubs),
      areasOf: await readTable(read, 'areas-of', args.areasOf, readHubAreas),
      journeys: await readTable(read, 'travel', args.travel, readTravelTimes),
    }
    return { allocate: await allocateTeams(analysis, input, optionsOf(args), hooks) }
  },
}

function optionsOf(args: AllocateArguments): Partial<TeamPlanOptions> {
  const { officers, teams, hubAreas, teamSize, teamMost, sergeants, cover, sevenDays, draws } = args
  const options = {
    hubAreas,
    teams,
    officers,
    sergeants,
    teamSize,
    teamMost,
    cover,
    sevenDays,
    shifts: args.shifts === undefined ? undefined : shiftsOf(args.shifts),
    abstraction: numberOf('--abstraction', args.abstraction),
    assign: (['today', 'nearest'] as const).find((one) => one === args.assign),
    minutes: numberOf('--minutes', args.minutes),
    straightLine: straightLineOf(args),
    by: args.by?.map(demandOf),
    diminishing: numberOf('--diminishing', args.diminishing),
    draws,
  } satisfies { [K in keyof TeamPlanOptions]: TeamPlanOptions[K] | undefined }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function numberOf(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : decimalFlag(flag, text, () => true, 'Give a number.')
}

function demandOf(text: string): 'harm' | 'volume' | 'people' {
  const known = (['harm', 'volume', 'people'] as const).find((one) => one === text)
  if (known !== undefined) return known
  throw refused('--by', text, 'Known: harm, volume, people.')
}

/** `4/8`: four days on duty in every eight. */
function shiftsOf(text: string): ShiftPattern {
  const [daysOn, cycleDays] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text)?.slice(1).map(Number) ?? []
  if (daysOn >= 1 && daysOn <= cycleDays)
    return { label: `${daysOn} ${daysOn === 1 ? 'day' : 'days'} on, ${cycleDays - daysOn} off`, daysOn, cycleDays }
  throw refused('--shifts', text, 'Write the days on duty of the days of a cycle: 4/8 for four on, four off.')
}
