import { get, set } from './settle.js'

/** How far the sheet is drawn up, from the lowest. */
export const STOPS = ['peek', 'half', 'full'] as const
export type Stop = (typeof STOPS)[number]

/** Height of the lowest stop in pixels: a strip with a title and the handle. */
export const PEEK = 56

/** Where the style sheet makes a sheet of the column. */
export const PHONE = '(max-width: 699px)'

export const drawSheet = (sheet: Stop) => set({ sheet })

/** One stop up or down, where there is one. */
export function moveSheet(step: 1 | -1) {
  const at = STOPS.indexOf(get().sheet) + step
  if (STOPS[at] !== undefined) drawSheet(STOPS[at])
}

/** The stop nearest to a height, of all the height there is. */
export function nearestStop(height: number, all: number): Stop {
  const heights = [PEEK, all / 2, all]
  const off = heights.map((one) => Math.abs(one - height))
  return STOPS[off.indexOf(Math.min(...off))]
}
