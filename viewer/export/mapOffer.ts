import type { Camera } from '../state/url.js'

/** The map that is on the page, as a picture can be taken of it. */
export interface MapOffer {
  readonly camera: Camera
  /** Of the map, in pixels of the page. */
  readonly size: { readonly width: number; readonly height: number }
  /** Pixels of a picture for each of the page, at most; what the graphics card allows. */
  readonly most: () => number
  /** Draws the map anew with so many pixels for each of the page; the canvas holds them only while `use` runs. */
  readonly draw: (ratio: number, use: (canvas: HTMLCanvasElement) => void) => void
}

let offered: MapOffer | null = null
const listeners = new Set<() => void>()

/** null: the map is gone. */
export function offerMap(offer: MapOffer | null): void {
  offered = offer
  for (const listener of listeners) listener()
}

/** Tells of every offer. @returns how to be told no more */
export function onMapOffer(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** null where no map is drawn: in views without one, without WebGL 2, and before the first drawing. */
export const mapOffered = (): MapOffer | null => offered
