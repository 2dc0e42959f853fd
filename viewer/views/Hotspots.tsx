import type { Results } from '../load/results.js'
import { Inspector } from '../panels/Inspector.js'
import { LayerRail } from '../panels/LayerRail.js'
import { RankedTable } from '../panels/RankedTable.js'
import { Halves } from '../panels/SplitHandle.js'
import { TrendStrip } from '../panels/TrendStrip.js'
import { Workplace } from '../panels/Workplace.js'

/** Cells by a measure, with clusters and hotspots; lists of all of them. */
export function Hotspots({ results, title }: { results: Results; title: string }) {
  return (
    <Workplace
      title={title}
      results={results}
      scene={null}
      railName="Layers"
      rail={<LayerRail results={results} />}
      foot={<TrendStrip results={results} />}
      side={
        <Halves>
          <RankedTable results={results} />
          <Inspector results={results} />
        </Halves>
      }
    />
  )
}
