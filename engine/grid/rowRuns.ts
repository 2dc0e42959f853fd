/** Which whole numbers of the rows of a lattice lie inside closed lines. */
export interface RowRuns {
  /** A piece of a line. Its upper end does not count, so that the next one may go on from there. */
  add(i0: number, j0: number, i1: number, j1: number): void
  /**
   * Hands out the runs of i from `from` to `to`, row by row, left to right, and forgets the lines.
   *
   * @param inside whether a place is, by how often the lines run round it: anticlockwise counts 1, clockwise -1
   */
  takeRuns(inside: (times: number) => boolean, take: (j: number, from: number, to: number) => void): void
  /** Forgets the lines. */
  clear(): void
}

/** Keeps the room it needs, for the next lines. */
export function rowRuns(): RowRuns {
  let rows = new Int32Array(1024)
  let places = new Float64Array(1024)
  let turns = new Int8Array(1024)
  let length = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY

  function grow(): void {
    const before = { rows, places, turns }
    rows = new Int32Array(2 * length)
    places = new Float64Array(2 * length)
    turns = new Int8Array(2 * length)
    rows.set(before.rows)
    places.set(before.places)
    turns.set(before.turns)
  }

  function add(i0: number, j0: number, i1: number, j1: number): void {
    const upwards = j0 < j1
    const from = Math.ceil(upwards ? j0 : j1)
    const to = Math.ceil(upwards ? j1 : j0)
    for (let j = from; j < to; j++) {
      if (length === rows.length) grow()
      rows[length] = j
      places[length] = i0 + ((j - j0) / (j1 - j0)) * (i1 - i0)
      turns[length++] = upwards ? -1 : 1
    }
    if (from < to && from < first) first = from
    if (from < to && to - 1 > last) last = to - 1
  }

  function takeRuns(inside: (times: number) => boolean, take: (j: number, from: number, to: number) => void): void {
    const start = new Uint32Array(length === 0 ? 1 : last - first + 2)
    for (let k = 0; k < length; k++) start[rows[k] - first + 1]++
    for (let row = 1; row < start.length; row++) start[row] += start[row - 1]
    const order = new Uint32Array(length)
    const end = start.slice()
    for (let k = 0; k < length; k++) {
      const row = rows[k] - first
      // few lines cross a row: each goes to its place among those before it
      let at = end[row]++
      while (at > start[row] && places[order[at - 1]] > places[k]) order[at] = order[--at]
      order[at] = k
    }
    for (let row = 0; row + 1 < start.length; row++) {
      let times = 0
      for (let k = start[row]; k + 1 < start[row + 1]; k++) {
        times += turns[order[k]]
        if (!inside(times)) continue
        const from = Math.ceil(places[order[k]])
        const to = Math.floor(places[order[k + 1]])
        if (from <= to) take(row + first, from, to)
      }
    }
    clear()
  }

  function clear(): void {
    length = 0
    first = Number.POSITIVE_INFINITY
    last = Number.NEGATIVE_INFINITY
  }

  return { add, takeRuns, clear }
}
