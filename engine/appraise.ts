import { EngineError } from './error.js'
import type { Appraisal, AppraiseOptions } from './evaluate/appraised.js'
import { backtesting } from './evaluate/backtest.js'
import { cellHistory, type TestedKinds, testedKinds } from './evaluate/cellHistory.js'
import type { Expectation } from './evaluate/expectation.js'
import { atKnownPoints } from './evaluate/expected/atKnownPoints.js'
import { combination } from './evaluate/expected/combination.js'
import { expectations } from './evaluate/expected/expectations.js'
import type { DayEvents } from './evaluate/expected/hawkes.js'
import { lastYear } from './evaluate/expected/lastYear.js'
import { recencyWeightedInOrder } from './evaluate/expected/recencyWeighted.js'
import { firstHotspots } from './evaluate/firstHotspots.js'
import { usualDelay } from './evaluate/hotspotRecord.js'
import { pointUnits } from './evaluate/pointUnits.js'
import { problemOf } from './hotspot/problem.js'
import { londonOf } from './londonTime.js'
import type { Analysis } from './output/analysis.js'
import { publishedMap } from './output/publishedPoints.js'
import { firstDay } from './stats/monthDays.js'
import { step } from './step.js'
import { type Hooks, NONE } from './types.js'

/** The month being tested and those the combination looks back to. */
const REMEMBERED = 6

/**
 * How well the cells of an analysis were chosen from its own past, month by month: a back-test over all its months of the offences a
 * patrol can meet. Cells with any ground inside the study area are the units; police stations, prisons, hospitals and points where
 * records without a place are put are left out as they are of hotspots. Of a force's own places the first 20 hotspots are tested besides,
 * drawn anew from the exact points before each month: by the plain count and by the recency-weighted one, of which lists are made.
 *
 * @throws EngineError 'option-invalid' (unknown problem, none of its kinds in the data can be met, delay, staffed ground),
 *               'points-too-few' (none in a cell), 'series-too-short' (under 12 months, the delay and one to test), 'aborted'
 *
 * Misleads on snapped points: they then move between cells by no doing of crime, and what is held is at map points. Months are those of
 * recording. Cost: about a second for each window of 15,000 cells.
 */
export async function appraise(analysis: Analysis, options: AppraiseOptions, hooks: Hooks = {}): Promise<Appraisal> {
  const { crimes, cells } = analysis
  const { problem, staffedKm2 } = options
  const published = publishedMap(analysis)
  const tested = kindsToTest(analysis, problem)
  await step(hooks, 'back-test', 0)
  const { study, unitOfPlace: cellOfPlace } = cells
  const input = { crimes, study, unitOfPlace: cellOfPlace, institutions: analysis.options.institutions }
  const { history, unitOfPlace, offences } = cellHistory(input, tested)
  if (offences.tested === 0)
    throw new EngineError('points-too-few', {
      value: problem ?? 'all crime',
      hint: 'No offence of it lies in a cell of the study area: choose another problem with --problem.',
    })
  const [plain, ...rivals] = methodsOf(daysOf(analysis, tested.counted, unitOfPlace))
  const points = published || crimes.events === null ? null : pointUnits(crimes, tested.counted, unitOfPlace)
  const testing = backtesting(history, plain, rivals, {
    delay: options.delay ?? usualDelay(published),
    staffedKm2,
    hotspots: points && {
      history: points,
      methods: [lastYear, recencyWeightedInOrder()].map(atKnownPoints),
      draw: firstHotspots(points),
    },
    seed: analysis.options.seed,
  })
  let turn = testing.next()
  for (; turn.done !== true; turn = testing.next()) await step(hooks, 'back-test', turn.value)
  return { problem, staffedKm2, published, months: history.months, counted: tested.counted, offences, backtest: turn.value }
}

function kindsToTest({ kinds, tables: { problems } }: Analysis, problem: string | null): TestedKinds {
  const tested = testedKinds(kinds, problem === null ? null : problemOf(problems, problem))
  if (tested.counted.includes(1)) return tested
  throw new EngineError('option-invalid', {
    column: 'problem',
    value: problem ?? 'all crime',
    hint: `Nothing in the data is of it and can be met by a patrol. Known problems: ${problems.map(({ id }) => id).join(', ')}.`,
  })
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
