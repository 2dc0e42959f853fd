import { MONTHS, monthOfYear, monthStart, weekday } from './calendar.js'
import { type Chance, gamma, normal, pickRow, poisson, runningSum } from './chance.js'
import { CATEGORIES, type Offence } from './offences.js'
import type { Places } from './places.js'

/** One recorded crime or incident. */
export interface Event {
  readonly category: number
  readonly offence: Offence
  /** Month row it was recorded in. */
  readonly month: number
  /** Row of the address; -1 for a place outside the county. */
  readonly address: number
  /** National Grid metres of the exact place. */
  readonly x: number
  readonly y: number
  readonly located: boolean
  /** Minutes of calendar.ts. `to` equals `from` when it was seen as it happened. */
  readonly from: number
  readonly to: number
  readonly recorded: number
  readonly domestic: boolean
  readonly online: boolean
  /** The same record as the event before it: another victim or place of one crime. */
  readonly repeat: boolean
}

/** Variance over mean of the rows of an LSOA and month. */
export const PHI = 3

/** Row of anti-social behaviour in CATEGORIES. */
export const ASB = CATEGORIES.findIndex(({ label }) => label === 'Anti-social behaviour')

const HOURS: Record<string, readonly number[]> = {
  evening: [5, 3.5, 2.5, 1.8, 1.1, 0.8, 0.8, 1.4, 2.6, 3.2, 3.6, 4, 4.6, 4.6, 4.8, 5.8, 6.2, 6.4, 6.8, 7, 7, 6.8, 6.6, 6],
  shops: [0.1, 0, 0, 0, 0, 0, 0.4, 1.4, 3, 5, 7, 8.5, 9.5, 9.5, 9.5, 9.5, 9.5, 9, 7.5, 5, 3, 1.6, 0.7, 0.3],
  night: [6.5, 6.5, 6.5, 6, 5, 3.8, 3, 3, 3, 2.8, 2.7, 2.7, 2.8, 2.8, 3, 3.2, 3.6, 4.2, 4.8, 5, 5, 5, 5.2, 6],
  daytime: [2.4, 1.6, 1.2, 0.9, 0.7, 0.7, 1.2, 2.6, 4.6, 5.4, 5.8, 6, 6.2, 6, 6, 6.2, 6.2, 6, 5.4, 4.8, 4.2, 3.8, 3.4, 3],
}
/** Monday to Sunday. */
const DAYS: Record<string, readonly number[]> = {
  evening: [0.92, 0.92, 0.94, 0.97, 1.12, 1.22, 1.05],
  shops: [1, 1.02, 1.03, 1.05, 1.08, 1.05, 0.75],
  night: [0.96, 0.96, 0.97, 1, 1.06, 1.07, 0.98],
  daytime: [1.02, 1, 1.01, 1.02, 1.05, 1, 0.9],
}

/**
 * Events of 36 months. The rate of an LSOA in a month is its expected rows x season x effect x a gamma factor that gives the
 * LSOA's month a variance of PHI times its mean; within the LSOA each event picks category and address in proportion to `expected`.
 *
 * @param expected rows a month, address x category
 * @param effect   multiplier of an LSOA in a month
 */
export function makeEvents(
  places: Places,
  lsoas: number,
  expected: Float64Array,
  effect: (lsoa: number, month: number) => number,
  chance: Chance,
): Event[] {
  const wide = CATEGORIES.length
  const addressesOf: number[][] = Array.from({ length: lsoas }, () => [])
  for (let address = 0; address < places.addresses; address++) addressesOf[places.addressLsoa[address]].push(address)
  const clocks = CATEGORIES.map(({ hours }) => ({ days: DAYS[hours], hours: hoursByDay(hours) }))
  const offenceSums = CATEGORIES.map(({ offences }) => runningSum(offences.map(({ weight }) => weight)))

  const events: Event[] = []
  for (let lsoa = 0; lsoa < lsoas; lsoa++) {
    const members = addressesOf[lsoa]
    const sums = CATEGORIES.map((_, category) => runningSum(members.map((address) => expected[address * wide + category])))
    const means = new Float64Array(wide)
    for (let month = 0; month < MONTHS; month++) {
      let mean = 0
      for (let category = 0; category < wide; category++) {
        means[category] = (sums[category].at(-1) ?? 0) * season(category, month) * effect(lsoa, month)
        mean += means[category]
      }
      const factor = (gamma(chance, mean / (PHI - 1)) * (PHI - 1)) / mean
      for (let category = 0; category < wide; category++) {
        const count = poisson(chance, means[category] * factor)
        for (let n = 0; n < count; n++) {
          const address = members[pickRow(chance, sums[category])]
          const again = n > 0 && category !== ASB && chance() < 0.008
          events.push(
            again
              ? anotherRow(events[events.length - 1], address, places)
              : makeEvent(category, month, address, places, clocks[category], offenceSums[category], chance),
          )
        }
      }
    }
  }
  return events
}

/** Yearly wave of a category, and the length of the month. */
function season(category: number, month: number): number {
  const { wave, peak } = CATEGORIES[category]
  const days = (monthStart(month + 1) - monthStart(month)) / 1_440
  return (1 + wave * Math.cos((2 * Math.PI * (monthOfYear(month) - peak)) / 12)) * (days / 30.4375)
}

interface Clock {
  readonly days: readonly number[]
  readonly hours: readonly Float64Array[]
}

function makeEvent(
  category: number,
  month: number,
  address: number,
  places: Places,
  clock: Clock,
  offenceSum: Float64Array,
  chance: Chance,
): Event {
  const { offences, span } = CATEGORIES[category]
  const offence = offences[pickRow(chance, offenceSum)]
  const outside = chance() < 0.001
  const angle = 2 * Math.PI * chance()
  const far = 40_000 + 30_000 * chance()
  const home = places.pointUse[places.addressPoint[address]] === 'home'
  return {
    category,
    offence,
    month,
    address: outside ? -1 : address,
    x: outside ? Math.round(406_800 + far * Math.cos(angle)) : places.addressX[address],
    y: outside ? Math.round(300_000 + far * Math.sin(angle)) : places.addressY[address],
    located: chance() < 0.98,
    ...times(month, clock, span, offence, chance),
    domestic: home && chance() < offence.domestic * 1.3,
    online: chance() < offence.online,
    repeat: false,
  }
}

/** A second row of one crime: another victim or place under the same reference. */
function anotherRow(first: Event, address: number, places: Places): Event {
  return { ...first, address, x: places.addressX[address], y: places.addressY[address], repeat: true }
}

/** When it happened and was recorded. The month is that of recording; what would run over its end moves back by whole weeks. */
function times(
  month: number,
  clock: Clock,
  span: number,
  offence: Offence,
  chance: Chance,
): { from: number; to: number; recorded: number } {
  const start = monthStart(month)
  const end = monthStart(month + 1)
  let day = 0
  do day = start + 1_440 * Math.floor(((end - start) / 1_440) * chance())
  while (chance() * 1.25 > clock.days[weekday(day)])
  const minute = 60 * pickRow(chance, clock.hours[weekday(day)]) + Math.floor(60 * chance())
  const roll = chance()
  let to = day + (roll < 0.18 ? 60 * Math.floor(minute / 60) : roll < 0.31 ? 60 * Math.floor(minute / 60) + 30 : minute)
  let recorded = to + Math.round(20 + Math.exp(4.2 + 1.7 * normal(chance)))
  while (recorded >= end) {
    to -= 10_080
    recorded -= 10_080
    if (recorded < start) recorded = start + Math.floor((end - start) * chance())
  }
  if (chance() < offence.historic) to -= 1_440 * Math.floor(400 + 4_000 * chance() ** 2)
  const length = span === 0 ? 0 : Math.round(Math.min(20_160, span * Math.exp(0.8 * normal(chance))))
  return { from: to - length, to, recorded }
}

/** Running hour weights of each weekday; on Friday and Saturday nights, and the small hours after them, the evening kinds stay up. */
function hoursByDay(kind: string): Float64Array[] {
  return Array.from({ length: 7 }, (_, day) =>
    runningSum(
      HOURS[kind].map((weight, hour) => {
        if (kind !== 'evening') return weight
        const late = (hour >= 20 && (day === 4 || day === 5)) || (hour < 4 && (day === 5 || day === 6))
        return late ? weight * 1.6 : weight
      }),
    ),
  )
}
