/** Months are counted from 2000-01. */

/** `YYYY-MM` of a month. */
export function monthText(month: number): string {
  return `${2000 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** Month of `YYYY-MM`. */
export function monthNumber(text: string): number {
  return (Number(text.slice(0, 4)) - 2000) * 12 + Number(text.slice(5, 7)) - 1
}
