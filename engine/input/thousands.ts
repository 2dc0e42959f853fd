/** A count as people read it: 12,345. */
export function exactly(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** "1 cell", "412 cells". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${exactly(n)} ${n === 1 ? one : many}`
}
