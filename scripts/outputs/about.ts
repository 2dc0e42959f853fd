import type { RunDocument } from '../../engine/index.js'

/** "Jan 2024 to Dec 2024": months `YYYY-MM` as people read them. */
export function monthWords(month: string): string {
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`
}

/** "Jan 2024 to Apr 2024; seasonal: not annual". */
export function periodWords({ period }: RunDocument): string {
  const { from, to, seasonal } = period
  const span = from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`
  return seasonal ? `${span}; seasonal: not annual` : span
}

/** One line that every page and layer carries: marking, force, period, data to. */
export function aboutLine(document: RunDocument): string {
  return [
    document.marking,
    document.force,
    periodWords(document),
    `data to ${monthWords(document.period.dataTo)}`,
    'recorded crime',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
