import proj4 from 'proj4'
import { EngineError } from '../error.js'

/**
 * OSGB36 British National Grid by the seven-parameter Helmert shift (EPSG:1314) on the Airy ellipsoid. Good to about 5 m over Great
 * Britain: the Ordnance Survey's own OSTN15 grid shift, not used here, is what surveyors need. Not for Northern Ireland (Irish Grid).
 */
const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const grid = projection(NATIONAL_GRID)

/** From WGS84, made when it is first asked for: to load proj4 takes longer than the rest of what an import needs. */
export function projection(definition: string) {
  const make = () => proj4('WGS84', definition)
  let made: ReturnType<typeof make> | null = null
  return () => {
    made ??= make()
    return made
  }
}

/**
 * WGS84 degrees to easting and northing in metres. Checked against PROJ: test/reference/nationalGrid.test.ts.
 *
 * @throws EngineError 'value-not-finite'
 */
export function toNationalGrid(lng: number, lat: number): [number, number] {
  if (!(Number.isFinite(lng) && Number.isFinite(lat))) throw new EngineError('value-not-finite', { value: `${lng}, ${lat}` })
  const [easting, northing] = grid().forward([lng, lat])
  return [easting, northing]
}

/** Easting and northing in metres to WGS84 degrees, `[lng, lat]`; undoes `toNationalGrid` to within a centimetre. */
export function fromNationalGrid(easting: number, northing: number): [number, number] {
  const [lng, lat] = grid().inverse([easting, northing])
  return [lng, lat]
}

/** Kilometres west, south, east, north: boxes that together hold all land of Great Britain and Man, with some 10 km to spare at the coasts. */
const LAND_KM = [
  // Scilly, Cornwall, south Devon
  [70, 0, 300, 50],
  // Lizard to Beachy Head
  [70, 50, 580, 100],
  // Lundy to the South Foreland; Pembrokeshire to Thanet; St David's to Orford Ness
  [130, 100, 650, 150],
  [150, 150, 655, 200],
  [150, 200, 665, 250],
  // Cardigan Bay to Lowestoft; Bardsey to Norfolk; Anglesey to Lincolnshire
  [225, 250, 670, 300],
  [200, 300, 665, 350],
  [210, 350, 570, 400],
  // Formby to Spurn; Walney to Flamborough Head; Isle of Man
  [305, 400, 555, 450],
  [290, 450, 540, 500],
  [205, 455, 260, 510],
  // Galloway to Whitby; Scotland and Northumberland
  [185, 500, 510, 550],
  [0, 550, 480, 1230],
] as const

/**
 * Whether a point in metres may lie on land. False means sea for certain: digits cut off (47,661 for 476,612), or easting and northing
 * exchanged where that leads into the sea. True is no proof: exchanged pairs near the line from Scilly to the Humber stay on land.
 */
export function onLand(easting: number, northing: number): boolean {
  const x = easting / 1000
  const y = northing / 1000
  return LAND_KM.some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)
}
