import type { Layer } from '@deck.gl/core'
import type { Unit } from '../load/results.js'
import { needLayers } from './areaLayer.js'
import type { Theme } from './colour.js'

/** What a view puts on the map besides outlines, names and the selection. Plain data: what draws it is loaded with the map. */
export interface NeedScene {
  readonly kind: 'need'
  /** Contiguous areas of highest need; none where the run did not look for them. */
  readonly areas: readonly Unit[]
}

export type Scene = NeedScene

/** What lies under a scene: the measure of the settings with clusters and pins, the need scores alone, or nothing. */
export function baseOf(scene: Scene | null): 'measure' | 'score' | 'none' {
  return scene === null ? 'measure' : 'score'
}

/** Over outlines, under the selection and the names. */
export function sceneLayers(scene: Scene, _theme: Theme): readonly Layer[] {
  return scene.areas.length === 0 ? [] : needLayers(scene.areas)
}
