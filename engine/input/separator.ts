const SEPARATORS = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
] as const

/** What stands between the columns of a file whose first line has no commas; null: nothing that does as a rule. */
export function otherSeparator(heading: string): string | null {
  return SEPARATORS.find(([character]) => heading.includes(character))?.[1] ?? null
}

/** What to do with a file whose first line has no commas. */
export function separatorHint(heading: string): string {
  const separator = otherSeparator(heading)
  if (separator === null) return 'There are no commas in the first line. Is it a CSV file with its headings in the first line?'
  return `The columns are separated by ${separator}: save the file with commas between them, and points in its numbers.`
}
