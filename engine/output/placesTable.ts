import { fromNationalGrid } from '../input/nationalGrid.js'
import { type DecidedPlaces, decidedPlaces, type PlaceDecision, type PlaceDecisions } from '../input/placeDecisions.js'
import type { BusiestPlace } from '../score/busiestPlaces.js'
import { NONE, PLACE_FLAG, type PlaceTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { gridColumns } from './gridColumns.js'
import { pointsOfPeriod } from './publishedPoints.js'
import { number, type Table, text } from './table.js'

/** How many of the busiest points `check` lists and writes. */
export const BUSIEST = 50

/**
 * The file in which people decide on places: the busiest points, then every other place already decided on, so that reading the file and
 * writing it again loses no decision. `decision`, `reason` and `decided_by` are a person's; blank is nothing decided.
 *
 * @param busiest all points, the busiest first
 */
export function placesTable(busiest: readonly BusiestPlace[], places: PlaceTable, decisions: PlaceDecisions | null): Table {
  const { ofPlace, withoutPlace } = decisions === null ? NOTHING_DECIDED : decidedPlaces(places, decisions)
  const points = busiest
    .map((point) => ({ point, decision: ofPlace.get(point.place) ?? null }))
    .filter(({ decision }, at) => at < BUSIEST || decision !== null)
  const rows: readonly Row[] = [
    ...points.map(({ point, decision }) => ({
      lng: places.lng[point.place],
      lat: places.lat[point.place],
      name: pointName(places, point.place),
      point,
      decision,
    })),
    ...withoutPlace.map((decision) => {
      const [lng, lat] = Number.isNaN(decision.lng + decision.lat)
        ? fromNationalGrid(decision.easting, decision.northing)
        : [decision.lng, decision.lat]
      return { lng, lat, name: decision.name, point: null, decision }
    }),
  ]
  return {
    length: rows.length,
    columns: [
      ...gridColumns(
        rows.map(({ lng }) => lng),
        rows.map(({ lat }) => lat),
      ),
      text('name', (row) => rows[row].name),
      number('rows', (row) => rows[row].point?.count ?? 0),
      number('share', (row) => rows[row].point?.share ?? 0),
      number('texts', (row) => rows[row].point?.texts ?? 0),
      text('proposed', (row) => rows[row].point?.proposed ?? ''),
      text('decision', (row) => rows[row].decision?.decision ?? ''),
      text('reason', (row) => rows[row].decision?.reason ?? ''),
      text('decided_by', (row) => rows[row].decision?.decidedBy ?? ''),
    ],
  }
}

const NOTHING_DECIDED: DecidedPlaces = { ofPlace: new Map(), withoutPlace: [] }

interface Row {
  readonly lng: number
  readonly lat: number
  readonly name: string
  readonly point: BusiestPlace | null
  readonly decision: PlaceDecision | null
}

/** '' where the data names none. */
export function pointName(places: PlaceTable, place: number): string {
  return places.text[place] === NONE ? '' : placeName(places.texts[places.text[place]])
}

/** Points decided to be where records without a place are put, for Data quality: rows of the period, the busiest first. */
export function defaultPlaceTable(analysis: Analysis): Table {
  const { places } = analysis.crimes
  const all = pointsOfPeriod(analysis)
  const located = all.reduce((sum, { count }) => sum + count, 0)
  const points = all.filter(({ place }) => (places.flags[place] & PLACE_FLAG.byDefault) !== 0)
  return {
    length: points.length,
    columns: [
      text('name', (row) => points[row].name),
      ...gridColumns(
        points.map(({ place }) => places.lng[place]),
        points.map(({ place }) => places.lat[place]),
      ),
      number('rows', (row) => points[row].count),
      number('share', (row) => points[row].count / located),
    ],
  }
}
