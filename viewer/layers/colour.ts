import type { Document } from '../load/document.js'
import { exactly, HEAT, harmTitle, measured } from '../words.js'

export type Theme = 'light' | 'dark'
export type Rgb = readonly [number, number, number]

/** How strongly a class is painted, of 255: whole, as the legend shows it; over roads, rail and water so that they are seen through it. */
export const painted = (over: boolean): number => (over ? 191 : 255)

/** What the map is painted by: columns of cells.csv, or the score of the areas in the list. */
export const MEASURES = ['volume', 'crimes', 'asb', 'harm', 'harm_reactive', 'volume_per_km2', 'gistar_class', 'score'] as const
export type MapMeasure = (typeof MEASURES)[number]

/** One line of the legend; `upper` is the greatest value painted in this colour. */
export interface ColourClass {
  readonly upper: number
  readonly colour: Rgb | null
  readonly label: string
  readonly note: string
}

const RAMP: Record<Theme, readonly Rgb[]> = {
  // low is pale on the light page and dark on the dark one, so that the eye goes to what is much
  light: ['#d3e8d0', '#92cabb', '#55b2b5', '#2b8aa9', '#1f5f94', '#1c3067'].map(rgb),
  dark: ['#1d3a57', '#1f5a7d', '#23809a', '#3fa8a4', '#86cda4', '#e2f0b5'].map(rgb),
}
const PURPLE: Record<Theme, readonly Rgb[]> = {
  light: ['#e9dcf5', '#c9b5e0', '#ad8ccb', '#8d64b5', '#6c3d9a', '#4a1d75'].map(rgb),
  dark: ['#322843', '#4e306c', '#684b94', '#8a66b8', '#b18fd8', '#dfc8f5'].map(rgb),
}
/** Classes -3..3; the middle is not painted. */
const HEAT_COLOURS: Record<Theme, readonly Rgb[]> = {
  light: ['#1f5fa8', '#6a9fd0', '#b4d0e8', '#ffffff', '#f5bfa8', '#e07a5f', '#b2182b'].map(rgb),
  dark: ['#7db8f0', '#3f7fbd', '#25507d', '#000000', '#7a3a32', '#c4543f', '#ff8a70'].map(rgb),
}

/** The five contributions, told apart with any colour vision and on both pages. */
export const CONTRIBUTIONS = ['deprivation', 'unemployment', 'children', 'harm', 'volume'] as const

/** A fixed scale, so that two maps of the score compare. */
const SCORE_UPPER = [20, 35, 50, 65, 80, 100]

const COUNTS: ReadonlySet<string> = new Set(['volume', 'crimes', 'asb'])

/** Name of a measure as the switch, the legend and the page title say it. */
export function measureTitle(measure: MapMeasure, document: Document): string {
  const titles: Record<MapMeasure, string> = {
    volume: 'Crimes and ASB incidents',
    crimes: 'Crimes',
    asb: 'ASB incidents',
    harm: harmTitle(document.harm),
    harm_reactive: `${harmTitle(document.harm)}, reactive crime`,
    volume_per_km2: 'Crimes and ASB incidents per km²',
    gistar_class: `Evidence of heat: ${document.measure.label}`,
    score: 'Need score',
  }
  return titles[measure]
}

/** Legend and map colours of one measure: the limits are the analysis's own. Empty if it has none. */
export function colourClasses(measure: MapMeasure, document: Document, theme: Theme): readonly ColourClass[] {
  if (measure === 'gistar_class')
    return [3, 2, 1, 0, -1, -2, -3].map((hotClass) => {
      const { words, falseAlarms } = HEAT[String(hotClass)]
      const note = falseAlarms === '' ? 'not painted' : `expected share of false alarms among these ${falseAlarms}`
      return { upper: hotClass, colour: hotClass === 0 ? null : HEAT_COLOURS[theme][hotClass + 3], label: words, note }
    })
  const uppers = measure === 'score' ? SCORE_UPPER : (document.breaks[measure] ?? [])
  const ramp = measure === 'score' ? PURPLE[theme] : RAMP[theme]
  return uppers.map((upper, k) => ({
    upper,
    colour: ramp[uppers.length === 1 ? ramp.length - 1 : Math.round((k * (ramp.length - 1)) / (uppers.length - 1))],
    label: limitWords(k === 0 ? null : uppers[k - 1], upper, COUNTS.has(measure)),
    note: '',
  }))
}

function limitWords(below: number | null, upper: number, count: boolean): string {
  if (count) {
    const from = (below ?? 0) + 1
    return from >= upper ? exactly(upper) : `${exactly(from)} to ${exactly(upper)}`
  }
  // one limit reads the same in both classes it parts
  const print = (limit: number) => (limit >= 100 ? exactly(limit) : measured(limit))
  return below === null ? `up to ${print(upper)}` : `${print(below)} to ${print(upper)}`
}

/** Colour of a value; null where nothing is painted (zero, unknown, no evidence). */
export function colourOf(value: number, measure: MapMeasure, classes: readonly ColourClass[]): Rgb | null {
  if (Number.isNaN(value)) return null
  if (measure === 'gistar_class') return classes.find((one) => one.upper === value)?.colour ?? null
  if (value <= 0 && measure !== 'score') return null
  for (const one of classes) if (value <= one.upper) return one.colour
  return classes.at(-1)?.colour ?? null
}

/** `#rrggbb` as numbers. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export const cssColour = (colour: Rgb, alpha = 255) => `rgb(${colour.join(' ')} / ${alpha / 255})`
