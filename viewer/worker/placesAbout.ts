import { FEW_RESIDENTS, insideRing, type ProblemProfile, pointsToCells, taskAtAnyHour } from '../../engine/index.js'
import type { Position } from '../load/labelPoint.js'
import type { Results, Unit, UnitList } from '../load/results.js'
import { problemsOf } from '../state/select.js'
import { rowOfCell } from './cellIds.js'
import type { PlaceAbout, PlacesAbout, ProblemAbout } from './protocol.js'
import type { CellTable } from './readCells.js'

/**
 * What sergeant mode says of the hotspots: the areas each lies in, whether its counts are told as bands, the evidence of heat of its
 * cell, and what each problem means and asks for.
 *
 * Misleads: a hotspot that can be walked may reach over several cells; whether few live there goes by the cell of its centre.
 */
export function placesAbout(
  { lists }: Pick<Results, 'lists'>,
  hotspots: string,
  { cells, columns }: Pick<CellTable, 'cells' | 'columns'>,
  profiles: readonly ProblemProfile[],
): PlacesAbout {
  const list = lists.find(({ id }) => id === hotspots)
  if (list === undefined) return { problems: [], places: [] }
  const areas = lists.filter(({ kind }) => kind === 'area')
  const points = list.units.map(({ point }) => point)
  const at = pointsToCells(
    Float64Array.from(points, ([lng]) => lng),
    Float64Array.from(points, ([, lat]) => lat),
    cells.resolution,
  )
  const places = list.units.map((unit, row): PlaceAbout => {
    const cell = rowOfCell(cells.high, cells.low, at.high[row], at.low[row])
    const number = (name: string) => columns.numbers[name]?.[cell] ?? Number.NaN
    const hotClass = number('gistar_class')
    return {
      within: Object.fromEntries(
        areas.flatMap((of): [string, string][] => {
          const id = areaOf(unit, of)
          return id === null ? [] : [[of.id, id]]
        }),
      ),
      few: number('residents') < FEW_RESIDENTS,
      hotClass: Number.isNaN(hotClass) ? null : hotClass,
    }
  })
  return { problems: problemsOf(list).map((id) => problemAbout(id, list.units, profiles)), places }
}

/** The area a hotspot lies in: the beat its row names, else the one its point falls in. */
function areaOf({ properties, point }: Unit, { id, units }: UnitList): string | null {
  const named = id === 'beats' ? units.find((unit) => unit.id === properties.beat) : undefined
  return (named ?? units.find((unit) => insideUnit(point, unit)))?.id ?? null
}

/** Even-odd over all rings, which serves holes and parts alike. */
function insideUnit([lng, lat]: Position, { polygons }: Unit): boolean {
  return polygons
    .flat()
    .map((ring) => insideRing(lng, lat, Float64Array.from(ring.flat()), 0, ring.length))
    .reduce((inside, one) => inside !== one, false)
}

/** What is counted is what the row says was: by offence code the name of the problem, else the categories that rank it. */
function problemAbout(id: string, units: readonly Unit[], profiles: readonly ProblemProfile[]): ProblemAbout {
  const profile = profiles.find((one) => one.id === id)
  const label = profile?.label ?? id.replaceAll('-', ' ')
  const why = String(units.find(({ properties }) => properties.problem === id)?.properties.why ?? '')
  const said = / recorded as (.+?), in /.exec(why)?.[1] ?? ''
  const name = label.toLowerCase()
  const byCode = profile?.offences != null && (said === name || said.startsWith('Home Office code'))
  return {
    id,
    label,
    note: (byCode ? profile?.offences?.note : profile?.note) ?? '',
    counted: said === '' || byCode ? name : said,
    ...taskAtAnyHour(id),
  }
}
