import type { Random } from '../random.js'
import { binomialQuantile } from './binomialMass.js'
import { poissonMass } from './poissonMass.js'

/** Values in ascending order and how many units have each: a column without its order. */
export interface Runs {
  readonly value: readonly number[]
  readonly times: readonly number[]
}

/** @param values finite, any order */
export function runsOf(values: Float64Array): Runs {
  const sorted = values.slice().sort()
  const value: number[] = []
  const times: number[] = []
  for (const each of sorted) {
    if (each === value[value.length - 1]) times[times.length - 1]++
    else {
      value.push(each)
      times.push(1)
    }
  }
  return { value, times }
}

/**
 * Throws events at random into units, each as likely as the next: how many units then hold 0, 1, 2 ... A draw from the even multinomial,
 * without placing every event: with many units their numbers are drawn value by value, with few the units one by one.
 *
 * Exact but for 1e-13 in the probabilities.
 *
 * @param events, units whole numbers, units 1 to 2^32 - 1
 */
export function scatterEvenly(events: number, units: number, stream: Random): Runs {
  return events / units > units ? unitByUnit(events, units, stream) : valueByValue(events, units, stream)
}

function unitByUnit(events: number, units: number, stream: Random): Runs {
  const counts = new Float64Array(units)
  let left = events
  for (let unit = 0; unit < units; unit++) {
    counts[unit] = binomialQuantile(stream.uniform(), left, 1 / (units - unit))
    left -= counts[unit]
  }
  return runsOf(counts)
}

/**
 * Independent Poisson counts, given their sum, are multinomial. So a few events less than asked for are drawn as Poisson counts (all
 * units together: how many have each value), over again in the rare case that they are too many, and the rest thrown one by one.
 */
function valueByValue(events: number, units: number, stream: Random): Runs {
  const mean = Math.max(0, events - 4 * Math.sqrt(events)) / units
  const lowest = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 20))
  const times: number[] = []
  let thrown = 0
  do {
    times.length = 0
    thrown = 0
    let left = units
    let mass = poissonMass(lowest, mean)
    let beyond = 1
    for (let value = lowest; left > 0; value++) {
      // what is beyond is a difference: below 1e-14 there is nothing more to it
      const here = mass + 1e-14 >= beyond ? left : binomialQuantile(stream.uniform(), left, mass / beyond)
      times.push(here)
      thrown += here * value
      left -= here
      beyond -= mass
      mass *= mean / (value + 1)
    }
  } while (thrown > events)
  for (; thrown < events; thrown++) {
    let at = 0
    for (let pick = stream.integer(units); pick >= times[at]; at++) pick -= times[at]
    times[at]--
    if (at + 1 === times.length) times.push(0)
    times[at + 1]++
  }
  return { value: times.map((_, k) => lowest + k), times }
}
