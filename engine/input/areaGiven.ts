import { EngineError } from '../error.js'
import type { AreaTable } from '../types.js'

/** Areas of one kind by code and name. */
export type NamedAreas = Pick<AreaTable, 'kind' | 'code' | 'name'>

/** Rows that a code or name as a person writes it may mean. */
export interface AreaGiven {
  /** One: it is this; several: all have this name; none: nothing is called so, and `rows` are those with it as part of their name. */
  readonly found: 'one' | 'several' | 'none'
  readonly rows: readonly number[]
}

/** The area that has this code, else the one that has it as its code or name whatever the case. */
export function areaGiven(text: string, { code, name }: NamedAreas): AreaGiven {
  const exact = code.indexOf(text)
  if (exact >= 0) return { found: 'one', rows: [exact] }
  const plain = (words: string) => words.trim().toLowerCase()
  const wanted = plain(text)
  const rowsOf = (is: (words: string) => boolean) =>
    Array.from(code.keys()).filter((row) => is(plain(code[row])) || is(plain(name[row])))
  const same = rowsOf((words) => words === wanted)
  if (same.length > 0) return { found: same.length === 1 ? 'one' : 'several', rows: same }
  return { found: 'none', rows: wanted === '' ? [] : rowsOf((words) => words.includes(wanted)) }
}

const MOST_NAMED = 5

/** "N21 (Falmer), N22 (Hill) and 3 more". */
export function someAreas({ code, name }: NamedAreas, rows: readonly number[]): string {
  const first = rows.slice(0, MOST_NAMED).map((row) => `${code[row]} (${name[row]})`)
  return `${first.join(', ')}${rows.length > MOST_NAMED ? ` and ${rows.length - MOST_NAMED} more` : ''}`
}

/** Which of several kinds an area is of, and its row there. @throws EngineError 'option-invalid', with what there is */
export function areaOfCode(
  kinds: readonly NamedAreas[],
  { kind, code }: { readonly kind: string; readonly code: string },
): { readonly layer: number; readonly row: number } {
  const layer = kinds.findIndex((one) => one.kind === kind)
  const areas = kinds[layer]
  const row = areas?.code.indexOf(code) ?? -1
  if (row >= 0) return { layer, row }
  const known =
    areas === undefined
      ? `Kinds of areas given: ${kinds.map((one) => one.kind).join(', ') || 'none'}.`
      : `No ${kind} has this code. There are ${areas.code.length}: ${someAreas(areas, [...areas.code.keys()])}.`
  throw new EngineError('option-invalid', { column: 'area', value: `${kind}=${code}`, hint: known })
}
