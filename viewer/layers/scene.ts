import type { Layer } from '@deck.gl/core'
import type { Position } from '../load/labelPoint.js'
import type { Unit, UnitList } from '../load/results.js'
import { needLayers } from './areaLayer.js'
import { type ChangeScene, changeLayers } from './changeScene.js'
import type { Theme } from './colour.js'
import { type PatrolScene, patrolLayers } from './patrolScene.js'
import { placeLayers } from './placeLayer.js'

/** What a view puts on the map besides outlines, names and the selection. Plain data: what draws it is loaded with the map. */
export interface NeedScene {
  readonly kind: 'need'
  /** Contiguous areas of highest need; none where the run did not look for them. */
  readonly areas: readonly Unit[]
}

/** In sergeant mode: a beat and its places, numbered by their `rank`; the other beats thin. */
export interface PlacesScene {
  readonly kind: 'places'
  readonly area: Unit | null
  readonly around: UnitList | null
  readonly places: readonly Unit[]
  readonly selected: string | null
}

export type Scene = PlacesScene | PatrolScene | ChangeScene | NeedScene

/** What lies under a scene: the measure of the settings with clusters and pins, the need scores alone, or nothing. */
export function baseOf(scene: Scene | null): 'measure' | 'score' | 'none' {
  if (scene?.kind === 'places') return 'none'
  if (scene?.kind === 'patrol') return 'none'
  if (scene?.kind === 'change') return 'none'
  return scene === null ? 'measure' : 'score'
}

/** Over outlines, under the selection and the names. */
export function sceneLayers(scene: Scene, theme: Theme): readonly Layer[] {
  if (scene.kind === 'places') return placeLayers(scene, theme)
  if (scene.kind === 'patrol') return patrolLayers(scene, theme)
  if (scene.kind === 'change') return changeLayers(scene, theme)
  return scene.areas.length === 0 ? [] : needLayers(scene.areas)
}

/** Points of a scene whose pins names must not lie under. */
export function pinsOf(scene: Scene | null): readonly Position[] {
  if (scene?.kind === 'places') return scene.places.map(({ point }) => point)
  if (scene?.kind !== 'patrol' || scene.plan === null) return []
  const { hotspots, crews, asked } = scene.plan
  return [...hotspots, ...asked, ...crews.map(({ start }) => start)].map(({ lng, lat }) => [lng, lat])
}
