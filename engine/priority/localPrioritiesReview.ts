import type { LocalPriorities } from './locationQuotient.js'

/** What residents or partners named as a priority of one area, in their own words. */
export interface NamedPriority {
  /** Code of the area, or its name. */
  readonly area: string
  readonly priority: string
  /** 1 first; two may share a rank. */
  readonly rank: number
  /** Physical line of the file. */
  readonly line: number
}

export interface NamedPriorities {
  readonly file: string
  readonly rows: readonly NamedPriority[]
}

/** Local priorities of the areas of one layer; plain data. Tables are area by group: at[area * groups.length + group]. */
export interface LocalPrioritiesReview {
  readonly kind: string
  readonly code: readonly string[]
  readonly name: readonly string[]
  /** Categories with reactive crime in any of the areas. */
  readonly groups: readonly { readonly id: string; readonly label: string }[]
  /** Reactive crimes and incidents of the period, and their harm. */
  readonly count: Float64Array
  readonly harm: Float64Array
  readonly priorities: LocalPriorities
  /** Groups whose over-dispersion could not be estimated and was taken to be 2. */
  readonly assumed: readonly string[]
  /** By area, what residents and partners named, first rank first; null where no file was given. */
  readonly named: readonly (readonly { readonly priority: string; readonly rank: number }[])[] | null
  /** Crimes of the period in the areas that police work finds: in no column. */
  readonly proactive: number
  /** Crimes and incidents of the period located in none of the areas. */
  readonly outside: number
}
