import type { Document } from './document.js'
import type { Position } from './labelPoint.js'

/** Numbers and words of one area, cluster or hotspot as its file has them. */
export type Properties = Readonly<Record<string, string | number | boolean | null>>

/** One row of a list, and its shape on the map. */
export interface Unit {
  readonly id: string
  readonly name: string
  readonly properties: Properties
  /** Polygons of rings; a hotspot has none. */
  readonly polygons: readonly (readonly Position[][])[]
  /** Where its name or pin goes. */
  readonly point: Position
}

/** One list beside the map: wards, beats, LSOAs ..., clusters, hotspots. */
export interface UnitList {
  readonly id: string
  readonly label: string
  readonly kind: 'area' | 'cluster' | 'hotspot'
  readonly rankedBy: string
  readonly units: readonly Unit[]
}

/** A column of text as rows of a dictionary. */
export interface TextColumn {
  readonly words: readonly string[]
  readonly row: Uint32Array
}

/** Cells as columns, ascending by id; every column has one entry a cell. */
export interface Cells {
  readonly length: number
  readonly resolution: number
  /** Halves of the id. */
  readonly high: Uint32Array
  readonly low: Uint32Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** What the map is painted by and the pointer is told; NaN where unknown. The worker's task `cell` has the rest. */
  readonly numbers: Readonly<Record<string, Float64Array>>
  /** `ward_of_centre`, `beat_of_centre`, `near`. */
  readonly texts: Readonly<Record<string, TextColumn>>
  /** Of a coarser cell, how many cells of the analysis it holds; null where each is one. */
  readonly held: Uint32Array | null
}

/** What was checked of the files: every one is there, and those read are the ones that were written. */
export interface Checked {
  readonly files: number
  /** Whether checksums could be made; browsers do that only on this computer and over https. */
  readonly checksums: boolean
}

/** Everything the screen shows: plain data, made in the worker. */
export interface Results {
  readonly document: Document
  readonly cells: Cells
  readonly lists: readonly UnitList[]
  readonly bounds: readonly [Position, Position]
  readonly checked: Checked
  /** Words of the filter the counts are of, "burglary, robbery" where categories are chosen; null: as the analysis wrote them. */
  readonly under: { readonly months: boolean; readonly categories: readonly string[] } | null
}
