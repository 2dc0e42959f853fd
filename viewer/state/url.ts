import { checkCompare } from '../../engine/index.js'
import { type MapMeasure, MEASURES, type Theme } from '../layers/colour.js'
import type { ShiftAsked } from '../worker/patrolTask.js'
import type { Filter, Selection } from '../worker/protocol.js'
import { readShift, shiftText } from './shift.js'
import { pointsWords, type Weights } from './weights.js'

export const VIEWS = ['hotspots', 'priority', 'patrol', 'change', 'quality'] as const
export type View = (typeof VIEWS)[number]

export interface Camera {
  readonly longitude: number
  readonly latitude: number
  readonly zoom: number
}

/** Everything the address holds, the filter among it; null is the default of the results. */
export interface Settings extends Filter {
  readonly view: View
  readonly measure: MapMeasure | null
  /** List beside the map. */
  readonly list: string | null
  /** Column the list is sorted by, `-` before it for falling. */
  readonly sort: string | null
  /** Lists drawn on the map. */
  readonly shown: readonly string[] | null
  /** Problem whose hotspots are shown. */
  readonly problem: string | null
  /** Points of the factors in Priority areas; null is the run's own. */
  readonly weights: Weights | null
  readonly selection: Selection | null
  /** Laid beside the selection, to compare. */
  readonly beside: Selection | null
  /** Weights laid against those of the sliders in Priority areas; `run` is the run's own. */
  readonly against: Weights | 'run' | null
  /** Whether the map shows the weights laid against, not those of the sliders. */
  readonly other: boolean
  /** Ids of the two factors of the scatter plot in Priority areas. */
  readonly scatter: readonly [across: string, up: string] | null
  /** Periods of Change: `r12`, `ytd`, `month` or two spans, as the command `change` takes them; null is `r12`. */
  readonly compare: string | null
  /** Offence group that areas are told by in Change; null is all crime. */
  readonly group: string | null
  /** Whether Change lists areas; null: offence groups. */
  readonly by: 'areas' | null
  /** Shift of Patrol plan; null: the one the run planned, or one for the beat with most hotspots. */
  readonly shift: ShiftAsked | null
  readonly camera: Camera | null
  /** null follows the computer. */
  readonly theme: Theme | null
  /** One column of plain words for a phone or tablet; null is the analyst's screen. */
  readonly mode: 'sergeant' | null
  /** Area whose places sergeant mode lists; null: none chosen yet. */
  readonly beat: Selection | null
}

export const SETTINGS: Settings = {
  view: 'hotspots',
  measure: null,
  list: null,
  sort: null,
  shown: null,
  problem: null,
  months: null,
  categories: null,
  weights: null,
  selection: null,
  beside: null,
  against: null,
  other: false,
  scatter: null,
  compare: null,
  group: null,
  by: null,
  shift: null,
  camera: null,
  theme: null,
  mode: null,
  beat: null,
}

/** The part of the address after #: readable, stable, only what differs from the defaults. */
export function writeHash(settings: Settings): string {
  const { view, measure, list, sort, shown, problem, months, categories, weights, selection, camera, theme } = settings
  const { beside, against, other, scatter } = settings
  const parts: [string, string | null][] = [
    ['view', view === SETTINGS.view ? null : view],
    ['measure', measure],
    ['list', list],
    ['sort', sort],
    ['shown', shown === null ? null : shown.join(',')],
    ['problem', problem],
    ['months', months === null ? null : `${months.from}..${months.to}`],
    ['categories', categories === null ? null : categories.join(',')],
    ['weights', weights === null ? null : weightsWords(weights)],
    ['against', against === null || against === 'run' ? against : weightsWords(against)],
    ['map', other ? 'against' : null],
    ['scatter', scatter === null ? null : scatter.join(',')],
    ['selected', selection === null ? null : `${selection.list}:${selection.id}`],
    ['beside', beside === null ? null : `${beside.list}:${beside.id}`],
    ['compare', settings.compare],
    ['group', settings.group],
    ['by', settings.by],
    ['shift', settings.shift === null ? null : shiftText(settings.shift)],
    [
      'camera',
      camera === null ? null : [camera.longitude.toFixed(5), camera.latitude.toFixed(5), camera.zoom.toFixed(2)].join(','),
    ],
    ['theme', theme],
    ['mode', settings.mode],
    ['beat', settings.beat === null ? null : `${settings.beat.list}:${settings.beat.id}`],
  ]
  return parts
    .filter(([, value]) => value !== null)
    .map(
      ([key, value]) =>
        `${key}=${encodeURIComponent(value ?? '')
          .replaceAll('%2C', ',')
          .replaceAll('%3A', ':')}`,
    )
    .join('&')
}

/** Settings of an address; what cannot be read is the default. */
export function readHash(hash: string): Settings {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  return {
    view: oneOf(VIEWS, given.get('view')) ?? SETTINGS.view,
    measure: oneOf(MEASURES, given.get('measure')),
    list: given.get('list'),
    sort: given.get('sort'),
    shown: names(given.get('shown')),
    problem: given.get('problem'),
    months: readMonths(given.get('months')),
    categories: names(given.get('categories')),
    weights: readWeights(given.get('weights')),
    selection: readSelection(given.get('selected')),
    beside: readSelection(given.get('beside')),
    against: given.get('against') === 'run' ? 'run' : readWeights(given.get('against')),
    other: given.get('map') === 'against',
    scatter: readPair(given.get('scatter')),
    compare: readCompare(given.get('compare')),
    group: given.get('group'),
    by: oneOf(['areas'] as const, given.get('by')),
    shift: readShift(given.get('shift')),
    camera: readCamera(given.get('camera')),
    theme: oneOf(['light', 'dark'] as const, given.get('theme')),
    mode: oneOf(['sergeant'] as const, given.get('mode')),
    beat: readSelection(given.get('beat')),
  }
}

const names = (text: string | null) => text?.split(',').filter((name) => name !== '') ?? null

function readSelection(text: string | null): Selection | null {
  const [list, ...id] = text?.split(':') ?? []
  return list === undefined || id.length === 0 ? null : { list, id: id.join(':') }
}

function readPair(text: string | null): readonly [string, string] | null {
  const [across, up, more] = names(text) ?? []
  return across === undefined || up === undefined || more !== undefined ? null : [across, up]
}

const weightsWords = (weights: Weights) =>
  Object.entries(weights)
    .map(([id, points]) => `${id}:${pointsWords(points)}`)
    .join(',')

function readMonths(text: string | null): Filter['months'] {
  const [, from, to] = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(text ?? '') ?? []
  return from === undefined || to === undefined || from > to ? null : { from, to }
}

/** Periods as the engine reads them; null where it would not. */
function readCompare(text: string | null): string | null {
  try {
    if (text !== null) checkCompare(text)
    return text
  } catch {
    return null
  }
}

/** Points by factor; null where one cannot be read, or all are nothing. */
function readWeights(text: string | null): Weights | null {
  const parts = names(text)?.map((part) => /^([\w-]+):(\d{1,3}(?:\.\d+)?)$/.exec(part)) ?? []
  const read = parts.flatMap((part) => (part === null ? [] : [[part[1], Number(part[2])] as const]))
  const usable = read.length > 0 && read.length === parts.length && read.some(([, points]) => points > 0)
  return usable ? Object.fromEntries(read) : null
}

function readCamera(text: string | null): Camera | null {
  const [longitude, latitude, zoom] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  const usable = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22
  return usable ? { longitude, latitude, zoom } : null
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((one) => one === text) ?? null
}
