import { EngineError } from '../error.js'

/** One `--factors` flag. */
export interface FactorRequest {
  /** `unemployment` and `children` replace the proxy of that factor; any other id is a further factor. Null: told by column or file name. */
  readonly id: string | null
  /** Column, or variable of a long table, that holds the values. Null: found by its header. */
  readonly column: string | null
  /** Column that says what the counts are out of. Null: found by its header, or none. */
  readonly base: string | null
}

/**
 * `FILE`, `ID=FILE`, `ID=FILE#COLUMN`, `ID=FILE#COLUMN/BASE`: `unemployment=claimants.csv`,
 * `children=school-absence.csv#persistently_absent/pupils`. The id is what stands before the first `=` if it
 * is a plain word.
 *
 * @throws EngineError 'option-invalid' without a file, or with nothing after `#`
 */
export function parseFactorRequest(flag: string): { path: string; request: FactorRequest } {
  const [start, id] = /^([a-z][a-z0-9_-]*)=/i.exec(flag) ?? ['', undefined]
  const rest = flag.slice(start.length)
  const mark = rest.lastIndexOf('#')
  const path = mark === -1 ? rest : rest.slice(0, mark)
  const columns = mark === -1 ? [null] : rest.slice(mark + 1).split('/')
  const [column, base = null] = columns
  if (path === '' || columns.length > 2 || column === '' || base === '') {
    throw new EngineError('option-invalid', {
      column: 'factors',
      value: flag,
      hint: 'Write FILE, ID=FILE, ID=FILE#COLUMN or ID=FILE#COLUMN/BASE, as unemployment=claimants.csv.',
    })
  }
  return { path, request: { id: id?.toLowerCase().replaceAll('-', '_') ?? null, column, base } }
}
