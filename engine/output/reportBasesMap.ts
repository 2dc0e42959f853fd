import { cellRing } from '../grid/h3.js'
import type { HubPlan, HubSet } from '../priority/hubPlan.js'
import type { AreaTable, StudyArea } from '../types.js'
import type { Analysis } from './analysis.js'
import { demandWords, minutesWords, setOfMethod, siteName } from './basesWords.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { type Bounds, boundsOf, type Frame, frameOf, tenth } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { type Ground, outlines, ringBounds } from './reportMapGround.js'
import { mapLabels, type Pin } from './reportMapLabels.js'
import { picture, swatch } from './reportPicture.js'
import { areasWords, capital, counted, exactly, listed } from './wording.js'

const WIDTH = 700
const HEIGHT = 430
const LEAST_KM = 3
/** Names may print a little wider than they are taken to be: kept free at the right. */
const LABEL_ROOM = 14
/** From light to dark, near to far, so that the order survives print in one colour. */
const SHADES = ['#f4f3ec', '#d6e0e3', '#adc5d0', '#7fa5b8', '#517f98', '#2c5670'] as const
/** Widths of a class in minutes, the smallest that does. */
const STEPS = [1, 2, 5, 10, 20, 30, 60]

/** A set and which map of the page it has. */
interface Shown {
  readonly set: HubSet
  readonly map: number
}

/**
 * Where the hubs of a set would stand, numbered in the order of its table, with today's sites; the ground by minutes to the nearest of the
 * numbered ones.
 */
export function basesMap(analysis: Analysis, plan: HubPlan, { set: best, map }: Shown, ground: Ground): Html {
  const frame = frameOf(boundsOfMap(analysis, plan), WIDTH, HEIGHT, LEAST_KM)
  const step = STEPS.find((width) => width * SHADES.length >= Math.max(...best.minutes)) ?? STEPS[STEPS.length - 1]
  const classOf = (place: number) => Math.min(SHADES.length - 1, Math.floor(best.minutes[place] / step))
  const shades = SHADES.map((fill, level) => {
    const places = Array.from(best.minutes.keys()).filter((place) => classOf(place) === level)
    return places.length === 0
      ? html``
      : html`<path d="${groundOf(analysis, plan, places, frame)}" fill="${fill}" fill-rule="evenodd"/>`
  })
  const pins = best.hubs.map(({ site }, k): Pin => ({ ...placeOf(plan, site, frame), number: k + 1, name: siteName(plan, site) }))
  const layer = reportedLayer(analysis.layers)
  const lines =
    layer === undefined
      ? html``
      : html`<path d="${outlines(layer.areas, ringBounds(layer.areas), frame)}" fill="none" stroke="#8d8a80" stroke-width="0.5"/>`
  const words = {
    id: map === 0 ? 'bases-map' : `bases-map-${map + 1}`,
    title: `Map of ${setWords(plan, best)}, and minutes to them`,
    description: `${plan.places.kind === 'lsoa' ? 'LSOAs' : 'Cells'} shaded by minutes to the nearest hub, ${minutesWords(Math.max(...best.minutes))} at most. Numbered hubs: ${listed(pins.map(({ number, name }) => `${number} ${name}`))}. The tables below it give the same in words and numbers.`,
  }
  const edge = html`<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" fill="none" stroke="#c8c8c2"/>`
  const content = html`${shades}${lines}${marks(plan, best, frame)}${mapLabels(pins, layer, ground, { ...frame, width: WIDTH - LABEL_ROOM })}${mapFurniture(frame)}${edge}`
  const levels = new Set(Array.from(best.minutes.keys(), classOf))
  return html`<figure>${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, content)}${legend(analysis, plan, best, { step, levels })}</figure>`
}

/** The whole study area, and sites beyond it. */
function boundsOfMap({ cells }: Analysis, { sites, sets }: HubPlan): Bounds {
  const { lng, lat } = cells.study
  const shown = sets.flatMap(({ hubs }) => hubs.map(({ site }) => site))
  const of = (own: Float64Array, other: Float64Array) => (row: number) => (row < own.length ? own[row] : other[row - own.length])
  const rows = [...lng.keys(), ...shown.map((site) => lng.length + site)]
  return boundsOf(rows, of(lng, sites.lng), of(lat, sites.lat))
}

function placeOf({ sites }: HubPlan, site: number, frame: Frame): { x: number; y: number } {
  return { x: frame.x(sites.lng[site]), y: frame.y(sites.lat[site]) }
}

function groundOf({ layers, cells }: Analysis, { places }: HubPlan, rows: readonly number[], frame: Frame): string {
  const lsoas = layers.find(({ areas }) => areas.kind === 'lsoa')
  if (places.kind === 'lsoa' && lsoas !== undefined)
    return lsoaPath(
      lsoas.areas,
      rows.map((row) => places.unit[row]),
      frame,
    )
  return rows.map((row) => cellPath(cells.study, places.unit[row], frame)).join('')
}

function lsoaPath(areas: AreaTable, rows: readonly number[], frame: Frame): string {
  const bounds = ringBounds(areas)
  return rows.map((row) => outlines(areas, bounds, frame, row)).join('')
}

function cellPath({ cellHigh, cellLow }: StudyArea, cell: number, frame: Frame): string {
  const ring = cellRing(cellHigh[cell], cellLow[cell])
  const points = Array.from(
    { length: ring.length / 2 },
    (_, v) => `${tenth(frame.x(ring[2 * v]))} ${tenth(frame.y(ring[2 * v + 1]))}`,
  )
  return `M${points.join('L')}Z`
}

const DOT = html`fill="#1a1a1a" stroke="#fff" stroke-width="1.2"`
const HOLLOW = html`fill="#fff" fill-opacity="0.85" stroke="#1a1a1a" stroke-width="1.4"`

/** "the 8 hubs with most demand within 20 minutes that keep the floor". */
function setWords({ withinMinutes, floor }: HubPlan, { method, hubs }: HubSet): string {
  const many = hubs.length === 1 ? 'the hub' : `the ${exactly(hubs.length)} hubs`
  if (method !== 'covering') return `${many} of least mean journey`
  const keeps = floor === null ? '' : hubs.length === 1 ? ' that keeps the floor' : ' that keep the floor'
  return `${many} with most demand within ${withinMinutes} minutes${keeps}`
}

/** Today's as squares, those of the set as dots above them. */
function marks(plan: HubPlan, set: HubSet, frame: Frame): Html {
  const of = (hubs: HubSet['hubs'], draw: (x: number, y: number) => Html) =>
    hubs.map(({ site }) => {
      const { x, y } = placeOf(plan, site, frame)
      return draw(x, y)
    })
  return html`${of(setOfMethod(plan, 'today')?.hubs ?? [], square)}${of(set.hubs, dot)}`
}

function dot(x: number, y: number): Html {
  return html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="3.2" ${DOT}/>`
}

function square(x: number, y: number): Html {
  return html`<rect x="${tenth(x - 6)}" y="${tenth(y - 6)}" width="12" height="12" ${HOLLOW}/>`
}

function legend(
  analysis: Analysis,
  plan: HubPlan,
  set: HubSet,
  { step, levels }: { readonly step: number; readonly levels: ReadonlySet<number> },
): Html {
  const last = SHADES.length - 1
  const words = (level: number) =>
    level === last ? `${last * step} minutes or more` : `${level * step} to ${(level + 1) * step}`
  const shades = SHADES.flatMap((fill, level) =>
    levels.has(level) ? [html`<span>${swatch(fill, '#8d8a80')}${words(level)}</span> `] : [],
  )
  const mark = (draw: (x: number, y: number) => Html, what: string) =>
    html`<span><svg class="swatch" viewBox="-9 -9 18 18" width="12" height="12" aria-hidden="true">${draw(0, 0)}</svg>${what}</span> `
  const used = setOfMethod(plan, 'today') === undefined ? [] : [mark(square, 'In use today')]
  const layer = reportedLayer(analysis.layers)
  const lines = layer === undefined ? '' : ` Lines: ${areasWords(layer.areas.kind)}.`
  return html`<p class="legend">${[mark(dot, `${capital(setWords(plan, set))}, numbered as in the tables`), ...used]}</p><p class="legend"><span>Minutes to the nearest numbered hub:</span> ${shades}</p><p class="legend">${counted(plan.places.code.length, plan.places.kind === 'lsoa' ? 'LSOA' : 'cell')}, hubs by ${demandWords(analysis, plan.by)}.${lines}</p>`
}
