import { FIRST_OF_FORCE } from './evaluate/firstHotspots.js'
import { type HotspotRecord, hotspotRecord } from './evaluate/hotspotRecord.js'
import type { ProblemProfile } from './inputTables.js'
import type { Analysis } from './output/analysis.js'
import { publishedMap } from './output/publishedPoints.js'

/** What the records need of a run: its lists of hotspots, and the cells they lie in. */
export type RecordsInput = Pick<Analysis, 'crimes' | 'kinds' | 'options' | 'precision' | 'hotspots' | 'walkable'> & {
  readonly cells: Pick<Analysis['cells'], 'study' | 'unitOfPlace'>
}

/**
 * The record beside the list of each problem: how much of the next month's offences fell on as much ground as the listed hotspots have.
 * A published point has the ground of its cell, a hotspot that is walked that of its circle.
 */
export function hotspotRecords(run: RecordsInput, problems: readonly ProblemProfile[]): HotspotRecord[] {
  const { crimes, kinds, options, cells, hotspots, walkable } = run
  const { study, unitOfPlace } = cells
  const published = publishedMap(run)
  const { institutions, seed } = options
  const input = { crimes, study, unitOfPlace, institutions, kinds, published, seed }
  const cellKm2 = (cell: number) => study.areaKm2[cell] * study.insideShare[cell]
  return problems.map((problem) => {
    const own = ({ problem: id }: { readonly problem: string }) => id === problem.id
    const points = hotspots.filter(own).map(({ place }) => cellKm2(unitOfPlace[place]))
    const circles = walkable.filter(own).map(({ radiusM }) => (Math.PI * radiusM ** 2) / 1e6)
    return hotspotRecord(input, problem, [...points, ...circles].slice(0, FIRST_OF_FORCE))
  })
}
