import { readTextTable } from '../../engine/input/csv.js'
import { readReferenceTables } from '../../engine/input/referenceTable.js'
import type { ReferenceTables } from '../../engine/inputTables.js'
import { dataFile } from './tables.js'

const table = (name: string) => readTextTable(dataFile(name), name)

/** The tables of data/ as the engine reads them. */
export function referenceTables(): ReferenceTables {
  return readReferenceTables({
    categories: table('categories.csv'),
    places: table('places.csv'),
    proactive: table('proactive.csv'),
    patrollable: table('patrollable.csv'),
    problems: table('problems.csv'),
    breaks: table('breaks.csv'),
    severityOffences: table('harm/css-offences.csv'),
    severitySubgroups: table('harm/css-subgroups.csv'),
  })
}
