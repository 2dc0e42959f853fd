import { parseGridReference } from '../../../engine/index.js'

/**
 * A place of "easting, northing" or "longitude, latitude", and which they are, or of a letter reference as "SP 753 605" (the middle of its
 * square); undefined where it is none of them, or not in Great Britain.
 */
export function readStart(text: string): { readonly grid: boolean; readonly x: number; readonly y: number } | undefined {
  const square = parseGridReference(text)
  if (square !== null) return { grid: true, x: square.easting, y: square.northing }
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const [x, y] = parts.map(Number)
  if (parts.length !== 2 || !Number.isFinite(x) || !Number.isFinite(y)) return undefined
  if (x > 1000 && x < 700_000 && y > 1000 && y < 1_300_000) return { grid: true, x, y }
  return x >= -9 && x <= 2.5 && y >= 49 && y <= 61.5 ? { grid: false, x, y } : undefined
}
