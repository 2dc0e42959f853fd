/**
 * Rows by ascending key, as they stood where keys are equal: sort by the last key first, then by the one before it. Costs a pass over
 * the rows and one over the keys up to the largest.
 *
 * @param key  of every row, small whole numbers
 * @param rows which rows, in any order; all of `key` if left out
 */
export function countingSort(key: Uint16Array | Uint32Array, rows?: Uint32Array): Uint32Array<ArrayBuffer> {
  const order = rows ?? allRows(key.length)
  let most = 0
  for (let at = 0; at < order.length; at++) if (key[order[at]] > most) most = key[order[at]]
  const next = new Uint32Array(most + 2)
  for (let at = 0; at < order.length; at++) next[key[order[at]] + 1]++
  for (let value = 0; value <= most; value++) next[value + 1] += next[value]
  const sorted = new Uint32Array(order.length)
  for (let at = 0; at < order.length; at++) sorted[next[key[order[at]]]++] = order[at]
  return sorted
}

function allRows(length: number): Uint32Array {
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[row] = row
  return rows
}
