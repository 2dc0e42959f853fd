import { hourOfWeek } from '../londonTime.js'
import { type CrewShift, instantOn } from './crewShift.js'
import { type PlanInput, type PlanOptions, travelPlaces } from './planInput.js'
import type { Visit, VisitProblem, VisitSlot, VisitWish } from './visitProblem.js'

/** A place that can be visited: a hotspot, or one somebody asks for. */
interface PlanPlace {
  readonly id: string
  readonly name: string
  /** Row of the hotspots; null: a requested place. */
  readonly hotspot: number | null
  readonly lng: number
  readonly lat: number
  /** By a person. */
  readonly excluded: boolean
}

/** A wish and whose it is. */
export interface PlanWish extends VisitWish {
  /** Id of the request, or of the hotspot that must be visited. */
  readonly id: string
  readonly kind: 'must-do' | 'fixed' | 'preferred'
  /** By slot: the part of its window that is asked for; null where it is not granted. */
  readonly asked: readonly (Interval | null)[]
}

/** Instants, minutes since 1970-01-01 UTC. */
interface Interval {
  readonly from: number
  readonly to: number
}

/** Window of a crew with its rows. */
export interface PlanSlot extends VisitSlot {
  /** Number of the window in the crew's shift, from 0. */
  readonly window: number
  readonly from: number
  readonly to: number
}

/** What is searched, with the names of its rows. */
export interface PlanProblem extends VisitProblem {
  readonly list: readonly PlanPlace[]
  /** Slot by place: when a visit may be made, after the way out and before the way back; null where there is no time for one. */
  readonly times: readonly (Interval | null)[]
  readonly slots: readonly PlanSlot[]
  readonly wishes: readonly PlanWish[]
}

const HOUR = 60
const DAY = 1440
const WEEK_DAYS = 7
/** Times are rounded to so many minutes, or where that leaves no time for a visit to the second. */
const STEPS = [5, 1] as const

/**
 * Rows and minutes of a plan.
 *
 * Worth of a visit: what is expected at the hotspot while the crew is there, at the mean rate of the visit's window. Last week's time
 * in the hotspot counts as visits already made: one a day last week makes today's first worth `repeatWorth`. A preferred place is
 * worth, on top of its own, one visit of the middle hotspot; what is asked for (must-do, fixed) more than everything else together.
 *
 * @param shifts by crew
 * @param held    visits that stand, of slots as `planSlots` numbers them
 * @param setsOut id of the place each crew sets out from; its start where none is given
 */
export function planProblem(
  input: PlanInput,
  shifts: readonly CrewShift[],
  options: PlanOptions,
  held: readonly Visit[] = [],
  setsOut: readonly string[] = input.crews.map(({ start }) => start),
): PlanProblem {
  const { hotspots, requests, crews, travel } = input
  const list: PlanPlace[] = [
    ...hotspots.map(({ id, name, lng, lat, excluded }, hotspot) => ({ id, name, hotspot, lng, lat, excluded: excluded !== '' })),
    ...requests
      .filter(({ hotspot }) => hotspot === '')
      .map(({ id, name, lng, lat }) => ({ id, name, hotspot: null, lng, lat, excluded: false })),
  ]
  const nodes = travelPlaces(input).map(({ id }) => id)
  const starts = crews.map(({ start }) => nodes.indexOf(start))
  const outs = setsOut.map((id) => nodes.indexOf(id))
  const slots = planSlots(shifts)
  const places = list.length
  const worth = new Float64Array(slots.length * places)
  const open = new Uint8Array(slots.length * places)
  const middle = new Float64Array(slots.length * places)
  const times = slots.flatMap((slot) => {
    const way = travel.minutes[crews[slot.crew].mode]
    const [out, start] = [outs[slot.crew], starts[slot.crew]]
    return list.map((_, place) =>
      timeAt(slot, shifts[slot.crew], way[out * nodes.length + place], way[place * nodes.length + start], options.visitMinutes),
    )
  })
  list.forEach(({ hotspot, excluded }, place) => {
    slots.forEach((slotTime, slot) => {
      const time = times[slot * places + place]
      open[slot * places + place] = Number(!excluded && time !== null)
      middle[slot * places + place] = time === null ? Number.NaN : (time.from + time.to) / 2
      if (hotspot === null) return
      const { from, to } = time ?? slotTime
      const { expected, lastWeekMinutes } = hotspots[hotspot]
      const daily = Number.isNaN(lastWeekMinutes) ? 0 : lastWeekMinutes / (WEEK_DAYS * options.visitMinutes)
      const seen = (meanRate(expected, from, to) * options.visitMinutes) / HOUR
      worth[slot * places + place] = daily === 0 ? seen : seen * options.repeatWorth ** daily
    })
  })
  const problem: VisitProblem = {
    places,
    nodes: nodes.length,
    slots,
    crews: crews.map(({ mode }, crew) => ({
      setsOut: outs[crew],
      start: starts[crew],
      travel: travel.minutes[mode],
      usefulMinutes: shifts[crew].usefulMinutes,
    })),
    worth,
    open,
    middle,
    mostVisits: Uint32Array.from(list, ({ hotspot }) => (hotspot === null ? 1 : options.mostVisits)),
    earliest: new Float64Array(),
    latest: new Float64Array(),
    setsOutAt: shifts.map(({ setsOutAt }) => setsOutAt),
    wishes: [],
    held,
    visitMinutes: options.visitMinutes,
    gapMinutes: options.gapMinutes,
    repeatWorth: options.repeatWorth,
  }
  const wishes = planWishes(input, list, slots, times, problem)
  return { ...problem, ...visitTimes(list, times, wishes), list, slots, times, wishes }
}

/** When visits are to be made: what the ways out and back leave of each window, or the part of that which is asked for. */
function visitTimes(
  list: readonly PlanPlace[],
  times: readonly (Interval | null)[],
  wishes: readonly PlanWish[],
): Pick<VisitProblem, 'earliest' | 'latest'> {
  const earliest = new Float64Array(times.length).fill(Number.NaN)
  const latest = earliest.slice()
  times.forEach((time, cell) => {
    if (time === null) return
    const [slot, place] = [Math.floor(cell / list.length), cell % list.length]
    let own = time
    for (const wish of wishes) {
      const part = wish.place === place ? wish.asked[slot] : null
      if (part === null || part === undefined) continue
      const [from, to] = [Math.max(own.from, part.from), Math.min(own.to, part.to)]
      if (to > from) own = { from, to }
    }
    earliest[cell] = own.from
    latest[cell] = own.to
  })
  return { earliest, latest }
}

/** When a visit may be made in a window: once the crew can be there, and while it can still be back by the end of its shift. */
function timeAt(window: Interval, shift: CrewShift, out: number, back: number, visitMinutes: number): Interval | null {
  for (const step of STEPS) {
    const from = Math.max(window.from, step * Math.ceil((shift.setsOutAt + out) / step))
    const to = Math.min(window.to, step * Math.floor((shift.to - back) / step))
    if (to - from >= visitMinutes) return { from, to }
  }
  return null
}

/** Windows of all crews, by crew and time. */
export function planSlots(shifts: readonly CrewShift[]): PlanSlot[] {
  return shifts.flatMap(({ windows }, crew) =>
    windows.map(({ from, to, mostMinutes, minutesToEnd }, window) => ({ crew, window, from, to, mostMinutes, minutesToEnd })),
  )
}

/** Mean of the hours of the week an interval meets, by its minutes in each. */
export function meanRate(expected: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; ) {
    const next = Math.min(to, (Math.floor(at / HOUR) + 1) * HOUR)
    sum += expected[hourOfWeek(at)] * (next - at)
    at = next
  }
  return sum / (to - from)
}

function planWishes(
  { hotspots, requests, crews, date }: PlanInput,
  list: readonly PlanPlace[],
  slots: readonly PlanSlot[],
  times: readonly (Interval | null)[],
  { worth, open, places, mostVisits, visitMinutes }: VisitProblem,
): PlanWish[] {
  const bestOf = (place: number) =>
    Math.max(...slots.map((_, slot) => worth[slot * places + place] * open[slot * places + place]))
  const best = list.map((_, place) => bestOf(place))
  const ranked = best.filter((value) => value > 0).sort((a, b) => a - b)
  const preferred = ranked.length === 0 ? 1 : ranked[Math.floor(ranked.length / 2)]
  const asked = 1 + requests.length * preferred + best.reduce((sum, value, place) => sum + mostVisits[place] * value, 0)
  const mustDo = hotspots.flatMap(({ id, mustDo: asks }, place) =>
    asks
      ? [{ id, kind: 'must-do' as const, place, ...granted(slots.map((_, slot) => times[slot * places + place])), worth: asked }]
      : [],
  )
  const wished = requests.map(({ id, hotspot, fixed, fromMinute, toMinute, crew }): PlanWish => {
    const place = list.findIndex((one) => one.id === (hotspot === '' ? id : hotspot))
    const own = Number.isNaN(fromMinute) ? null : askedTime(date, fromMinute, toMinute, id)
    const parts = slots.map((slot, row) => {
      const time = times[row * places + place]
      if (time === null || (crew !== '' && crews[slot.crew].callSign !== crew)) return null
      return own === null ? time : meeting(time, own, visitMinutes)
    })
    return { id, kind: fixed ? 'fixed' : 'preferred', place, ...granted(parts), worth: fixed ? asked : preferred }
  })
  return [...mustDo, ...wished]
}

function granted(asked: readonly (Interval | null)[]): Pick<PlanWish, 'asked' | 'slots'> {
  return { asked, slots: Uint8Array.from(asked, (part) => Number(part !== null)) }
}

function askedTime(date: string, fromMinute: number, toMinute: number, id: string): Interval {
  return {
    from: instantOn(date, fromMinute, `request ${id}`),
    to: instantOn(date, toMinute <= fromMinute ? toMinute + DAY : toMinute, `request ${id}`),
  }
}

/** Part of a time an asked time meets, on its day or the next (a shift over midnight has small hours too); null under a visit's length. */
function meeting(time: Interval, asked: Interval, visitMinutes: number): Interval | null {
  for (const days of [0, DAY]) {
    const from = Math.max(time.from, asked.from + days)
    const to = Math.min(time.to, asked.to + days)
    if (to - from >= visitMinutes) return { from, to }
  }
  return null
}
