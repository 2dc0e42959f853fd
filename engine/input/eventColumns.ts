import type { EventTable, ForceColumns } from '../types.js'

/** Room at the start; it doubles as it fills. */
const ROOM = 1 << 10

/** Rows one after another, in columns that grow. */
export function createEventColumns() {
  let columns = eventColumns(ROOM)
  let length = 0
  return {
    add(rows: number, place: Uint32Array, kind: Uint16Array, { from, to, recorded }: ForceColumns): void {
      while (length + rows > columns.place.length) columns = widenedEvents(columns)
      columns.place.set(place.subarray(0, rows), length)
      columns.kind.set(kind.subarray(0, rows), length)
      columns.from.set(from.subarray(0, rows), length)
      columns.to.set(to.subarray(0, rows), length)
      columns.recorded.set(recorded.subarray(0, rows), length)
      columns.count.fill(1, length, length + rows)
      length += rows
    },
    /** The rows since the last call; begins anew. */
    take(): EventTable {
      const table = cutTo(columns, length)
      length = 0
      return table
    },
  }
}

type EventColumns = ReturnType<typeof eventColumns>

function eventColumns(rows: number) {
  return {
    place: new Uint32Array(rows),
    kind: new Uint16Array(rows),
    from: new Float64Array(rows),
    to: new Float64Array(rows),
    recorded: new Float64Array(rows),
    count: new Uint32Array(rows),
  }
}

function widenedEvents(columns: EventColumns): EventColumns {
  const wider = eventColumns(columns.place.length * 2)
  for (const name of ['place', 'kind', 'from', 'to', 'recorded', 'count'] as const) wider[name].set(columns[name])
  return wider
}

function cutTo(columns: EventColumns, length: number): EventTable {
  return {
    length,
    place: columns.place.slice(0, length),
    kind: columns.kind.slice(0, length),
    from: columns.from.slice(0, length),
    to: columns.to.slice(0, length),
    recorded: columns.recorded.slice(0, length),
    count: columns.count.slice(0, length),
  }
}

/** By place, kind, from, to, recorded; equal rows added up. */
export function sortEvents(tables: readonly EventTable[]): EventTable {
  const length = tables.reduce((sum, table) => sum + table.length, 0)
  const all = eventColumns(length)
  let at = 0
  for (const table of tables) {
    for (const name of ['place', 'kind', 'from', 'to', 'recorded', 'count'] as const) all[name].set(table[name], at)
    at += table.length
  }
  const { place, kind, from, to, recorded } = all
  const compare = (a: number, b: number) =>
    place[a] - place[b] ||
    kind[a] - kind[b] ||
    compareDegrees(from[a], from[b]) ||
    compareDegrees(to[a], to[b]) ||
    compareDegrees(recorded[a], recorded[b])
  const order = Uint32Array.from({ length }, (_, i) => i).sort(compare)
  const merged = eventColumns(length)
  let rows = 0
  for (const [i, event] of order.entries()) {
    if (i > 0 && compare(order[i - 1], event) === 0) {
      merged.count[rows - 1] += all.count[event]
      continue
    }
    for (const name of ['place', 'kind', 'from', 'to', 'recorded', 'count'] as const) merged[name][rows] = all[name][event]
    rows++
  }
  return cutTo(merged, rows)
}

/** NaN is last: it sorts as infinity. */
function compareDegrees(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1
  return Number.isNaN(b) ? -1 : a - b
}
