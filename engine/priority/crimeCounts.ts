import type { HarmScheme, ReferenceTables } from '../inputTables.js'
import { kindTable } from '../score/kinds.js'
import { dispersion } from '../stats/dispersion.js'
import { type Cube, type KindTable, NONE } from '../types.js'
import type { CrimeCounts, CrimeGroup } from './posterior.js'

/** What recorded crime is counted from: the cube of one layer. */
export interface CountedCrime {
  /** Unit x kind x month, outside in NONE. */
  readonly cube: Cube
  /** Months that count, ascending: those of the period that hold data. */
  readonly months: readonly number[]
  readonly kinds: KindTable
  /** By unit: residents, or km2 where nobody is known to live; 0 and up. */
  readonly people: Float64Array
  /** By scheme, harm of each kind (`harmOfKinds`): the headline's first. */
  readonly harm: readonly Float64Array[]
  readonly as?: 'counts' | 'rates'
}

export interface GroupDispersion {
  /** Category, '' for offences of none. */
  readonly id: string
  readonly events: number
  readonly phi: number
  /** Blocks of time it is between. */
  readonly blockMonths: number
  readonly assumedBecause: 'no-crime' | 'one-unit' | 'one-block' | null
}

/**
 * Reactive crime of a layer as `rankDraws` takes it: a group for each category, with the over-dispersion of its counts by unit and
 * time, and the mix of offences where these weigh differently. Exposure is people x months.
 *
 * What police work finds (drugs, weapons carried) is left out: to target by it would find it again where one looks.
 */
export function crimeCounts({ cube, months, kinds, people, harm, as = 'counts' }: CountedCrime): {
  readonly crime: CrimeCounts
  readonly dispersion: readonly GroupDispersion[]
} {
  const position = new Map(months.map((month, at) => [month, at]))
  const categories = [...new Set(kinds.category.filter((_, kind) => kinds.reactive[kind] === 1))].sort()
  const groupOfKind = Int32Array.from(kinds.category, (category, kind) =>
    kinds.reactive[kind] === 1 ? categories.indexOf(category) : -1,
  )
  const ofKind = kinds.id.map(() => new Float64Array(cube.units))
  const byMonth = categories.map(() => new Float64Array(cube.units * months.length))
  for (let row = 0; row < cube.length; row++) {
    const group = groupOfKind[cube.kind[row]]
    const at = position.get(cube.month[row])
    if (cube.unit[row] === NONE || group < 0 || at === undefined) continue
    ofKind[cube.kind[row]][cube.unit[row]] += cube.count[row]
    byMonth[group][cube.unit[row] * months.length + at] += cube.count[row]
  }
  const spread = categories.map((_, group) => dispersion(byMonth[group], cube.units, months.length))
  const groups = categories.map((id, group): CrimeGroup => {
    const own = Array.from(kinds.id.keys()).filter((kind) => groupOfKind[kind] === group)
    const count = new Float64Array(cube.units)
    for (const kind of own) for (let unit = 0; unit < count.length; unit++) count[unit] += ofKind[kind][unit]
    const weights = harm.map((scheme) => own.map((kind) => scheme[kind]))
    const alike = weights.every((list) => list.every((weight) => weight === list[0]))
    return {
      id,
      count,
      phi: spread[group].phi,
      harm: alike ? weights.map(([weight]) => weight) : { count: own.map((kind) => ofKind[kind]), harm: weights },
    }
  })
  return {
    crime: { exposure: people.map((amount) => amount * months.length), groups, schemes: harm.length, as },
    dispersion: spread.map(({ phi, blockMonths, assumedBecause }, group) => ({
      id: categories[group],
      events: groups[group].count.reduce((sum, events) => sum + events, 0),
      phi,
      blockMonths,
      assumedBecause,
    })),
  }
}

/** Harm of each kind under each scheme, 0 where it has none; the scheme in use first. */
export function harmOfKinds(kinds: KindTable, tables: ReferenceTables, scheme: HarmScheme): Float64Array[] {
  const others = tables.harm.filter(({ id }) => id !== scheme.id)
  return [scheme, ...others].map((one) =>
    kindTable(kinds.id, tables, one).harm.map((weight) => (Number.isNaN(weight) ? 0 : weight)),
  )
}
