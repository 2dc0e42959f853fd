import proj4 from 'proj4'

/**
 * OSGB36 British National Grid by the seven-parameter Helmert shift (EPSG:1314) on the Airy ellipsoid. Good to about 5 m over Great
 * Britain: the Ordnance Survey's own OSTN15 grid shift, not used here, is what surveyors need. Not for Northern Ireland (Irish Grid).
 */
const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const grid = proj4('WGS84', NATIONAL_GRID)

/** WGS84 degrees to easting and northing in metres. Checked against PROJ: test/reference/nationalGrid.test.ts. */
export function toNationalGrid(lng: number, lat: number): [number, number] {
  const [easting, northing] = grid.forward([lng, lat])
  return [easting, northing]
}

/** Easting and northing in metres to WGS84 degrees, `[lng, lat]`; undoes `toNationalGrid` to within a centimetre. */
export function fromNationalGrid(easting: number, northing: number): [number, number] {
  const [lng, lat] = grid.inverse([easting, northing])
  return [lng, lat]
}
