import { monthText } from '../../engine/index.js'
import type { Crimes } from '../../engine/types.js'
import { NONE } from '../../engine/types.js'

/** A place aggregate as text, from its lines. */
export function aggregateFile(rows: readonly string[], control: readonly string[]): string {
  return `${[...control, 'lng,lat,lsoa,location,category,month,count', ...rows].join('\n')}\n`
}

/** What the printed query answers of rows that are these places and tallies; a place stands for one location text, a file for one force. */
export function aggregateOf(crimes: Crimes): string {
  const { places, tallies, kindIds, rows, files } = crimes
  const degrees = (value: number) => (Number.isNaN(value) ? '' : String(value))
  const named = (row: number, names: readonly string[]) => (row === NONE ? '' : names[row])
  const lines = Array.from({ length: tallies.length }, (_, t) => {
    const p = tallies.place[t]
    const place = [
      degrees(places.lng[p]),
      degrees(places.lat[p]),
      named(places.lsoaCode[p], places.lsoaCodes),
      named(places.text[p], places.texts),
    ]
    return [...place, kindIds[tallies.kind[t]], monthText(tallies.month[t]), tallies.count[t]].join(',')
  })
  const aside = Object.entries(rows.setAside).map(([reason, count]) => `#aside,${reason},${count},,,,`)
  const counted = (month: string) =>
    tallies.count.reduce((sum, count, t) => (monthText(tallies.month[t]) === month ? sum + count : sum), 0)
  const forces = files.flatMap(({ forces: [force], months: [first, ...others], read, setAside }) => {
    if (force === undefined) return []
    const rest = others.map((month) => [month, counted(month)] as const)
    // what is set aside for another reason has a month too: here the first
    const ofFirst = rest.reduce((left, [, rows]) => left - rows, read - (setAside['month-unreadable'] ?? 0))
    return [[first, ofFirst] as const, ...rest].map(([month, rows]) => `#force,${force},${month},${rows},,,`)
  })
  // the engine answers in any order
  return aggregateFile(lines.reverse(), [`#control,rows=${rows.read},located=${rows.located},,,,`, ...aside, ...forces])
}
