/** A number as results print it: at most 12 significant digits. */
export function significant(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12))
}
