import { EngineError } from '../error.js'
import { monthText } from './month.js'
import type { FileTally } from './tally.js'
import { exactly } from './thousands.js'

/** As much of a file as is needed to say what it holds twice with another. */
interface MonthsFile {
  readonly name: string
  readonly content: { readonly forceMonths: readonly { readonly force: string; readonly month: string }[] }
  readonly tally: FileTally
}

/** A month that stands in two files, of which one at least does not say of which force. */
export interface SharedMonth {
  readonly month: string
  readonly name: string
  readonly rows: number
  readonly other: { readonly name: string; readonly rows: number }
}

/** Share of the rows of a month that must stand at the same places, in the same categories, for two files to hold it both. */
const SAME_SHARE = 0.9

/** @throws EngineError 'month-twice' where two files name the same force and month */
export function refuseMonthTwice(files: readonly MonthsFile[]): void {
  const holder = new Map<string, MonthsFile>()
  for (const file of files) {
    for (const { force, month } of file.content.forceMonths) {
      if (force === '') continue
      const key = `${month} ${force}`
      const other = holder.get(key)
      // one file may name a force in bytes that are no UTF-8 and so read alike
      if (other !== undefined && other !== file) {
        const hint = `${pairName(other, file)} both hold rows of ${force} for ${month}. Give one of them.`
        throw new EngineError('month-twice', { file: file.name, column: 'Month', value: month, hint })
      }
      holder.set(key, file)
    }
  }
}

/**
 * Months that a file without forces shares with another: of two forces, or counted twice, which cannot be known, unless nearly all rows
 * of both are alike.
 *
 * @param files published files and aggregates
 * @throws EngineError 'month-twice' where they are
 */
export function sharedMonths(files: readonly MonthsFile[]): SharedMonth[] {
  if (files.every(({ content }) => content.forceMonths.some(({ force }) => force !== ''))) return []
  const held = new Map<number, Held[]>()
  for (const file of files) {
    for (const [month, rows] of monthRows(file)) {
      const named = file.content.forceMonths.some((one) => one.force !== '' && one.month === monthText(month))
      held.set(month, [...(held.get(month) ?? []), { file, rows, named }])
    }
  }
  const shared: SharedMonth[] = []
  for (const [month, holders] of [...held].sort(([a], [b]) => a - b)) {
    for (const [i, one] of holders.entries()) {
      for (const other of holders.slice(0, i)) {
        if (one.named && other.named) continue
        refuseSame(month, other, one)
        const [unnamed, second] = one.named ? [other, one] : [one, other]
        shared.push({
          month: monthText(month),
          name: unnamed.file.name,
          rows: unnamed.rows,
          other: { name: second.file.name, rows: second.rows },
        })
      }
    }
  }
  return shared
}

/** A file that holds a month, and whether it says of which force. */
interface Held {
  readonly file: MonthsFile
  readonly rows: number
  readonly named: boolean
}

function monthRows({ tally: { counts } }: MonthsFile): Map<number, number> {
  const rows = new Map<number, number>()
  for (let i = 0; i < counts.length; i++) {
    const month = counts.second[i] & 0xffff
    rows.set(month, (rows.get(month) ?? 0) + counts.count[i])
  }
  return rows
}

function refuseSame(month: number, a: Held, b: Held): void {
  const needed = SAME_SHARE * Math.max(a.rows, b.rows)
  if (Math.min(a.rows, b.rows) < needed) return
  const others = placeRows(a.file, month)
  let alike = 0
  for (const [place, rows] of placeRows(b.file, month)) alike += Math.min(rows, others.get(place) ?? 0)
  if (alike < needed) return
  const of = `of ${exactly(a.rows)} and ${exactly(b.rows)} rows ${exactly(alike)} stand at the same places in the same categories`
  const hint = `${pairName(a.file, b.file)} both hold ${monthText(month)}: ${of}. Give one of them.`
  throw new EngineError('month-twice', { file: b.file.name, column: 'Month', value: monthText(month), hint })
}

/** Rows of a month by place and category. */
function placeRows({ tally: { counts, locations, dictionaries } }: MonthsFile, month: number): Map<string, number> {
  const rows = new Map<string, number>()
  for (let i = 0; i < counts.length; i++) {
    if ((counts.second[i] & 0xffff) !== month) continue
    const location = counts.first[i]
    const key = `${locations.lng[location]} ${locations.lat[location]} ${dictionaries.kindIds[counts.second[i] >>> 16]}`
    rows.set(key, (rows.get(key) ?? 0) + counts.count[i])
  }
  return rows
}

function pairName(one: MonthsFile, other: MonthsFile): string {
  return one.name === other.name ? `Two different files named ${one.name}` : `${one.name} and ${other.name} differ and`
}
