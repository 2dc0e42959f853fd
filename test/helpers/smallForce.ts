import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const STREET_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'

/** One row of the published layout; made up. */
export function streetRow(
  row: { id?: string; month?: string; lng?: string; lat?: string; text?: string; type?: string } = {},
): string {
  const {
    id = '',
    month = '2024-01',
    lng = '-1.205',
    lat = '52.605',
    text = 'On or near High Street',
    type = 'Anti-social behaviour',
  } = row
  const force = 'Smallshire Police'
  return [id, month, force, force, lng, lat, text, 'E01999001', 'Smallshire 001A', type, '', ''].join(',')
}

/** Forty rows of one month at eight points, all inside the two wards. */
export function streetFile(month: string): string {
  const types = ['Anti-social behaviour', 'Burglary', 'Violence and sexual offences', 'Shoplifting']
  const rows = Array.from({ length: 40 }, (_, i) => {
    const point = (i * i) % 8
    return streetRow({
      id: i % 4 === 0 ? '' : `${month}-${i}`,
      month,
      lng: (-1.21 + point * 0.0025).toFixed(6),
      lat: (52.602 + point * 0.001).toFixed(6),
      text: `On or near Street ${point}`,
      type: types[i % 4],
    })
  })
  return `${[STREET_HEADER, ...rows].join('\n')}\n`
}

type Ring = readonly (readonly [number, number])[]

/** A ring from its corners, closed. */
export function polygon(corners: Ring) {
  return { type: 'Polygon', coordinates: [[...corners, corners[0]]] }
}

export function box(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
}

/** GeoJSON of wards from code, name and corners. */
export function wards(areas: readonly { code: string; corners: Ring }[]) {
  return {
    type: 'FeatureCollection',
    features: areas.map(({ code, corners }) => ({
      type: 'Feature',
      properties: { WD24CD: code, WD24NM: `Ward ${code.slice(-1)}` },
      geometry: polygon(corners),
    })),
  }
}

export const TWO_WARDS = wards([
  { code: 'E05999001', corners: box(-1.22, 52.6, -1.2, 52.615) },
  { code: 'E05999002', corners: box(-1.2, 52.6, -1.18, 52.615) },
])

/** crime/2024-01 and 02, and wards.geojson, in a folder. */
export function writeSmallForce(folder: string): void {
  mkdirSync(join(folder, 'crime'))
  for (const month of ['2024-01', '2024-02']) {
    writeFileSync(join(folder, `crime/${month}-smallshire-street.csv`), streetFile(month))
  }
  writeFileSync(join(folder, 'wards.geojson'), JSON.stringify(TWO_WARDS))
}
