import type { Analysis } from './output/analysis.js'
import { monthsPresent } from './score/period.js'
import { NONE, type WalkableHotspot } from './types.js'
import { walkableHotspots } from './walkableHotspots.js'

/**
 * The hotspots of a run with every further one of an area: the run lists the first of the force and of each beat, a plan for one area
 * needs all it has. Those the run lists stay as they are; the others are found in the same way, `standing` among the first of the area.
 *
 * @throws EngineError as `walkableHotspots`
 */
export function areaHotspots(
  analysis: Analysis,
  problem: string,
  area: { readonly kind: string; readonly code: string },
): readonly WalkableHotspot[] {
  const { walkable, crimes, kinds, cells, period, options, roads, tables, layers } = analysis
  const profile = tables.problems.find(({ id }) => id === problem)
  const areas = layers.find((layer) => layer.areas.kind === area.kind)?.areas
  const row = areas?.code.indexOf(area.code) ?? -1
  if (profile === undefined || areas === undefined || row < 0 || !walkable.some((hotspot) => hotspot.problem === problem))
    return walkable
  const input = {
    places: crimes.places,
    events: crimes.events,
    kinds,
    inside: Uint8Array.from(cells.unitOfPlace, (cell) => Number(cell !== NONE)),
    snapped: false,
    institutions: options.institutions,
    months: monthsPresent(crimes.tallies).filter((month) => month <= period.to),
    period: period.present,
    beats: null,
    whole: { areas, row },
    roads,
    seed: options.seed,
  }
  const listed = new Set(walkable.map(({ id }) => id))
  return [...walkable, ...walkableHotspots(input, profile).filter(({ id }) => !listed.has(id))]
}
