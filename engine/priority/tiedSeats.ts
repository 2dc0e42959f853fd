import type { Apportionment } from './apportion.js'

/** How many a row has, and the chance of it: tied claims are drawn by lot. */
export interface SeatChance {
  readonly seats: number
  readonly chance: number
}

/** One or two numbers of a row, their chances adding up to 1. */
export function seatChances({ seats, tied, tiedServed }: Apportionment, row: number): readonly SeatChance[] {
  const at = tied.indexOf(row)
  if (at < 0) return [{ seats: seats[row], chance: 1 }]
  const without = seats[row] - Number(at < tiedServed)
  const served = tiedServed / tied.length
  return [
    { seats: without, chance: 1 - served },
    { seats: without + 1, chance: served },
  ]
}

/** The chance that tied claims, drawn by lot, come out as just these numbers. */
export function chanceOf(seats: ArrayLike<number>, apportionment: Apportionment): number {
  const { tied, tiedServed } = apportionment
  const differs = Array.from(apportionment.seats.keys()).some((row) =>
    seatChances(apportionment, row).every((one) => one.seats !== seats[row]),
  )
  return differs ? 0 : 1 / waysToChoose(tied.length, tiedServed)
}

/** n! / (k! (n - k)!) */
export function waysToChoose(n: number, k: number): number {
  let ways = 1
  for (let step = 1; step <= Math.min(k, n - k); step++) ways = (ways * (n - step + 1)) / step
  return Math.round(ways)
}
