import { EngineError } from '../../engine/index.js'
import { readDocument } from '../load/document.js'
import type { Position } from '../load/labelPoint.js'
import type { Cells, Results } from '../load/results.js'
import { type CheckedFolder, checkFiles } from './checkFiles.js'
import type { Progress } from './protocol.js'
import { type CellTable, readCells } from './readCells.js'
import { readAreas, readClusters, readHotspots, titledClusters } from './readUnits.js'
import type { ResultsSource } from './source.js'

const CELLS = 'cells.csv'
/** About five million cells: read whole, they would fill what memory a page is given. */
const MOST_CELL_BYTES = 1024 ** 3

/** Results, and what the worker keeps of them. */
export interface OpenedResults {
  readonly results: Results
  readonly table: CellTable
  readonly folder: CheckedFolder
}

/**
 * A results folder read and checked. `null`: there is no analysis.json.
 *
 * @throws EngineError 'results-invalid', 'results-newer', or those of the CSV reader
 */
export async function openResults(
  source: ResultsSource,
  subtle: Pick<SubtleCrypto, 'digest'> | null,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<OpenedResults | null> {
  onProgress({ what: 'Checking the files', share: 0 })
  const bytes = await source.read('analysis.json')
  if (bytes === null) return null
  const document = readDocument(new TextDecoder().decode(bytes))
  const listed = document.files.find(({ name }) => name === CELLS)
  if (listed !== undefined && listed.bytes > MOST_CELL_BYTES)
    throw new EngineError('results-invalid', {
      file: CELLS,
      value: `${(listed.bytes / 1024 ** 3).toFixed(1)} GB`,
      hint: 'These are more cells than a page can hold; nothing was read. Analyse again with a coarser --resolution, or look at areas in report.html.',
    })
  const folder = await checkFiles(document, source, subtle)
  const need = (file: string) => {
    if (folder.listed.has(file)) return folder.read(file)
    throw new EngineError('results-invalid', { file, hint: 'analysis.json does not list it. Run the analysis again.' })
  }
  onProgress({ what: 'Reading cells', share: 0.1 })
  const table = readCells(await need(CELLS), (share) => onProgress({ what: 'Reading cells', share: 0.1 + 0.7 * share }))
  onProgress({ what: 'Reading areas', share: 0.8 })
  const layers = document.layers.filter((layer) => folder.listed.has(`${layer.file}.geojson`))
  const [areas, clusters, hotspots] = await Promise.all([
    Promise.all(layers.map(async (layer) => readAreas(await need(`${layer.file}.geojson`), layer))),
    folder.listed.has('clusters.geojson') ? need('clusters.geojson').then(readClusters) : null,
    folder.listed.has('hotspots.csv') ? need('hotspots.csv').then(readHotspots) : null,
  ])
  const results: Results = {
    document,
    cells: table.cells,
    lists: [...areas, clusters && titledClusters(clusters, areas, layers), hotspots].filter((list) => list !== null),
    bounds: boundsOf(table.cells),
    checked: folder.checked,
    under: null,
  }
  return { results, table, folder }
}

function boundsOf({ length, lng, lat }: Cells): [Position, Position] {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (let row = 0; row < length; row++) {
    west = Math.min(west, lng[row])
    east = Math.max(east, lng[row])
    south = Math.min(south, lat[row])
    north = Math.max(north, lat[row])
  }
  return [
    [west, south],
    [east, north],
  ]
}
