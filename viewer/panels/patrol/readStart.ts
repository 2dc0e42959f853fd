/** Two numbers of "easting, northing" or "longitude, latitude", and which they are; undefined where they are neither, or not in Great Britain. */
export function readStart(text: string): { readonly grid: boolean; readonly x: number; readonly y: number } | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const [x, y] = parts.map(Number)
  if (parts.length !== 2 || !Number.isFinite(x) || !Number.isFinite(y)) return undefined
  if (x > 1000 && x < 700_000 && y > 1000 && y < 1_300_000) return { grid: true, x, y }
  return x >= -9 && x <= 2.5 && y >= 49 && y <= 61.5 ? { grid: false, x, y } : undefined
}
