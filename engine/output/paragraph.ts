/** Columns of what is printed on the analyst's screen. */
export const SCREEN_WIDTH = 110

/** A text broken at spaces to the width of the screen; lines after the first are indented by two, and all by `indent` more. */
/* @__NO_SIDE_EFFECTS__ */
export function paragraph(text: string, indent = 0): string {
  const start = ' '.repeat(indent)
  const lines: string[] = []
  let line = start
  for (const word of text.split(' ')) {
    const empty = line.trim() === ''
    if (!empty && line.length + 1 + word.length > SCREEN_WIDTH) {
      lines.push(line)
      line = `${start}  ${word}`
    } else line = empty ? `${line}${word}` : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
