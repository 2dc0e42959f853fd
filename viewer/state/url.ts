import { type MapMeasure, MEASURES, type Theme } from '../layers/colour.js'

export const VIEWS = ['hotspots', 'quality'] as const
export type View = (typeof VIEWS)[number]

export interface Camera {
  readonly longitude: number
  readonly latitude: number
  readonly zoom: number
}

/** One thing, everywhere: `list` is a list's id, or `cells`. */
export interface Selection {
  readonly list: string
  readonly id: string
}

/** Everything the address holds; null is the default of the results. */
export interface Settings {
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
  readonly selection: Selection | null
  readonly camera: Camera | null
  /** null follows the computer. */
  readonly theme: Theme | null
}

export const SETTINGS: Settings = {
  view: 'hotspots',
  measure: null,
  list: null,
  sort: null,
  shown: null,
  problem: null,
  selection: null,
  camera: null,
  theme: null,
}

/** The part of the address after #: readable, stable, only what differs from the defaults. */
export function writeHash(settings: Settings): string {
  const { view, measure, list, sort, shown, problem, selection, camera, theme } = settings
  const parts: [string, string | null][] = [
    ['view', view === SETTINGS.view ? null : view],
    ['measure', measure],
    ['list', list],
    ['sort', sort],
    ['shown', shown === null ? null : shown.join(',')],
    ['problem', problem],
    ['selected', selection === null ? null : `${selection.list}:${selection.id}`],
    [
      'camera',
      camera === null ? null : [camera.longitude.toFixed(5), camera.latitude.toFixed(5), camera.zoom.toFixed(2)].join(','),
    ],
    ['theme', theme],
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
  const [list, ...id] = given.get('selected')?.split(':') ?? []
  return {
    view: oneOf(VIEWS, given.get('view')) ?? SETTINGS.view,
    measure: oneOf(MEASURES, given.get('measure')),
    list: given.get('list'),
    sort: given.get('sort'),
    shown:
      given
        .get('shown')
        ?.split(',')
        .filter((name) => name !== '') ?? null,
    problem: given.get('problem'),
    selection: list === undefined || id.length === 0 ? null : { list, id: id.join(':') },
    camera: readCamera(given.get('camera')),
    theme: oneOf(['light', 'dark'] as const, given.get('theme')),
  }
}

function readCamera(text: string | null): Camera | null {
  const [longitude, latitude, zoom] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  const usable = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22
  return usable ? { longitude, latitude, zoom } : null
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((one) => one === text) ?? null
}
