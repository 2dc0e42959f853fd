import { metresPerPixel } from '../layers/cellSize.js'
import type { Results } from '../load/results.js'
import type { Camera } from '../state/url.js'
import { exactly } from '../words.js'

/** A scale bar is no longer than this, in pixels. */
const LONGEST = 96

/** A round length that fits: 1, 2 or 5 times a power of ten metres, and its pixels. */
export function scaleOf(camera: Pick<Camera, 'latitude' | 'zoom'>): { readonly label: string; readonly pixels: number } {
  const most = LONGEST * metresPerPixel(camera)
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power
  const label = metres >= 1000 ? `${exactly(metres / 1000)} km` : `${metres < 1 ? metres.toPrecision(1) : exactly(metres)} m`
  return { label, pixels: metres / metresPerPixel(camera) }
}

/** Scale, north and who is owed, at the foot of the map. The map does not turn, so north is up. */
export function MapFoot({ results, camera }: { results: Results; camera: Camera | null }) {
  const scale = camera === null ? null : scaleOf(camera)
  return (
    <div className="map-foot">
      {scale !== null && (
        <div className="scale">
          <span role="img" className="north" aria-label="North is up">
            N<span aria-hidden="true">↑</span>
          </span>
          <span className="scale-bar" style={{ width: `${scale.pixels}px` }}>
            {scale.label}
          </span>
        </div>
      )}
      <p className="owed">{results.document.attribution.join(' ')}</p>
    </div>
  )
}
