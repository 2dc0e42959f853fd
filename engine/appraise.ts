import { EngineError } from './error.js'
import type { Appraisal, AppraiseOptions, OffencesLeft } from './evaluate/appraised.js'
import { backtest } from './evaluate/backtest.js'
import type { Expectation, History } from './evaluate/expectation.js'
import { combination } from './evaluate/expected/combination.js'
import { expectations } from './evaluate/expected/expectations.js'
import type { DayEvents } from './evaluate/expected/hawkes.js'
import { arePublished } from './hotspot/hotspot.js'
import { localPlane } from './hotspot/localPlane.js'
import { problemKinds } from './hotspot/problem.js'
import { londonOf } from './londonTime.js'
import type { Analysis } from './output/analysis.js'
import { monthsPresent } from './score/period.js'
import { firstDay } from './stats/monthDays.js'
import { type Hooks, type KindTable, NONE, PLACE_FLAG } from './types.js'

const DELAY_OF_PUBLISHED = 2
const DELAY_OF_OWN = 1
/** The month being tested and those the combination looks back to. */
const REMEMBERED = 6

/**
 * How well the cells of an analysis were chosen from its own past, month by month: a back-test over all its months of the offences a
 * patrol can meet. Cells with any ground inside the study area are the units; police stations, prisons, hospitals and points where
 * records without a place are put are left out as they are of hotspots.
 *
 * @throws EngineError 'option-invalid' (unknown problem, none of its kinds in the data can be met, delay, staffed ground),
 *               'points-too-few' (none in a cell), 'series-too-short' (under 12 months, the delay and one to test), 'aborted'
 *
 * Misleads on snapped points: they then move between cells by no doing of crime, and what is held is at map points. Months are those of
 * recording. Cost: about a second for each window of 15,000 cells.
 */
export async function appraise(analysis: Analysis, options: AppraiseOptions, hooks: Hooks = {}): Promise<Appraisal> {
  const { crimes, kinds, precision } = analysis
  const { problem, staffedKm2 } = options
  const published = arePublished({ snapped: precision.shared, kinds, places: crimes.places })
  const { wanted, counted } = kindsOf(analysis, problem)
  await hooks.progress?.('back-test', 0)
  if (hooks.signal?.aborted === true) throw new EngineError('aborted')
  const { history, unitOfPlace, offences } = historyOf(analysis, wanted, counted)
  if (offences.tested === 0)
    throw new EngineError('points-too-few', {
      value: problem ?? 'all crime',
      hint: 'No offence of it lies in a cell of the study area: choose another problem with --problem.',
    })
  const [plain, ...rivals] = methodsOf(daysOf(analysis, counted, unitOfPlace))
  const found = backtest(history, plain, rivals, {
    delay: options.delay ?? (published ? DELAY_OF_PUBLISHED : DELAY_OF_OWN),
    staffedKm2,
    hotspots: null,
    seed: analysis.options.seed,
  })
  await hooks.progress?.('back-test', 1)
  return { problem, staffedKm2, published, months: history.months, counted, offences, backtest: found }
}

/** By kind, 1 where it is of the problem, and where a patrol can meet it too. */
function kindsOf({ kinds, tables }: Analysis, problem: string | null): { wanted: Uint8Array; counted: Uint8Array } {
  const wanted = problem === null ? allCrime(kinds) : wantedKinds(problem)
  const counted = wanted.map((own, kind) => own * kinds.patrollable[kind] * kinds.reactive[kind])
  if (counted.includes(1)) return { wanted, counted }
  throw new EngineError('option-invalid', {
    column: 'problem',
    value: problem ?? 'all crime',
    hint: `Nothing in the data is of it and can be met by a patrol. Known problems: ${known()}.`,
  })

  function wantedKinds(id: string): Uint8Array {
    const profile = tables.problems.find((row) => row.id === id)
    if (profile !== undefined) return problemKinds(profile, kinds).rankBy
    throw new EngineError('option-invalid', { column: 'problem', value: id, hint: `Known: ${known()}.` })
  }
  function known(): string {
    return tables.problems.map(({ id }) => id).join(', ')
  }
}

function allCrime({ length, asb }: KindTable): Uint8Array {
  return Uint8Array.from({ length }, (_, kind) => 1 - asb[kind])
}

function historyOf(
  { cells, crimes, options }: Analysis,
  wanted: Uint8Array,
  counted: Uint8Array,
): { history: History; unitOfPlace: Uint32Array; offences: OffencesLeft } {
  const { study } = cells
  const rows = Uint32Array.from(study.insideShare.keys()).filter((cell) => study.insideShare[cell] > 0)
  const unitOfCell = new Uint32Array(study.length).fill(NONE)
  rows.forEach((cell, unit) => {
    unitOfCell[cell] = unit
  })
  const { places, tallies } = crimes
  const leftOut = PLACE_FLAG.byDefault | (options.institutions ? 0 : PLACE_FLAG.institution)
  const inCell = cells.unitOfPlace.map((cell) => (cell === NONE ? NONE : unitOfCell[cell]))
  const unitOfPlace = inCell.map((unit, place) => ((places.flags[place] & leftOut) === 0 ? unit : NONE))

  const months = monthsPresent(tallies)
  const counts = new Map(months.map((month) => [month, new Float64Array(rows.length)]))
  const offences = { tested: 0, notPatrollable: 0, institutions: 0, unlocated: 0, outside: 0 }
  for (let row = 0; row < tallies.length; row++) {
    const kind = tallies.kind[row]
    if (wanted[kind] === 0) continue
    const place = tallies.place[row]
    const unit = unitOfPlace[place]
    const count = tallies.count[row]
    if (counted[kind] === 0) offences.notPatrollable += count
    else if (Number.isNaN(places.lng[place])) offences.unlocated += count
    else if (inCell[place] === NONE) offences.outside += count
    else if (unit === NONE) offences.institutions += count
    else {
      offences.tested += count
      const month = counts.get(tallies.month[row])
      if (month !== undefined) month[unit] += count
    }
  }
  const of = (column: Float64Array) => Float64Array.from(rows, (cell) => column[cell])
  const { x, y } = localPlane(of(study.lng), of(study.lat))
  const history = {
    units: rows.length,
    months,
    count: (month: number) => counts.get(month) ?? new Float64Array(rows.length),
    areaKm2: Float64Array.from(rows, (cell) => study.areaKm2[cell] * study.insideShare[cell]),
    x,
    y,
  }
  return { history, unitOfPlace, offences }
}

/** Every method; those that the combination is made of are asked once, though it asks for what they said of earlier months again. */
function methodsOf(days: DayEvents | null): Expectation[] {
  const members = expectations(days).slice(0, -1).map(remembered)
  return [...members, combination(members)]
}

/** A method that is asked of one history only, up to different months: its last answers are kept. */
function remembered(method: Expectation): Expectation {
  const answers = new Map<string, Float64Array>()
  return {
    ...method,
    expect(history, target) {
      const key = `${history.months.at(-1)} ${target}`
      const known = answers.get(key)
      if (known !== undefined) return known
      const expected = method.expect(history, target)
      const [oldest] = answers.keys()
      if (answers.size === REMEMBERED) answers.delete(oldest)
      answers.set(key, expected)
      return expected
    },
  }
}

/** By the day of recording, as the months are: what was committed before an origin and recorded after it was not known at it. */
function daysOf({ crimes: { events } }: Analysis, counted: Uint8Array, unitOfPlace: Uint32Array): DayEvents | null {
  if (events === null) return null
  const unit: number[] = []
  const day: number[] = []
  for (let row = 0; row < events.length; row++) {
    const own = unitOfPlace[events.place[row]]
    if (own === NONE || counted[events.kind[row]] === 0 || Number.isNaN(events.recorded[row])) continue
    const date = londonOf(events.recorded[row])
    const at = firstDay(12 * (date.year - 2000) + date.month - 1) + date.day - 1
    for (let k = 0; k < events.count[row]; k++) {
      unit.push(own)
      day.push(at)
    }
  }
  return { unit: Uint32Array.from(unit), day: Float64Array.from(day) }
}
