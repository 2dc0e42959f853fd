import { concentrationCaveats, concentrationWords } from '../concentrationWords.js'
import { measureTitle } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { rankedMeasure } from '../state/cellRows.js'
import { measureOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { exactly, percent } from '../words.js'
import type { Concentrated } from '../worker/protocol.js'
import { useShownFilter } from './useShownFilter.js'
import './concentration.css'

/** How much of what the map is painted by lies in how few cells; `row` marks a cell on the curve. */
export function ConcentrationCurve({ results, row }: { results: Results; row: number | null }) {
  const settings = useStore((state) => state.settings)
  const whole = useStore((state) => state.results)
  const cube = useStore((state) => state.cube !== null)
  const filter = useShownFilter(results)
  const painted = rankedMeasure(measureOf(settings, results), results)
  const column = painted === 'volume_per_km2' ? 'volume' : painted
  // the map comes first: its cells are drawn before the months are read
  const ready = cube || !results.document.files.some(({ name }) => name === 'cube.csv')
  const found = useTask('concentration', ready && column !== null ? { column, filter, row } : null, whole)
  if (found === null || found.result === null || column === null) return null
  const of = measureTitle(column, results.document)
  return (
    <figure className="concentration" data-current={found.current}>
      <figcaption>
        <h3>How concentrated</h3>
        <p>{concentrationWords(found.result, of)}</p>
      </figcaption>
      <Curve found={found.result} />
      <table className="held">
        <thead>
          <tr>
            <th scope="col">Share held</th>
            <th scope="col" className="number">
              Fewest cells
            </th>
            <th scope="col" className="number">
              Of all cells
            </th>
            {found.result.chance !== null && (
              <th scope="col" className="number">
                By chance
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {found.result.heldBy.map((one) => (
            <tr key={one.percent}>
              <th scope="row">{one.percent}&nbsp;%</th>
              <td className="number">{exactly(one.units)}</td>
              <td className="number">{percent(one.share)}</td>
              {found.result?.chance !== null && <td className="number">{one.chance === null ? '–' : percent(one.chance)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {concentrationCaveats(found.result, results.document).map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
    </figure>
  )
}

const [WIDTH, HEIGHT, LEFT, FOOT, TOP] = [320, 132, 36, 18, 6]

function Curve({ found }: { found: Concentrated }) {
  const x = (share: number) => LEFT + (WIDTH - LEFT - 8) * share
  const y = (share: number) => TOP + (HEIGHT - TOP - FOOT) * (1 - share)
  const line = (held: readonly number[]) =>
    held.map((share, k) => `${x(found.across[k]).toFixed(1)},${y(share).toFixed(1)}`).join(' ')
  const half = found.heldBy.find(({ percent: held }) => held === 50)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="base" x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} />
          <text className="tick up" x={LEFT - 4} y={y(share) + 4}>
            {100 * share}&nbsp;%
          </text>
          <text className={share === 1 ? 'tick end' : 'tick'} x={x(share)} y={HEIGHT - 4}>
            {share === 0 ? '0' : `${100 * share} %${share === 1 ? ' of the cells' : ''}`}
          </text>
        </g>
      ))}
      {found.chance !== null && <polyline className="chance" points={line(found.chance)} />}
      <polyline className="curve" points={line(found.held)} />
      {half !== undefined && <path className="drop" d={`M${x(0)},${y(0.5)}H${x(half.share)}V${y(0)}`} />}
      {found.chance !== null && (
        <text className="tick label-chance" x={x(0.52)} y={y(0.36)}>
          by chance alone
        </text>
      )}
      {found.mark !== null && (
        <>
          <circle className="mark" cx={x(found.mark.across)} cy={y(found.mark.held)} r="4.5" />
          <text className="tick label-mark" x={x(found.mark.across) + 8} y={y(found.mark.held) + 14}>
            this cell
          </text>
        </>
      )}
    </svg>
  )
}
