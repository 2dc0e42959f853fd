import { WEEK_HOURS } from '../londonTime.js'
import { type HourTable, NONE } from '../types.js'
import { number, type Table, text } from './table.js'

/** Hours of one geography: `kind` as in the cube (`ward`, `beat` ...), codes by unit. */
export interface HourGeography {
  readonly kind: string
  readonly code: readonly string[]
  readonly hours: HourTable
}

/**
 * hours.parquet and hours.csv: `geography,unit,kind,hour_of_week,weight`, 0 = Monday 00:00 on London's clocks, weight in events; unit
 * `outside` for events in none of a geography's units. Every geography adds up to the same number of events.
 *
 * @param kindIds ids of the kinds
 */
export function hoursTable(geographies: readonly HourGeography[], kindIds: readonly string[]): Table {
  const length = geographies.reduce((sum, { hours }) => sum + hours.length, 0)
  const geographyOf = new Uint8Array(length)
  const rowOf = new Uint32Array(length)
  let start = 0
  geographies.forEach(({ hours }, geography) => {
    for (let row = 0; row < hours.length; row++) {
      geographyOf[start + row] = geography
      rowOf[start + row] = row
    }
    start += hours.length
  })
  const of = (row: number) => geographies[geographyOf[row]]
  return {
    length,
    columns: [
      text('geography', (row) => of(row).kind),
      text('unit', (row) => {
        const { code, hours } = of(row)
        const unit = hours.unit[rowOf[row]]
        return unit === NONE ? 'outside' : code[unit]
      }),
      text('kind', (row) => kindIds[of(row).hours.kind[rowOf[row]]]),
      number('hour_of_week', (row) => of(row).hours.hourOfWeek[rowOf[row]]),
      number('weight', (row) => of(row).hours.weight[rowOf[row]]),
    ],
  }
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/**
 * A profile as people read it: a row per hour of the day, a column per weekday, then their sum `week`.
 *
 * @param profile weights of the 168 hours of the week
 */
export function weekdayTable(profile: Float64Array): Table {
  const at = (weekday: number, hour: number) => profile[weekday * 24 + hour]
  return {
    length: WEEK_HOURS / WEEKDAYS.length,
    columns: [
      number('hour', (hour) => hour),
      ...WEEKDAYS.map((name, weekday) => number(name, (hour) => at(weekday, hour))),
      number('week', (hour) => WEEKDAYS.reduce((sum, _, weekday) => sum + at(weekday, hour), 0)),
    ],
  }
}
