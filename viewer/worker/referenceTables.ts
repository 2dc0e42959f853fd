import breaks from '../../data/breaks.csv?raw'
import categories from '../../data/categories.csv?raw'
import severityOffences from '../../data/harm/css-offences.csv?raw'
import severitySubgroups from '../../data/harm/css-subgroups.csv?raw'
import patrollable from '../../data/patrollable.csv?raw'
import places from '../../data/places.csv?raw'
import proactive from '../../data/proactive.csv?raw'
import problems from '../../data/problems.csv?raw'
import { type ReferenceTables, readReferenceTables, readTextTable } from '../../engine/index.js'

const table = (text: string, file: string) => readTextTable(new TextEncoder().encode(text), file)

let made: ReferenceTables | null = null

/** The project's own tables of facts, read when first needed. */
export function referenceTables(): ReferenceTables {
  made ??= readReferenceTables({
    categories: table(categories, 'categories.csv'),
    places: table(places, 'places.csv'),
    proactive: table(proactive, 'proactive.csv'),
    patrollable: table(patrollable, 'patrollable.csv'),
    problems: table(problems, 'problems.csv'),
    breaks: table(breaks, 'breaks.csv'),
    severityOffences: table(severityOffences, 'css-offences.csv'),
    severitySubgroups: table(severitySubgroups, 'css-subgroups.csv'),
  })
  return made
}
