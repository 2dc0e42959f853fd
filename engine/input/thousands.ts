/** A count as people read it: 12,345. */
export function exactly(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}
