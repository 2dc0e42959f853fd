/** The known word with the fewest single-letter changes from what was written; undefined where none is near. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(written.length / 3)) + 1
  for (const word of known) {
    // as many changes at least: a key of a megabyte is not compared letter by letter
    if (Math.abs(written.length - word.length) >= least) continue
    const changes = editDistance(written.toLowerCase(), word.toLowerCase())
    if (changes < least) {
      least = changes
      best = word
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]
}
