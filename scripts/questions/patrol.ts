/** hexbeat patrol CRIME... --beat CODE --date DAY --crews FILE --out DIR: where crews go in a shift, when and for how long. */
import {
  type Analysis,
  type Asked,
  EngineError,
  PLAN_DEFAULTS,
  PLAN_SHIFT_HOTSPOTS,
  type PlanOptions,
  type PlanShiftOptions,
  planShift,
  readCrews,
  readHotspotList,
  readHubs,
  readPatrolRequests,
  readPings,
  readPlannedMinutes,
  readTravelTimes,
  readVisitLog,
  resolvePlanOptions,
  SPEED_DEFAULTS,
  type SpeedOptions,
  shiftStart,
  weekBefore,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question, ReadInput } from '../commands/analyse.js'
import { dayFlag } from '../commands/londonDay.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { areaFlag } from './areaFlag.js'
import { asFlag } from './asFlag.js'
import { decimalFlag, needed, refused } from './decimalFlag.js'
import { refuseOwnFiles } from './ownFiles.js'
import { readTable } from './readTable.js'

const { briefingMinutes, breakMinutes, available, windowMinutes, visitMinutes, gapMinutes, mostVisits } = PLAN_DEFAULTS
const { factor, kmh } = SPEED_DEFAULTS

export const PATROL = {
  name: 'patrol',
  does: 'a shift planned: which crew goes to which hotspot, when and for how long, on a sheet of a page a crew; for published data the briefing of an area',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    { name: 'date', type: 'text', value: 'YYYY-MM-DD', help: 'day the shifts start on; one over midnight ends the day after' },
    {
      name: 'crews',
      type: 'path',
      value: 'FILE',
      help: 'crews: call_sign,kind (PC, PCSO, special),mode (foot, vehicle),officers,shift_start,shift_end,start or lng,lat',
    },
    { name: 'beat', type: 'text', value: 'CODE', help: 'beat to plan for, by code or name; default the whole force' },
    {
      name: 'in',
      type: 'pairs',
      value: 'KIND=CODE',
      help: 'area of another kind to plan for, such as sector=S3 or ward=E05000001',
    },
    {
      name: 'most-hotspots',
      type: 'whole',
      value: 'N',
      help: `most hotspots to plan for, those where most is expected; default ${PLAN_SHIFT_HOTSPOTS}`,
    },
    {
      name: 'hotspots',
      type: 'path',
      value: 'FILE',
      help: 'plan for these and no others: hotspots.csv with include and reasons filled in, places of your own added (id,lng,lat,offences_12m)',
    },
    { name: 'must-do', type: 'texts', value: 'ID', help: 'hotspot that must have a visit; may be given again' },
    {
      name: 'requests',
      type: 'path',
      value: 'FILE',
      help: 'visits asked for: id,fixed (fixed, preferred),hotspot or name,lng,lat; from,to,crew,why where known',
    },
    { name: 'hubs', type: 'path', value: 'FILE', help: 'hubs crews start from: hub,name,lng,lat (or easting,northing)' },
    {
      name: 'travel',
      type: 'path-pairs',
      value: 'foot|vehicle=FILE',
      help: 'minutes between all places and starts of the plan: from,to,minutes; default straight lines',
    },
    { name: 'detour', type: 'text', value: 'NUMBER', help: `straight lines: length of the way over theirs; default ${factor}` },
    { name: 'foot-kmh', type: 'text', value: 'KMH', help: `straight lines: speed on foot; default ${kmh.foot}` },
    { name: 'vehicle-kmh', type: 'text', value: 'KMH', help: `straight lines: speed of a vehicle; default ${kmh.vehicle}` },
    { name: 'visit-minutes', type: 'whole', value: 'N', help: `length of a visit, 10 to 20; default ${visitMinutes}` },
    {
      name: 'gap-minutes',
      type: 'whole',
      value: 'N',
      help: `between the middles of the windows of two visits to one hotspot; default ${gapMinutes}`,
    },
    { name: 'most-visits', type: 'whole', value: 'N', help: `most visits to one hotspot; default ${mostVisits}` },
    { name: 'window-minutes', type: 'whole', value: 'N', help: `window a visit is made in; default ${windowMinutes}` },
    {
      name: 'available',
      type: 'text',
      value: 'SHARE',
      help: `share of a shift that calls leave free, after briefing and breaks; default ${available}`,
    },
    { name: 'briefing-minutes', type: 'whole', value: 'N', help: `before crews set out; default ${briefingMinutes}` },
    { name: 'break-minutes', type: 'whole', value: 'N', help: `breaks of a shift; default ${breakMinutes}` },
    { name: 'log', type: 'path', value: 'FILE', help: "last week's visits: hotspot,arrive,leave,crew" },
    { name: 'pings', type: 'path', value: 'FILE', help: 'in place of it, positions: time (with its zone),call_sign,lng,lat' },
    { name: 'planned', type: 'path', value: 'FILE', help: 'minutes planned last week: hotspot,minutes, or patrol-visits.csv' },
    {
      name: 'lost',
      type: 'texts',
      value: 'CREW=HH:MM/MINUTES',
      help: 'also say what still matters where a crew loses so much time from then: T12=18:00/120; may be given again',
    },
    {
      name: 'briefing',
      type: 'switch',
      help: 'in place of a plan, the briefing of an area: months, no times; the one there is for published data',
    },
    { name: 'demo', type: 'switch', help: 'plan on published points for showing: DEMONSTRATION across every sheet' },
    ...ANALYSE.flags,
  ],
  example:
    'hexbeat patrol extract.csv --yes --beats beats.geojson --beat N12 --date 2026-05-08 --crews crews.csv --out friday-late',
} as const satisfies Command

type PatrolArguments = Arguments<typeof PATROL>

/** Flags by the names the engine has for them. */
const FLAG_OF: Readonly<Record<string, string>> = {
  date: '--date',
  crews: '--crews',
  mustDo: '--must-do',
  lost: '--lost',
  problem: '--problem',
  visitMinutes: '--visit-minutes',
  gapMinutes: '--gap-minutes',
  mostVisits: '--most-visits',
  windowMinutes: '--window-minutes',
  available: '--available',
  briefingMinutes: '--briefing-minutes',
  breakMinutes: '--break-minutes',
}

export const patrolQuestion: Question<PatrolArguments> = {
  command: PATROL.name,
  check(args) {
    refuseOwnFiles(args.areas, ['patrol-visits', 'patrol-crews', 'unserved'])
    if (args.beat !== undefined && args.in !== undefined) throw refused('--in', undefined, 'Give --beat or --in, not both.')
    if (args.briefing === true) checkBriefing(args)
    else optionsOf(args, null, '')
  },
  async ask(analysis, args, read) {
    const area = areaFlag(analysis, args)
    if (args.briefing === true && area !== null) return { briefing: area }
    const [problem] = analysis.options.problems
    const options = optionsOf(args, area, problem)
    try {
      return await planned(analysis, args, read, options)
    } catch (error) {
      throw asFlag(FLAG_OF, error)
    }
  },
}

async function planned(analysis: Analysis, args: PatrolArguments, read: ReadInput, options: PlanShiftOptions): Promise<Asked> {
  const hubs = await readTable(read, 'hubs', args.hubs, readHubs)
  const crews = (await readTable(read, 'crews', args.crews, (table) => readCrews(table, hubs))) ?? []
  // nothing of last week lies after the shift has begun
  const now = shiftStart(crews, options.date)
  const input = {
    crews,
    requests: (await readTable(read, 'requests', args.requests, readPatrolRequests)) ?? [],
    list: await readTable(read, 'hotspots', args.hotspots, readHotspotList),
    travel: {
      foot: await readTable(read, 'travel', args.travel?.foot, readTravelTimes),
      vehicle: await readTable(read, 'travel', args.travel?.vehicle, readTravelTimes),
    },
    log: await readTable(read, 'log', args.log, (table) => readVisitLog(table, now)),
    pings: await readTable(read, 'pings', args.pings, (table) => readPings(table, now)),
    planned: await readTable(read, 'planned', args.planned, (table) => readPlannedMinutes(table, weekBefore(options.date))),
  }
  return { patrol: planShift(analysis, input, options) }
}

function checkBriefing({ beat, in: given, demo, crews, date }: PatrolArguments): void {
  if (beat === undefined && given === undefined)
    throw new EngineError('argument-missing', {
      column: '--beat',
      hint: 'Say which area the briefing is of: --beat N12, or --in ward=E05000001',
    })
  const other = demo === true ? '--demo' : crews !== undefined ? '--crews' : date !== undefined ? '--date' : undefined
  if (other !== undefined) throw refused(other, undefined, 'A briefing has months and no shift: leave this out, or --briefing.')
}

/** @throws EngineError 'argument-missing', 'option-invalid' */
function optionsOf(args: PatrolArguments, area: PlanShiftOptions['area'], problem: string): PlanShiftOptions {
  const { mustDo = [], lost = [], demo = false, mostHotspots = PLAN_SHIFT_HOTSPOTS } = args
  const date = needed(
    args.date,
    '--date',
    'Give the day of the shift: --date 2026-05-08. For background without a shift: --briefing.',
  )
  dayFlag('--date', date)
  needed(args.crews, '--crews', 'Give who is on: --crews crews.csv')
  if (mostHotspots < 1) throw refused('--most-hotspots', String(mostHotspots), 'A whole number of hotspots, 1 or more.')
  if (args.log !== undefined && args.pings !== undefined)
    throw refused('--pings', undefined, 'Give --log or --pings: together they would count the same time twice.')
  if (args.planned !== undefined && args.log === undefined && args.pings === undefined)
    throw refused('--planned', undefined, 'What was planned stands beside what was done: give --log or --pings too.')
  return {
    ...{ date, problem, area, mustDo, demo },
    places: mostHotspots,
    lost: lost.map(lostOf),
    speeds: speedsOf(args),
    plan: planOf(args),
  }
}

function planOf(args: PatrolArguments): Partial<PlanOptions> {
  const { visitMinutes, gapMinutes, mostVisits, windowMinutes, briefingMinutes, breakMinutes } = args
  const options = {
    ...{ visitMinutes, gapMinutes, mostVisits, windowMinutes, briefingMinutes, breakMinutes },
    available:
      args.available === undefined
        ? undefined
        : decimalFlag('--available', args.available, (share) => share > 0 && share <= 1, 'A share above 0, up to 1: 0.6.'),
  } satisfies { [K in keyof PlanOptions]?: PlanOptions[K] | undefined }
  const given: Partial<PlanOptions> = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  try {
    resolvePlanOptions(given)
  } catch (error) {
    throw asFlag(FLAG_OF, error)
  }
  return given
}

function speedsOf({ travel = {}, detour, footKmh, vehicleKmh }: PatrolArguments): SpeedOptions {
  const other = Object.keys(travel).find((mode) => mode !== 'foot' && mode !== 'vehicle')
  if (other !== undefined) throw refused('--travel', other, 'Write foot=FILE or vehicle=FILE.')
  const speed = (mode: 'foot' | 'vehicle', text: string | undefined) => {
    if (text === undefined) return kmh[mode]
    const hint = `Times by ${mode} come from --travel: leave one of the two out.`
    if (travel[mode] !== undefined) throw refused(`--${mode}-kmh`, text, hint)
    return decimalFlag(`--${mode}-kmh`, text, (value) => value > 0, 'Give kilometres an hour above 0.')
  }
  if (detour !== undefined && travel.foot !== undefined && travel.vehicle !== undefined)
    throw refused('--detour', detour, 'Times come from --travel: there are no straight lines.')
  return {
    factor:
      detour === undefined
        ? factor
        : decimalFlag('--detour', detour, (value) => value >= 1, 'Way over straight line: 1 or more.'),
    kmh: { foot: speed('foot', footKmh), vehicle: speed('vehicle', vehicleKmh) },
  }
}

/** `T12=18:00/120`: crew T12 loses two hours from six. */
function lostOf(text: string): PlanShiftOptions['lost'][number] {
  const found = /^(.+)=(\d{1,2}):(\d\d)\/(\d+)$/.exec(text)
  const [hour, minute, minutes] = (found ?? []).slice(2).map(Number)
  if (found !== null && hour < 24 && minute < 60 && minutes > 0)
    return { callSign: found[1].trim(), atMinute: 60 * hour + minute, minutes }
  throw refused('--lost', text, 'Write the call sign, when, and the minutes lost: T12=18:00/120.')
}
