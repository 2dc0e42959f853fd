import { type Command, DEFAULT_MARKING } from './commandTable.js'

const NOW = {
  name: 'now',
  type: 'text',
  value: 'TIME',
  help: 'what counts as now: 2026-06-01T08:00Z; default the clock of this computer. Only refuses what lies in the future',
} as const
const MARKING = {
  name: 'marking',
  type: 'text',
  value: 'TEXT',
  help: `protective marking of what is printed; default ${DEFAULT_MARKING}`,
} as const
const HOTSPOTS = { name: 'hotspots', type: 'path', value: 'FILE', help: 'hotspots.csv of a run, or a list like it' } as const

export const DOSE = {
  name: 'dose',
  does: 'time in hotspots, from pings or a visit log: visits, crew- and officer-minutes, hours since the last visit, what is under-visited, the monthly return',
  operands: '',
  mostOperands: 0,
  flags: [
    HOTSPOTS,
    {
      name: 'pings',
      type: 'path',
      value: 'FILE',
      help: 'positions: time (with its zone), call_sign, lng and lat or easting, northing',
    },
    { name: 'visits', type: 'path', value: 'FILE', help: 'visit log, in place of pings: hotspot, arrive, leave, crew' },
    { name: 'from', type: 'text', value: 'YYYY-MM-DD', help: 'first day' },
    { name: 'to', type: 'text', value: 'YYYY-MM-DD', help: 'last day, all of it' },
    { name: 'officers', type: 'whole', value: 'N', help: 'officers in each crew; default 1, which is said' },
    {
      name: 'crews',
      type: 'path',
      value: 'FILE',
      help: 'who patrols, for the monthly return: call_sign, kind (PC, PCSO or special), mode (foot or vehicle) and officers where known',
    },
    {
      name: 'planned',
      type: 'path',
      value: 'FILE',
      help: 'minutes planned between these days: hotspot,minutes (rows of one hotspot add up), or patrol-visits.csv',
    },
    { name: 'least', type: 'whole', value: 'MINUTES', help: 'shorter visits are counted as short, 0 to 20; default 10' },
    {
      name: 'out',
      type: 'path',
      value: 'DIR',
      help: 'folder for dose.csv, dose-months.csv, dose-hours.csv and dose-return.csv; nothing is written over',
    },
    MARKING,
    NOW,
  ],
  example:
    'hexbeat dose --hotspots hotspots.csv --pings pings.csv --from 2026-05-01 --to 2026-05-31 --planned plan.csv --out may',
} as const satisfies Command

export const TRIAL = {
  name: 'trial',
  does: 'a trial of patrols by days drawn by lot: plan prints its power and writes the schedule, result analyses the counts by that schedule',
  operands: 'plan|result',
  mostOperands: 1,
  flags: [
    { ...HOTSPOTS, help: `plan: ${HOTSPOTS.help}; those with include no are left out` },
    { name: 'from', type: 'text', value: 'YYYY-MM-DD', help: 'plan: first day' },
    { name: 'days', type: 'whole', value: 'N', help: 'plan: days in all' },
    { name: 'washout', type: 'whole', value: 'N', help: 'plan: days without trial between two trial days; default 0' },
    { name: 'per-day', type: 'text', value: 'X', help: 'plan: events expected in a hotspot on a day without patrol' },
    {
      name: 'history',
      type: 'path',
      value: 'FILE',
      help: 'plan: in place of it, earlier counts to take the mean of: hotspot, date, events',
    },
    {
      name: 'phi',
      type: 'text',
      value: 'P',
      help: 'plan: variance over mean of the counts of a day, 1 and up; see stat dispersion',
    },
    { name: 'seed', type: 'whole', value: 'S', help: 'plan: same seed, same schedule' },
    { name: 'out', type: 'path', value: 'FILE', help: 'plan: schedule to write, never over another' },
    { name: 'schedule', type: 'path', value: 'FILE', help: 'result: schedule as plan wrote it' },
    { name: 'counts', type: 'path', value: 'FILE', help: 'result: hotspot, date, events; 0 where nothing happened' },
    MARKING,
    { ...NOW, help: `result: ${NOW.help}` },
  ],
  example:
    'hexbeat trial plan --hotspots hotspots.csv --from 2026-09-01 --days 84 --per-day 0.4 --phi 1.5 --seed 7 --out schedule.csv',
} as const satisfies Command
