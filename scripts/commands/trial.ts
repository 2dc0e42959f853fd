/** hexbeat trial plan|result: days of patrol drawn by lot, with their power; and what a trial found, by its own schedule. */
import { basename, dirname } from 'node:path'
import { csv, EngineError, readHotspotList, redrawTrial, trialPower, trialResult, trialSchedule } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import { DEFAULT_MARKING } from '../commandTable.js'
import type { TRIAL } from '../patrolCommands.js'
import { decimalFlag, needed, refused } from '../questions/decimalFlag.js'
import { readTable } from '../stat/readColumns.js'
import type { Context } from './context.js'
import { dayFlag, londonDay, nowFlag } from './londonDay.js'
import { checkNew, writeNew } from './newFiles.js'
import { countsOfTrial, meanPerDay, readDailyCounts, readSchedule, scheduleTable } from './trialFiles.js'
import { planText, resultText } from './trialText.js'

type TrialArguments = Arguments<typeof TRIAL>

const MOST_SEED = 4_294_967_295
const MOST_PER_DAY = 100
const MOST_PHI = 100
const OF_PLAN = ['hotspots', 'from', 'days', 'washout', 'perDay', 'history', 'phi', 'seed', 'out'] as const
const OF_RESULT = ['schedule', 'counts', 'now'] as const

export async function trialCommand(args: TrialArguments, context: Context): Promise<void> {
  const [word] = args.operands
  if (word === undefined)
    throw new EngineError('argument-missing', {
      column: 'plan|result',
      hint: 'Write hexbeat trial plan, or hexbeat trial result.',
    })
  if (word !== 'plan' && word !== 'result')
    throw new EngineError('option-invalid', { value: word, hint: 'Write hexbeat trial plan, or hexbeat trial result.' })
  const foreign = (word === 'plan' ? OF_RESULT : OF_PLAN).find((flag) => args[flag] !== undefined)
  if (foreign !== undefined) {
    const flag = `--${foreign === 'perDay' ? 'per-day' : foreign}`
    throw refused(flag, undefined, `This is a flag of hexbeat trial ${word === 'plan' ? 'result' : 'plan'}.`)
  }
  return word === 'plan' ? plan(args, context) : result(args, context)
}

async function plan(args: TrialArguments, { answer }: Context): Promise<void> {
  const { perDay, history, washout = 0, marking = DEFAULT_MARKING } = args
  const path = needed(args.hotspots, '--hotspots', 'Give the list of hotspots: --hotspots hotspots.csv')
  const from = needed(args.from, '--from', 'Give the first day: --from 2026-09-01')
  dayFlag('--from', from)
  const days = needed(args.days, '--days', 'Give the days of the trial: --days 84')
  if (days < 1) throw refused('--days', String(days), 'A whole number of days, 1 or more.')
  if (washout < 0) throw refused('--washout', String(washout), 'Whole days, 0 or more.')
  const phiText = needed(
    args.phi,
    '--phi',
    'Give the variance over the mean of counts of a day: --phi 1.5; hexbeat stat dispersion tells it.',
  )
  const phi = decimalFlag(
    '--phi',
    phiText,
    (value) => value >= 1 && value <= MOST_PHI,
    `A number from 1 to ${MOST_PHI}; 1 is Poisson.`,
  )
  const seed = needed(args.seed, '--seed', 'Give any whole number, and keep it: --seed 7. The same seed draws the same days.')
  if (seed < 0 || seed > MOST_SEED) throw refused('--seed', String(seed), `A whole number from 0 to ${MOST_SEED}.`)
  if ((perDay === undefined) === (history === undefined)) {
    const hint = 'Give one of --per-day 0.4 (events in a hotspot on a day without patrol) and --history counts.csv.'
    throw perDay === undefined
      ? new EngineError('argument-missing', { column: '--per-day', hint })
      : refused('--history', undefined, hint)
  }
  const out = needed(args.out, '--out', 'Name the file the schedule is written to: --out schedule.csv')
  checkNew([out])
  const all = readHotspotList(await readTable(path))
  const listed = all.filter(({ include }) => include)
  if (listed.length === 0)
    throw new EngineError('hotspots-missing', { file: basename(path), column: 'include', hint: 'Every hotspot says include no.' })
  const hotspots = listed.map(({ id }) => id)
  const means =
    history === undefined
      ? new Float64Array(listed.length).fill(perDayFlag(perDay ?? ''))
      : meanPerDay(readDailyCounts(await readTable(history)), hotspots)
  const schedule = trialSchedule({ seed, hotspots, from, days, washoutDays: washout })
  const power = trialPower(schedule, means, phi)
  await writeNew(dirname(out), new Map([[basename(out), csv(scheduleTable(schedule, listed), false)]]))
  const { text, json } = planText({
    marking,
    schedule,
    power,
    means,
    history: history === undefined ? null : basename(history),
    leftOut: all.length - listed.length,
    file: basename(out),
  })
  answer(text, json)
}

async function result(args: TrialArguments, { answer }: Context): Promise<void> {
  const now = nowFlag(args.now)
  const schedulePath = needed(args.schedule, '--schedule', 'Give the schedule as plan wrote it: --schedule schedule.csv')
  const countsPath = needed(args.counts, '--counts', 'Give the events by hotspot and day: --counts counts.csv')
  const schedule = readSchedule(await readTable(schedulePath))
  const daily = readDailyCounts(await readTable(countsPath))
  const early = daily.rows.find(({ date }) => (londonDay(date)?.end ?? Number.NaN) > now)
  if (early !== undefined)
    throw new EngineError('time-in-future', {
      file: daily.table.file,
      line: early.line,
      column: 'date',
      value: early.date,
      hint: 'This day is not over: what is counted on it can still grow. Analyse the trial when its last day has passed.',
    })
  const { counts, notCounted } = countsOfTrial(daily, schedule)
  const { text, json } = resultText({
    marking: args.marking ?? DEFAULT_MARKING,
    schedule,
    scheduleFile: basename(schedulePath),
    countsFile: daily.table.file,
    notCounted,
    result: trialResult(schedule, counts, redrawTrial(schedule)),
  })
  answer(text, json)
}

function perDayFlag(text: string): number {
  return decimalFlag('--per-day', text, (value) => value > 0 && value <= MOST_PER_DAY, `Events above 0, at most ${MOST_PER_DAY}.`)
}
