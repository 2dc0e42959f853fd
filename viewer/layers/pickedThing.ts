import type { PickingInfo } from '@deck.gl/core'
import type { Cells, Unit } from '../load/results.js'
import { cellId } from '../state/cells.js'
import type { CellShapes, Selection } from '../worker/protocol.js'

/** What lies under the pointer, as a selection. */
export function pickedThing(
  { layer, index, object }: PickingInfo,
  cells: Cells,
  fine: Cells,
  shapes: CellShapes | null,
): Selection | null {
  const id = layer?.id
  if (id === undefined || index < 0) return null
  if (id === 'cells') return index < cells.length ? { list: 'cells', id: cellId(cells, index) } : null
  if (id === 'exact-cells') {
    const row = shapes?.rows[index]
    return row === undefined ? null : { list: 'cells', id: cellId(fine, row) }
  }
  if (id === 'patrol-pins') return { list: 'hotspots', id: (object as { id: string }).id }
  if (id === 'hotspot-pins') return { list: 'hotspots', id: (object as Unit).id }
  const { unit } = object as { unit: Unit }
  return { list: id === 'cluster-line' ? 'clusters' : id.replace(/^(score|change)-/, ''), id: unit.id }
}
