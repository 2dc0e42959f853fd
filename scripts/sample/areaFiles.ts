import { fromNationalGrid } from '../../engine/index.js'
import { type Ring, signedArea, type Tiling } from './tiling.js'

type Properties = Readonly<Record<string, string>>

/** GeoJSON of groups of LSOAs; outer rings anticlockwise, six decimals, so that neighbours share their vertices to the last digit. */
export function makeAreaFile(
  name: string,
  tiling: Tiling,
  groups: readonly (readonly number[])[],
  properties: (row: number) => Properties,
): string {
  const features = groups.map((cells, row) => {
    const rings = tiling.outline(cells)
    const outer = rings.filter((ring) => signedArea(ring) > 0)
    const holes = rings.filter((ring) => signedArea(ring) < 0)
    const geometry = { type: 'Polygon', coordinates: [...outer, ...holes].map(degrees) }
    return JSON.stringify({ type: 'Feature', properties: properties(row), geometry })
  })
  return `{"type":"FeatureCollection","name":${JSON.stringify(`${name} (synthetic)`)},"features":[\n${features.join(',\n')}\n]}\n`
}

/** Closed ring of degrees; corners nearer than a rounding step are dropped. */
function degrees(ring: Ring): number[][] {
  const out: number[][] = []
  for (const [x, y] of ring) {
    const [lng, lat] = fromNationalGrid(x, y).map((value) => Math.round(value * 1e6) / 1e6)
    const last = out[out.length - 1]
    if (last === undefined || last[0] !== lng || last[1] !== lat) out.push([lng, lat])
  }
  if (out.length > 1 && out[0][0] === out[out.length - 1][0] && out[0][1] === out[out.length - 1][1]) out.pop()
  return [...out, out[0]]
}
