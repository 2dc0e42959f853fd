import { EngineError } from '../../engine/index.js'

/** police.uk begins here. */
const FIRST_MONTH = '2010-12'
/** Earliest archive; it holds every month from the first. */
const FIRST_ARCHIVE = '2013-12'
/** Months that every archive holds at least, its own the last. */
const ARCHIVE_MONTHS = 36

export interface ArchivePart {
  /** Month the archive is named by. */
  readonly archive: string
  /** Months wanted of it, ascending. */
  readonly months: readonly string[]
}

/**
 * Months of `A..B` or of a single `A`, ascending.
 *
 * @throws EngineError 'option-invalid' for what is no month, a range that runs backwards, or months before December 2010
 */
export function monthsOf(range: string): string[] {
  const refuse = (hint: string): never => {
    throw new EngineError('option-invalid', { column: '--months', value: range, hint })
  }
  const [, from = '', to = from] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\.\.(\d{4}-(?:0[1-9]|1[0-2])))?$/.exec(range) ?? []
  if (from === '') refuse('Write it as 2024-01..2024-12.')
  if (to < from) refuse('The first month is after the last.')
  if (from < FIRST_MONTH) refuse(`police.uk has no month before ${FIRST_MONTH}.`)
  const months: string[] = []
  for (let month = from; month <= to; month = next(month)) months.push(month)
  return months
}

/** The archives that hold the months, latest first: each covers the 36 months up to its own. */
export function archiveParts(months: readonly string[]): ArchivePart[] {
  const parts: ArchivePart[] = []
  for (let end = months.length; end > 0; end -= ARCHIVE_MONTHS) {
    const last = months[end - 1]
    parts.push({
      archive: last < FIRST_ARCHIVE ? FIRST_ARCHIVE : last,
      months: months.slice(Math.max(0, end - ARCHIVE_MONTHS), end),
    })
  }
  return parts
}

function next(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
