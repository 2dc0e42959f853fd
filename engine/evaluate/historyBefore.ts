import type { History } from './expectation.js'

/** A history as it was known at an origin: the months before `end`. A method that asks for a later one has a fault, and is stopped. */
export function historyBefore(history: History, end: number): History {
  return {
    ...history,
    months: history.months.filter((month) => month < end),
    count: (month) => {
      if (month >= end) throw new RangeError(`Month ${month} was not known: the history ends before month ${end}.`)
      return history.count(month)
    },
  }
}
