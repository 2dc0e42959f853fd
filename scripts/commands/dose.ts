/** hexbeat dose --hotspots FILE (--pings FILE | --visits FILE) --from DAY --to DAY: time in hotspots; writes nothing without --out. */
import { join } from 'node:path'
import {
  csv,
  type DoseHotspot,
  dose,
  EngineError,
  type ListedHotspot,
  monthlyReturns,
  type PlannedMinutes,
  type RosterCrew,
  readCrewRoster,
  readHotspotList,
  readPings,
  readPlannedMinutes,
  readVisitLog,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import { DEFAULT_MARKING } from '../commandTable.js'
import type { DOSE } from '../patrolCommands.js'
import { needed, refused } from '../questions/decimalFlag.js'
import { readTable } from '../stat/readColumns.js'
import type { Context } from './context.js'
import { type DoseSource, type Period, sourceOfLog, sourceOfPings } from './doseSource.js'
import { doseTables, type MeasuredDose } from './doseTables.js'
import { doseText } from './doseText.js'
import { dayFlag, nowFlag } from './londonDay.js'
import { checkNew, writeNew } from './newFiles.js'

type DoseArguments = Arguments<typeof DOSE>

const MOST_VISIT = 20
const FILES = ['dose.csv', 'dose-months.csv', 'dose-hours.csv', 'dose-return.csv'] as const

export async function doseCommand(args: DoseArguments, { answer }: Context): Promise<void> {
  const now = nowFlag(args.now)
  const period = periodOf(args, now)
  const { out, officers = 1, least = 10 } = args
  if (officers < 1) throw refused('--officers', String(officers), 'A whole number of officers, 1 or more.')
  if (least < 0 || least > MOST_VISIT) throw refused('--least', String(least), `Minutes from 0 to ${MOST_VISIT}.`)
  if (out !== undefined) checkNew(FILES.map((name) => join(out, name)))
  const hotspots = readHotspotList(
    await readTable(needed(args.hotspots, '--hotspots', 'Give the list of hotspots: --hotspots hotspots.csv')),
  )
  const plan = args.planned === undefined ? null : readPlannedMinutes(await readTable(args.planned), period)
  const planned = plan === null ? null : plannedMinutes(plan, hotspots)
  const roster = args.crews === undefined ? new Map<string, RosterCrew>() : readCrewRoster(await readTable(args.crews))
  const source = await sourceOf(args, now, period, hotspots)
  const options = {
    ...period,
    planned,
    leastVisit: least,
    mostVisit: MOST_VISIT,
    officers: new Map(source.callSigns.map((callSign) => [callSign, officersOf(roster.get(callSign), officers)])),
    modes: new Map([...roster].flatMap(([callSign, { mode }]) => (mode === null ? [] : [[callSign, mode]]))),
  }
  const found = dose(source.stays, hotspots, options)
  const measured: MeasuredDose = {
    hotspots,
    marking: args.marking ?? DEFAULT_MARKING,
    source,
    options,
    officersGiven: args.officers ?? null,
    roster: args.crews === undefined ? null : roster,
    plannedElsewhere: plan === null ? 0 : plan.requested,
    plannedOtherDays: plan === null ? 0 : plan.otherDays,
    dose: found,
    returns: monthlyReturns(found.distinct, roster, options),
    buffered: source.buffered === null ? null : dose(source.buffered, hotspots, options),
  }
  if (out !== undefined) {
    const tables = doseTables(measured)
    const bytes = [tables.hotspots, tables.months, tables.hours, tables.returns].map((table) => csv(table, false))
    await writeNew(out, new Map(FILES.map((name, k) => [name, bytes[k]])))
  }
  const { text, json } = doseText(measured, out === undefined ? null : FILES)
  answer(text, json)
}

/** Where the roster does not say, what was said of all crews. */
function officersOf(crew: RosterCrew | undefined, otherwise: number): number {
  return crew === undefined || Number.isNaN(crew.officers) ? otherwise : crew.officers
}

function periodOf({ from, to }: DoseArguments, now: number): Period {
  const first = dayFlag('--from', needed(from, '--from', 'Give the first day: --from 2026-05-01'))
  const written = needed(to, '--to', 'Give the last day: --to 2026-05-31')
  const last = dayFlag('--to', written)
  if (last.end <= first.start) throw refused('--to', written, 'The last day lies before the first.')
  if (last.start > now)
    throw new EngineError('time-in-future', {
      column: '--to',
      value: written,
      hint: 'This day has not begun. Give an earlier one.',
    })
  return { from: first.start, to: last.end }
}

async function sourceOf(args: DoseArguments, now: number, period: Period, hotspots: readonly DoseHotspot[]): Promise<DoseSource> {
  const { pings, visits } = args
  if (pings !== undefined && visits !== undefined)
    throw refused('--visits', undefined, 'Give --pings or --visits: together they would count the same time twice.')
  if (pings !== undefined) return sourceOfPings(readPings(await readTable(pings), now), period, hotspots)
  const log = needed(visits, '--pings', 'Give what time is measured from: --pings pings.csv, or --visits log.csv')
  return sourceOfLog(readVisitLog(await readTable(log), now), period, hotspots)
}

/** Minutes planned by hotspot of the list; NaN where the file has none. */
function plannedMinutes({ file, minutes, line }: PlannedMinutes, hotspots: readonly ListedHotspot[]): Float64Array {
  const known = new Set(hotspots.map(({ id }) => id))
  for (const id of minutes.keys()) {
    if (known.has(id)) continue
    const hint = 'The list of hotspots has no such id.'
    throw new EngineError('table-invalid', { file, line: line.get(id) ?? 1, column: 'hotspot', value: id, hint })
  }
  return Float64Array.from(hotspots, ({ id }) => minutes.get(id) ?? Number.NaN)
}
