/** Every order of 0 .. n - 1, in one array written over for each: n! of them. */
function* arrangements(n: number): Generator<readonly number[]> {
  const order = Array.from({ length: n }, (_, at) => at)
  yield order
  // Heap (1963): one swap from each to the next
  const turns = new Array<number>(n).fill(0)
  for (let at = 1; at < n; ) {
    if (turns[at] >= at) {
      turns[at++] = 0
      continue
    }
    const other = at % 2 === 0 ? 0 : turns[at]
    ;[order[other], order[at]] = [order[at], order[other]]
    turns[at]++
    at = 1
    yield order
  }
}

/** The values in every order in which row `held` keeps its own; -1: in every order. */
export function* arranged(y: readonly number[], held = -1): Generator<Float64Array> {
  const free = y.map((_, row) => row).filter((row) => row !== held)
  const values = Float64Array.from(y)
  for (const order of arrangements(free.length)) {
    for (let at = 0; at < free.length; at++) values[free[at]] = y[free[order[at]]]
    yield values
  }
}
