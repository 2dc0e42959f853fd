/** A column of a table printed as text; `flexible` gives way (cut with an ellipsis) when the table is too wide. */
export interface TextColumn {
  readonly head: string
  readonly align: 'left' | 'right'
  readonly flexible?: boolean
}

const LEAST_FLEXIBLE = 10

/**
 * Rows of text under their heads, columns aligned by one or two spaces, no line wider than `width` while the flexible columns can give
 * way. Trailing spaces are left out. Width is counted in code units: right for the names of places in Latin script.
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): string {
  const widths = columns.map(({ head }, c) => Math.max(head.length, ...rows.map((row) => row[c].length)))
  const total = (gap: number) => widths.reduce((sum, value) => sum + value, gap * (columns.length - 1))
  const gap = total(2) <= width ? 2 : 1
  for (let over = total(gap) - width; over > 0; over--) {
    const widest = columns
      .flatMap(({ flexible }, c) => (flexible === true && widths[c] > LEAST_FLEXIBLE ? [c] : []))
      .sort((a, b) => widths[b] - widths[a])[0]
    if (widest === undefined) break
    widths[widest]--
  }
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => {
        const fitted = cell.length <= widths[c] ? cell : `${cell.slice(0, widths[c] - 1)}…`
        return columns[c].align === 'left' ? fitted.padEnd(widths[c]) : fitted.padStart(widths[c])
      })
      .join(' '.repeat(gap))
      .trimEnd()
  return [line(columns.map(({ head }) => head)), ...rows.map(line)].join('\n')
}
