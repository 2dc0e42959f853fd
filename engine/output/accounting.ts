import type { RowAccount } from '../types.js'
import type { Analysis } from './analysis.js'
import { areasWords, exactly } from './wording.js'

/** "read = used + set aside; used = located + without location", in numbers. All months. */
export function rowLine({ read, used, located }: RowAccount): string {
  return `${exactly(read)} rows read = ${exactly(used)} used + ${exactly(read - used)} set aside; used = ${exactly(located)} located + ${exactly(used - located)} without location`
}

export interface GeographyAccount {
  readonly label: string
  readonly inside: number
  readonly outside: number
}

/** Located rows of all months by geography: inside + outside is the same for each, cells first, then every layer. */
export function geographyAccounts({ cells, layers }: Analysis): GeographyAccount[] {
  return [
    { label: 'cells', units: cells.study.length, columns: cells.columns },
    ...layers.map(({ areas, columns }) => ({ label: areasWords(areas.kind), units: areas.length, columns })),
  ].map(({ label, units, columns }) => ({
    label,
    inside: columns.volumeAllMonths.subarray(0, units).reduce((sum, value) => sum + value, 0),
    outside: columns.volumeAllMonths[units],
  }))
}
