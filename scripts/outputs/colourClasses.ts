import { breaks, EVIDENCE, type ResultTable } from '../../engine/index.js'

/** One entry of a legend: rows whose value is above that of the class before and at most `upper`. */
interface ColourClass {
  readonly label: string
  readonly upper: number
  /** `#rrggbb`; null where nothing is painted. */
  readonly colour: string | null
}

/** How the rows of a table are painted: by the value of one column, classes ascending. */
export interface Painting {
  readonly title: string
  readonly column: string
  readonly classes: readonly ColourClass[]
}

/** Pale is little, dark is much; told apart with any colour vision. */
const RAMP = ['#d3e8d0', '#92cabb', '#55b2b5', '#2b8aa9', '#1f5f94', '#1c3067']
/** From the strongest evidence of cold (-3) to that of heat (3). */
const HEAT = ['#1f5fa8', '#6a9fd0', '#b4d0e8', null, '#f5bfa8', '#e07a5f', '#b2182b']

/** Evidence of heat as the reports name it; the column holds classes `lowest` (-3 at the least) to 3. */
export function heatPainting(column: string, lowest: number): Painting {
  const label = (hotClass: number) =>
    hotClass === 0
      ? 'No clear difference'
      : `${hotClass > 0 ? 'Hot' : 'Cold'}: ${EVIDENCE[Math.abs(hotClass)].words} (false alarms ${EVIDENCE[Math.abs(hotClass)].falseAlarms})`
  return {
    title: 'Evidence of heat',
    column,
    classes: HEAT.map((colour, k) => ({ label: label(k - 3), upper: k - 3, colour })).slice(lowest + 3),
  }
}

/** Classes of nearly equal numbers of rows; what is not above 0 is not painted. */
export function amountPainting({ table }: ResultTable, column: string, title: string): Painting {
  const values = numbersOf(table, column)
  const limits = breaks(values)
  return {
    title,
    column,
    classes: [
      { label: 'None', upper: 0, colour: null },
      ...limits.map((upper, k) => ({
        label: `to ${Number(upper.toPrecision(3))}`,
        upper,
        // six colours for at most six classes: the darkest is always used
        colour: RAMP[RAMP.length - limits.length + k],
      })),
    ],
  }
}

/** Areas by their need score where there is one, else by all crimes and incidents. */
export function areaPainting(table: ResultTable): Painting {
  const scored = table.table.columns.some(({ name }) => name === 'score')
  return scored ? amountPainting(table, 'score', 'Need score') : amountPainting(table, 'volume', 'Crimes and ASB incidents')
}

/** Row of `classes` a value falls in, -1 for an unknown value. */
export function classOf({ classes }: Painting, value: number): number {
  return Number.isNaN(value) ? -1 : classes.findIndex(({ upper }) => value <= upper)
}

/** Values of a number column, row by row. */
export function numbersOf(table: ResultTable['table'], name: string): Float64Array {
  const column = table.columns.find((one) => one.name === name)
  return Float64Array.from({ length: table.length }, (_, row) => (column?.type === 'number' ? column.at(row) : Number.NaN))
}
