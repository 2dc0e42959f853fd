import type { Balance } from './districts.js'

/** What a district carries: reactive harm, reactive crimes and incidents, residents. */
export type Load = 'harm' | 'volume' | 'people'

export const LOADS: readonly Load[] = ['harm', 'volume', 'people']

/** A load this near to the mean (over or under, as a share of it) counts as even. */
export const EVEN = 0.1

/** How the areas that districts are made of were given to them. */
export type AssignedBy = 'table' | 'parents' | 'ground'

export interface DistrictLoad {
  readonly id: Load
  /** Sums over whole areas, by district; by area of the layer districts are made of, what each adds. */
  readonly ofDistrict: Float64Array
  readonly ofAtom: Float64Array
  /** Inside the district's own border, whatever the areas: differs where borders cut through them. */
  readonly asDrawn: Float64Array
}

/** All districts, or those of one parent: a sector, a local policing area. */
export interface DistrictGroup {
  /** Kind of the parent's layer; 'parent' where that layer is not given, 'all' for all districts. */
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly districts: readonly number[]
  /** In the order of `loads`. */
  readonly balance: readonly Balance[]
  /** Districts within 10 % of this group's mean, likewise. */
  readonly even: readonly number[]
}

/** What of an area lies in a district; district NONE: in none. */
export interface AtomShare {
  readonly atom: number
  readonly district: number
  readonly km2: number
  readonly people: number
  readonly volume: number
  readonly harm: number
  /** Shares of the area's ground and people, 0 to 1; NaN unknown. */
  readonly ofGround: number
  readonly ofPeople: number
}

export interface ReviewedSwap {
  readonly kind: 'move' | 'exchange'
  /** The area that leaves `from`, and of an exchange the one that comes back. */
  readonly atoms: readonly number[]
  readonly from: number
  readonly to: number
  /** What changes district, in the order of `loads`: of an exchange both ways together. */
  readonly moved: readonly number[]
  /** CV of all districts after it, in the order of `loads`; the first is lower than now. */
  readonly cv: readonly number[]
  readonly maxOverMean: number
  /** CV within the districts' parent by the first load, now and after it. */
  readonly parentCv: readonly [now: number, after: number]
  /** Share of the draws of the counts in which it still lowers the CV; NaN where the first load is people. */
  readonly holds: number
}

/** Districts (beats) against the areas they are made of (wards): the answer of `districts`. Plain data. */
export interface DistrictReview {
  /** Kinds of both layers. */
  readonly of: string
  readonly atoms: string
  readonly assignedBy: AssignedBy
  /** By area, the row of its district; NONE where under half of it lies in any: left out. */
  readonly districtOf: Uint32Array
  /** Every area and every district it lies in, sorted by both. */
  readonly shares: readonly AtomShare[]
  /** Areas with over 1 % of their ground outside their district, and how much of it; most first. */
  readonly straddling: readonly { readonly atom: number; readonly outside: number }[]
  readonly leftOut: readonly number[]
  /** By district: its areas, and in how many pieces that do not touch they lie. */
  readonly members: readonly (readonly number[])[]
  readonly pieces: readonly number[]
  /** The first decides. */
  readonly loads: readonly DistrictLoad[]
  /** Why people are not among the loads; '' where they are or were not asked for. */
  readonly peopleUnknown: string
  /** All districts first, then by parent, nearest level first. */
  readonly groups: readonly DistrictGroup[]
  /** Districts whose parent is not known: their areas are not swapped. */
  readonly withoutParent: readonly number[]
  /** Most improvement first. */
  readonly swaps: readonly ReviewedSwap[]
  /** Draws of the counts; 0 where the first load is people. */
  readonly draws: number
  readonly seed: number
  /** By district, 5th and 95th percentile over the draws of the first load over its mean; NaN without draws. */
  readonly ratioLow: Float64Array
  readonly ratioHigh: Float64Array
}
