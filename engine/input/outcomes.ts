import type { ReferenceTables } from '../inputTables.js'
import type { Activity, CrimeSource, Hooks } from '../types.js'
import { type ActivityParser, readActivity } from './activityFile.js'
import { createByteDictionary, textOfRow } from './byteDictionary.js'
import type { CsvRow } from './csv.js'
import { idKey } from './idKey.js'
import { monthNumber } from './month.js'
import { type PublishedLayout, publishedParser } from './publishedActivity.js'

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/

const LAYOUT: PublishedLayout = {
  what: 'outcomes',
  when: 'month',
  kind: 'outcome type',
  text: 'location',
  lsoa: 'lsoa code',
  force: 'reported by',
  monthOf: (text) => (MONTH.test(text) ? monthNumber(text) : -1),
}

const ID = 'crime id'
/** Its ids return in other months for other crimes. */
const REUSED_BY = 'Police Service of Northern Ireland'

/** One row an outcome: what it takes to join it to its crime. */
export interface OutcomeRows {
  readonly length: number
  /** 64-bit key of the Crime ID, two words a row; 0, 0 where it is blank. */
  readonly key: Int32Array
  /** Row of `types`. */
  readonly type: Uint16Array
  /** Of the outcome: months since 2000-01. */
  readonly month: Uint16Array
  /** 1 where the force uses ids again. */
  readonly reused: Uint8Array
  readonly types: readonly string[]
}

export interface Outcomes {
  readonly activity: Activity
  readonly rows: OutcomeRows
}

/**
 * Outcomes files of data.police.uk: outcomes by place, type and month of the outcome, kept apart from crimes; and the keys of their
 * Crime IDs, for `joinOutcomes`. Memory: 13 bytes a row beside the places.
 *
 * @throws EngineError 'header-foreign', 'coordinates-swapped', 'coordinates-national-grid', and all of `readActivity`
 *
 * Misleads: one crime can have several outcomes, and those of recent crimes are still to come.
 */
export async function readOutcomes(
  sources: readonly CrimeSource[],
  places: ReferenceTables['places'],
  hooks: Hooks = {},
): Promise<Outcomes> {
  const collected: Collector[] = []
  const { activity, used } = await readActivity(
    'outcomes',
    sources,
    places,
    (header, file, line, dictionaries) => {
      const names = header.map((name) => name.toLowerCase())
      const parser = publishedParser(LAYOUT, header, file, line, dictionaries)
      const rows = createCollector(names.indexOf(ID), names.indexOf('reported by'), names.indexOf('outcome type'))
      collected.push(rows)
      return {
        ...parser,
        read(row, out) {
          const unusable = parser.read(row, out)
          if (unusable === null) rows.add(row, out.month)
          return unusable
        },
      } satisfies ActivityParser
    },
    hooks,
  )
  return { activity, rows: joined(collected.filter((_, file) => used[file]).map((rows) => rows.end())) }
}

type Collector = ReturnType<typeof createCollector>

function createCollector(id: number, force: number, kind: number) {
  const types = createByteDictionary()
  const forces = createByteDictionary()
  const one = new Int32Array(2)
  let key = new Int32Array(2048)
  let type = new Uint16Array(1024)
  let month = new Uint16Array(1024)
  let reused = new Uint8Array(1024)
  const reuses: number[] = []
  let length = 0
  return {
    add(row: CsvRow, outcomeMonth: number): void {
      if (length === month.length) {
        key = wider(key, new Int32Array(4 * length))
        type = wider(type, new Uint16Array(2 * length))
        month = wider(month, new Uint16Array(2 * length))
        reused = wider(reused, new Uint8Array(2 * length))
      }
      one.fill(0)
      if (id !== -1 && row.start[id] !== row.end[id]) idKey(row.words, row.start[id], row.end[id], one)
      key.set(one, 2 * length)
      type[length] = types.row(row.words, row.start[kind], row.end[kind])
      month[length] = outcomeMonth
      const by = forces.row(row.words, row.start[force], row.end[force])
      reuses[by] ??= Number(textOfRow(forces.texts(), by) === REUSED_BY)
      reused[length] = reuses[by]
      length++
    },
    end(): OutcomeRows {
      const names = types.texts()
      return {
        length,
        key: key.slice(0, 2 * length),
        type: type.slice(0, length),
        month: month.slice(0, length),
        reused: reused.slice(0, length),
        types: Array.from({ length: names.length }, (_, row) => textOfRow(names, row)),
      }
    },
  }
}

function wider<T extends Int32Array | Uint16Array | Uint8Array>(column: T, room: T): T {
  room.set(column)
  return room
}

function joined(files: readonly OutcomeRows[]): OutcomeRows {
  const length = files.reduce((sum, file) => sum + file.length, 0)
  const types = [...new Set(files.flatMap((file) => file.types))].sort()
  const all = {
    length,
    key: new Int32Array(2 * length),
    type: new Uint16Array(length),
    month: new Uint16Array(length),
    reused: new Uint8Array(length),
    types,
  }
  let at = 0
  for (const file of files) {
    const typeOf = file.types.map((type) => types.indexOf(type))
    all.key.set(file.key, 2 * at)
    all.type.set(
      file.type.map((type) => typeOf[type]),
      at,
    )
    all.month.set(file.month, at)
    all.reused.set(file.reused, at)
    at += file.length
  }
  return all
}
