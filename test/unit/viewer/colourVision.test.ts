import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHANGE_COLOURS } from '../../../viewer/layers/changeColours.js'
import {
  CONTRIBUTIONS,
  colourClasses,
  type MapMeasure,
  painted,
  type Rgb,
  rgb,
  type Theme,
} from '../../../viewer/layers/colour.js'
import { CREW_COLOURS, crewMark } from '../../../viewer/layers/patrolColours.js'
import type { Document } from '../../../viewer/load/document.js'
import { distance, labOf, VISIONS } from '../../helpers/colourVision.js'

const analysis = { breaks: { volume: [1, 2, 3, 4, 5, 6] }, measure: { id: 'volume', label: 'volume' } } as unknown as Document
const PAPER: Readonly<Record<Theme, Rgb>> = { light: rgb('#fbfcfc'), dark: rgb('#0f151a') }
/** How strongly cells and areas are painted on it, as in the legend; and over roads, rail and water. */
const WHOLE = painted(false) / 255
const OVER = painted(true) / 255

const onPaper = (colour: Rgb, theme: Theme, strength: number): Rgb => {
  const [r, g, b] = colour.map((part, k) => part * strength + PAPER[theme][k] * (1 - strength))
  return [r, g, b]
}

/** The least distance of these pairs to any eye. */
function least(pairs: readonly (readonly [Rgb, Rgb])[]): number {
  const all = VISIONS.flatMap((vision) => pairs.map(([a, b]) => distance(labOf(a, vision), labOf(b, vision))))
  return Number(Math.min(...all).toFixed(1))
}

const neighbours = (colours: readonly Rgb[]) => colours.slice(1).map((colour, k) => [colours[k], colour] as const)
const anyTwo = (colours: readonly Rgb[]) =>
  colours.flatMap((colour, k) => colours.slice(k + 1).map((other) => [colour, other] as const))

/** What is painted by a measure, and the bare paper that stands for none of it. */
function classesOf(measure: MapMeasure, theme: Theme, strength: number): readonly Rgb[] {
  const classes = colourClasses(measure, analysis, theme)
  return classes.map(({ colour }) => (colour === null ? PAPER[theme] : onPaper(colour, theme, strength)))
}

describe('colours to eyes of any kind, in CIEDE2000', () => {
  it('has the distances of Sharma, Wu and Dalal', () => {
    expect(distance([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
    expect(distance([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4)
    expect(distance([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4)
  })
  it.each([
    ['volume', 'light', WHOLE, 8.9],
    ['volume', 'dark', WHOLE, 9.5],
    ['volume', 'light', OVER, 6.7],
    ['volume', 'dark', OVER, 7],
    ['score', 'light', WHOLE, 8.2],
    ['score', 'dark', WHOLE, 9],
    ['score', 'light', OVER, 6.2],
    ['score', 'dark', OVER, 7.1],
    ['gistar_class', 'light', WHOLE, 14.3],
    ['gistar_class', 'dark', WHOLE, 14.3],
  ] as const)('parts each class of %s from the next, and the least from bare ground: %s', (measure, theme, strength, far) => {
    const classes = classesOf(measure, theme, strength)
    const bare = measure === 'gistar_class' ? [] : [[PAPER[theme], classes[0]] as const]
    expect(least([...neighbours(classes), ...bare])).toBe(far)
  })
  it.each([
    ['light', 24.2],
    ['dark', 29.7],
  ] as const)('never takes hot for cold: %s', (theme, far) => {
    const classes = classesOf('gistar_class', theme, WHOLE)
    expect(least(classes.slice(0, 3).flatMap((hot) => classes.slice(4).map((cold) => [hot, cold] as const)))).toBe(far)
  })
  it.each([
    ['light', 16],
    ['dark', 22.8],
  ] as const)('parts what rose, what fell and what did not change: %s', (theme, far) => {
    const { rose, fell } = CHANGE_COLOURS[theme]
    expect(least(anyTwo([rose, fell, PAPER[theme]]))).toBe(far)
  })
  it.each([
    ['light', 11],
    ['dark', 11],
  ] as const)('parts any two of the five contributions: %s', (theme, far) => {
    const css = readFileSync(resolve(import.meta.dirname, '../../../viewer/style.css'), 'utf8')
    const given = CONTRIBUTIONS.map((name) =>
      [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'))].map(([, hex]) => hex),
    )
    expect(least(anyTwo(given.map(([light, dark]) => rgb(theme === 'light' ? light : dark))))).toBe(far)
  })
  it.each([
    ['light', 10],
    ['dark', 10],
  ] as const)('parts any two of the crews: %s', (theme, far) => {
    expect(least(anyTwo(CREW_COLOURS[theme]))).toBe(far)
  })
  it('marks no two of 18 crews alike: where colours come round, the line is another', () => {
    const marks = Array.from({ length: 18 }, (_, crew) => JSON.stringify(crewMark(crew, 'light')))
    expect(new Set(marks).size).toBe(18)
    expect(crewMark(6, 'dark')).toEqual({ colour: CREW_COLOURS.dark[0], line: 'dashed' })
  })
})
