/**
 * Counts of one problem by unit (cell or place) and month, as far as a method may see them: months before the origin of a forecast. A
 * month that is not listed is missing exposure, never zero.
 */
export interface History {
  readonly units: number
  /** Months since 2000-01, ascending, those present only. */
  readonly months: readonly number[]
  /** Offences by unit, Float64Array[units], whole numbers; of a month in `months`. */
  readonly count: (month: number) => Float64Array
  /** Ground inside the study area, above 0. */
  readonly areaKm2: Float64Array
  /** Centres, metres of a plane. */
  readonly x: Float64Array
  readonly y: Float64Array
}

/** One way to say how many offences each unit will have in a month to come; the same history gives the same numbers. */
export interface Expectation {
  /** Of tables: `last-12-months`. */
  readonly id: string
  /** As printed. */
  readonly label: string
  /**
   * @param history only what was known at the origin: the method tunes and fits itself on nothing else
   * @param target  month since 2000-01, after the last of the history
   * @returns       expected offences by unit in the target month, Float64Array[units], finite, not negative; all 0 without a month
   */
  expect(history: History, target: number): Float64Array
}
