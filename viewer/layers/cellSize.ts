import type { Camera } from '../state/url.js'

/** Mean area of a cell of resolution 9, km²; each finer resolution has a seventh. */
const KM2_OF_9 = 0.105332513
const EARTH_ROUND_M = 40_075_016.686
const TILE_PIXELS = 512
/** A cell narrower than this is drawn as its parent. */
const SMALLEST_PIXELS = 2
/** From this width on, cells drawn in the shape of the middle one would show gaps between them. */
const EXACT_PIXELS = 20

export const metresPerPixel = ({ latitude, zoom }: Pick<Camera, 'latitude' | 'zoom'>) =>
  (EARTH_ROUND_M * Math.cos((latitude * Math.PI) / 180)) / (TILE_PIXELS * 2 ** zoom)

/** Pixels from flat to flat of a cell. */
export function cellPixels(resolution: number, camera: Pick<Camera, 'latitude' | 'zoom'>): number {
  const km2 = KM2_OF_9 * 7 ** (9 - resolution)
  return (1000 * Math.sqrt((2 * km2) / Math.sqrt(3))) / metresPerPixel(camera)
}

/** Resolution the map draws: that of the cells, or the finest coarser one that can be seen. */
export function drawnResolution(resolution: number, camera: Pick<Camera, 'latitude' | 'zoom'>): number {
  let drawn = resolution
  while (drawn > 1 && cellPixels(drawn, camera) < SMALLEST_PIXELS) drawn--
  return drawn
}

export const showsGaps = (resolution: number, camera: Pick<Camera, 'latitude' | 'zoom'>) =>
  cellPixels(resolution, camera) >= EXACT_PIXELS
