/** A field of one of our own CSV files, without the apostrophe put before what a spreadsheet would run. */
export function plainText(text: string): string {
  return text.replace(/^'(?=[=+\-@])/, '')
}
