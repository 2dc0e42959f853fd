import type { WebMercatorViewport } from '@deck.gl/core'
import { useEffect, useState } from 'react'
import type { Cells } from '../load/results.js'
import { useTask } from '../useTask.js'
import type { Box, CellShapes } from '../worker/protocol.js'

/** Exact outlines of the cells in view; null while they are not wanted, or not yet here: the map then draws cheap shapes. */
export function useShapes(viewport: WebMercatorViewport | null, cells: Cells): CellShapes | null {
  const [box, setBox] = useState<Box | null>(null)
  const seen = viewport === null ? null : boxOf(viewport, 0)
  const inside = box !== null && seen !== null && holds(box, seen) && !tooWide(box, seen)
  useEffect(() => {
    if (viewport !== null && !inside) setBox(boxOf(viewport, 0.3))
  }, [viewport, inside])
  const found = useTask('shapes', viewport === null ? null : box, cells.high)
  return found?.current && inside ? found.result : null
}

/** Corners of the view, and some more of it on each side. */
function boxOf(viewport: WebMercatorViewport, more: number): Box {
  const [west, south, east, north] = viewport.getBounds()
  const [x, y] = [(east - west) * more, (north - south) * more]
  return [west - x, south - y, east + x, north + y]
}

const holds = (box: Box, seen: Box) => box[0] <= seen[0] && box[1] <= seen[1] && box[2] >= seen[2] && box[3] >= seen[3]

/** After zooming in, what was fetched for the wider view is far more than is seen. */
const tooWide = (box: Box, seen: Box) => box[2] - box[0] > 6 * (seen[2] - seen[0])
