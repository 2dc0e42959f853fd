import { cellToText } from '../grid/h3.js'
import type { HubPlaces } from '../priority/hubPlan.js'
import type { HubGround } from '../priority/hubTravel.js'
import type { UnitColumns } from '../score/unitTable.js'
import type { Analysis, LayerResult } from './analysis.js'
import { insidePoints } from './insidePoint.js'

/** The places that hold demand, with all that is counted on their units: LSOAs, or cells of the study area. */
export interface DemandPlaces {
  readonly places: HubPlaces
  readonly columns: UnitColumns
  readonly cube: LayerResult['cube']
  /** By place of crimes, its unit; NONE outside all. */
  readonly unitOfPlace: Uint32Array
  /** By unit: what crime is out of. */
  readonly exposure: Float64Array
  /** By unit; NaN unknown. */
  readonly residents: Float64Array
  readonly ground: HubGround
}

/** Where demand is and is driven to: LSOAs, each at a point inside it, or where there are none the cells that hold reactive crime. */
export function demandPlaces({ layers, cells }: Analysis): DemandPlaces {
  const lsoas = layers.find(({ areas }) => areas.kind === 'lsoa')
  if (lsoas !== undefined) {
    const { areas, columns, cube, unitOfPlace } = lsoas
    const { code, name, residents, areaKm2 } = areas
    const known = residents.filter((people) => people > 0).sort()
    // an LSOA whose people are not known is taken for one of the middle size
    const middle = known[known.length >> 1]
    const exposure = middle === undefined ? areaKm2 : residents.map((people) => (people > 0 ? people : middle))
    const unit = Uint32Array.from(code.keys())
    const ground = { residents, areaKm2, areas }
    return {
      places: { kind: 'lsoa', code, name, ...insidePoints(areas), unit },
      columns,
      cube,
      unitOfPlace,
      exposure,
      residents,
      ground,
    }
  }
  const { study, columns, cube, residents, unitOfPlace } = cells
  const unit = Uint32Array.from(Array.from(study.lng.keys()).filter((cell) => columns.volumeReactive[cell] > 0))
  const code = Array.from(unit, (cell) => cellToText(study.cellHigh[cell], study.cellLow[cell]))
  const of = (column: Float64Array) => Float64Array.from(unit, (cell) => column[cell])
  return {
    places: { kind: 'cell', code, name: code, lng: of(study.lng), lat: of(study.lat), unit },
    columns,
    cube,
    unitOfPlace,
    exposure: study.areaKm2.map((km2, cell) => (columns.volumeReactive[cell] > 0 ? km2 * study.insideShare[cell] : 0)),
    residents,
    ground: { residents: of(residents), areaKm2: of(study.areaKm2), areas: null },
  }
}
