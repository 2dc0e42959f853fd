import type { AreaTable, StudyArea } from '../types.js'
import { cellOverlap } from './overlap.js'

/** The areas of a layer that share ground with the study area: a national file given with a force's boundary keeps the force's own. */
export function areasMeeting(layer: AreaTable, study: StudyArea): AreaTable {
  const meets = new Uint8Array(layer.length)
  const { from } = cellOverlap(layer, study)
  for (const area of from) meets[area] = 1
  const kept = Array.from(meets.keys()).filter((area) => meets[area] === 1)
  if (kept.length === layer.length) return layer
  const xy: number[] = []
  const ringStart = [0]
  const ringOuter: number[] = []
  const areaRing = [0]
  for (const area of kept) {
    for (let ring = layer.areaRing[area]; ring < layer.areaRing[area + 1]; ring++) {
      for (let at = 2 * layer.ringStart[ring]; at < 2 * layer.ringStart[ring + 1]; at++) xy.push(layer.xy[at])
      ringStart.push(xy.length / 2)
      ringOuter.push(layer.ringOuter[ring])
    }
    areaRing.push(ringOuter.length)
  }
  const { parent } = layer
  return {
    ...layer,
    length: kept.length,
    code: kept.map((area) => layer.code[area]),
    name: kept.map((area) => layer.name[area]),
    parent: parent === null ? null : kept.map((area) => parent[area]),
    xy: Float64Array.from(xy),
    ringStart: Uint32Array.from(ringStart),
    ringOuter: Uint8Array.from(ringOuter),
    areaRing: Uint32Array.from(areaRing),
    areaKm2: Float64Array.from(kept, (area) => layer.areaKm2[area]),
    residents: Float64Array.from(kept, (area) => layer.residents[area]),
  }
}
