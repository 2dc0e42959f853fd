import { sortBy } from '../state/actions.js'

interface SortHeaderProps {
  readonly column: string
  readonly title: string
  readonly long: string
  readonly sort: string
  readonly numeric?: boolean
  /** Whether the most comes first, always. */
  readonly falls?: boolean
}

/** Head of a column that the list can be put in order of. */
export function SortHeader({ column, title, long, sort, numeric = false, falls = false }: SortHeaderProps) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none'
  // ranks and names start with the first, counts with the most
  const rises = column === 'rank' || column === 'name'
  const next = direction === 'none' || falls ? (rises ? column : `-${column}`) : direction === 'ascending' ? `-${column}` : column
  return (
    <th scope="col" aria-sort={direction} className={numeric ? 'number' : ''}>
      <button type="button" title={long} onClick={() => sortBy(next)}>
        {title}
        {title === '#' && <span className="unseen">Rank</span>}
        <span className="arrow" aria-hidden="true">
          {direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : ''}
        </span>
      </button>
    </th>
  )
}
