import { type CellRings, cellRings } from '../grid/cellRings.js'
import { cellsOutline } from '../grid/h3.js'
import type { AreaTable, Cluster, StudyArea } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { cellTable } from './cellTable.js'
import { circleRing } from './circleRing.js'
import { clusterTable } from './clusterTable.js'
import { factorTable } from './factorTable.js'
import { gridColumns } from './gridColumns.js'
import { hotspotTable } from './hotspotTable.js'
import { insidePoints } from './insidePoint.js'
import { layerFile, layerLabel, layerTable } from './layerTable.js'
import { clustersAbout } from './leadingClusters.js'
import { oncePerRun } from './oncePerRun.js'
import { findsWalkable } from './publishedPoints.js'
import type { Section } from './section.js'
import { sectionsOf } from './sections.js'
import type { Table } from './table.js'
import { withPlanned } from './tabledHotspots.js'
import { walkableTable } from './walkableTable.js'
import { printedRadius } from './walkableWords.js'
import { capital } from './wording.js'

/** Polygons of one row: rings, the outer one first; `lng, lat` interleaved, degrees, not closed. */
export type Polygons = readonly (readonly Float64Array[])[]

/** Where the first `length` rows of a table lie; the last row of a table may be `outside`, which lies nowhere. */
export type Shape =
  | { readonly type: 'point'; readonly length: number; readonly at: (row: number) => readonly [lng: number, lat: number] }
  | { readonly type: 'polygon' | 'multipolygon'; readonly length: number; readonly at: (row: number) => Polygons }

/** A table of the results folder that lies on a map. */
export interface ResultTable {
  /** Stem of its files: `wards` of wards.csv. */
  readonly file: string
  /** What people call its rows: "Wards". */
  readonly label: string
  readonly table: Table
  readonly shape: Shape
}

export interface ResultTables {
  readonly cells: ResultTable
  /** In the order of `analysis.layers`. */
  readonly layers: readonly (ResultTable & { readonly kind: string })[]
  readonly clusters: ResultTable
  readonly hotspots: ResultTable
  /** null where there is no score. */
  readonly factors: Table | null
  /** Tables of what was asked on top of the analysis. */
  readonly sections: readonly Section[]
}

/** What every format of the results folder is made from; made once for each analysis. */
export const resultTables = oncePerRun((analysis: Analysis): ResultTables => {
  const { clusters, factors, layers } = analysis
  const { study, heat } = analysis.cells
  const outlines = clusters.map((cluster) => outline(cluster, study))
  const peaks = clusters.map((cluster) => peakCell(cluster, heat.z))
  return {
    // dear, and not in every format
    get cells() {
      return cellsOf(analysis)
    },
    layers: layers.map((layer) => layerOf(layer, analysis)),
    clusters: {
      file: 'clusters',
      label: 'Clusters',
      table: withGrid(clusterTable(clusters, clustersAbout(analysis)), {
        lng: peaks.map((cell) => study.lng[cell]),
        lat: peaks.map((cell) => study.lat[cell]),
      }),
      shape: { type: 'multipolygon', length: clusters.length, at: (row) => outlines[row] },
    },
    hotspots: { file: 'hotspots', label: 'Hotspots', ...hotspotsOf(analysis) },
    factors: factors.length === 0 ? null : factorTable(factors),
    sections: sectionsOf(analysis),
  }
})

/** The cells of `resultTables`, without the others. */
export const cellsOf = oncePerRun((analysis: Analysis): ResultTable => {
  const { study } = analysis.cells
  let made: CellRings | null = null
  const ring = (row: number) => {
    made ??= cellRings(study)
    return made.xy.subarray(2 * made.start[row], 2 * made.start[row + 1])
  }
  return {
    file: 'cells',
    label: 'Cells',
    table: cellTable(analysis),
    shape: { type: 'polygon', length: study.length, at: (row) => [[ring(row)]] },
  }
})

/** Places that can be walked as circles; published points as points. */
function hotspotsOf(analysis: Analysis): Pick<ResultTable, 'table' | 'shape'> {
  const { hotspots } = analysis
  if (findsWalkable(analysis)) {
    const tabled = withPlanned(analysis)
    const { walkable } = tabled
    const at = (row: number) => [[circleRing(walkable[row].lng, walkable[row].lat, printedRadius(walkable[row]))]]
    return { table: walkableTable(tabled), shape: { type: 'polygon', length: walkable.length, at } }
  }
  return {
    table: hotspotTable(analysis),
    shape: { type: 'point', length: hotspots.length, at: (row) => [hotspots[row].lng, hotspots[row].lat] },
  }
}

function layerOf(layer: LayerResult, analysis: Analysis): ResultTable & { readonly kind: string } {
  const { areas } = layer
  return {
    kind: areas.kind,
    file: layerFile(areas.kind),
    label: capital(layerLabel(areas.kind)),
    table: withGrid(layerTable(layer, analysis), insidePoints(areas)),
    shape: { type: 'multipolygon', length: areas.length, at: (row) => areaPolygons(areas, row) },
  }
}

/** A table with the point that stands for each row: of an area one inside it, of a cluster the centre of its hottest cell. */
function withGrid(table: Table, { lng, lat }: { lng: ArrayLike<number>; lat: ArrayLike<number> }): Table {
  return { length: table.length, columns: [...table.columns, ...gridColumns(lng, lat)] }
}

export function areaPolygons({ xy, ringStart, ringOuter, areaRing }: AreaTable, area: number): Polygons {
  const polygons: Float64Array[][] = []
  for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
    const vertices = xy.subarray(2 * ringStart[ring], 2 * ringStart[ring + 1])
    if (ringOuter[ring] === 1 || polygons.length === 0) polygons.push([vertices])
    else polygons[polygons.length - 1].push(vertices)
  }
  return polygons
}

function outline({ cells }: Cluster, study: StudyArea): Polygons {
  const own = Array.from(cells)
  const closed = cellsOutline(
    own.map((cell) => study.cellHigh[cell]),
    own.map((cell) => study.cellLow[cell]),
  )
  return closed.map((rings) => rings.map((ring) => Float64Array.from(ring.slice(0, -1).flat())))
}

/** The first of its cells with the greatest z. */
function peakCell({ cells }: Cluster, z: Float64Array): number {
  return cells.reduce((best, cell) => (z[cell] > z[best] ? cell : best))
}
