/** lng, lat in degrees. */
export type Position = [number, number]

/** Where an area's name goes: the centroid of its largest outer ring. */
export function labelPoint(polygons: readonly (readonly Position[][])[]): Position {
  let largest = -1
  let point: Position = [0, 0]
  for (const [outer] of polygons) {
    if (outer === undefined || outer.length < 3) continue
    const [originLng, originLat] = outer[0]
    let twice = 0
    let lng = 0
    let lat = 0
    // relative to the first vertex: the products of full degrees lose the digits that matter
    for (let k = 0; k < outer.length; k++) {
      const ax = outer[k][0] - originLng
      const ay = outer[k][1] - originLat
      const next = outer[(k + 1) % outer.length]
      const bx = next[0] - originLng
      const by = next[1] - originLat
      const cross = ax * by - bx * ay
      twice += cross
      lng += (ax + bx) * cross
      lat += (ay + by) * cross
    }
    if (Math.abs(twice) <= largest) continue
    largest = Math.abs(twice)
    point = twice === 0 ? [originLng, originLat] : [originLng + lng / (3 * twice), originLat + lat / (3 * twice)]
  }
  return point
}
