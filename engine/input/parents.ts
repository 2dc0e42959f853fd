import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import type { AreaTable } from '../types.js'

/** A column is taken for a layer's codes when it holds more than half of them. */
const ENOUGH = 0.5

/**
 * A layer with parents from a lookup file (an LSOA to ward lookup, beats to sectors), whatever its headings: the column that holds the
 * layer's own codes, and the column that holds the codes of another layer. An area the file does not know has no parent ('').
 *
 * @throws EngineError 'column-missing' when no column holds the codes of the layer, or of any other layer
 */
export function readParents(table: TextTable, layer: AreaTable, others: readonly AreaTable[]): AreaTable {
  const own = columnOf(table, layer)
  if (own === -1) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: `codes of ${layer.kind}`,
      hint: `None of its columns (${table.header.join(', ')}) holds the codes of the ${layer.kind} layer, such as ${layer.code[0]}.`,
    })
  }
  const parents = others
    .map((other) => ({ kind: other.kind, column: columnOf(table, other) }))
    .find(({ column }) => column !== -1)
  if (parents === undefined) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: 'codes of another layer',
      hint: `Its columns are ${table.header.join(', ')}; the other layers given: ${others.map(({ kind }) => kind).join(', ') || 'none'}.`,
    })
  }
  const parentOf = new Map(table.rows.map((row) => [row[own].trim(), row[parents.column].trim()]))
  return { ...layer, parent: layer.code.map((code) => parentOf.get(code) ?? '') }
}

/** Column that holds most of the layer's codes, -1 if none holds enough of them. */
export function columnOf(table: TextTable, layer: AreaTable): number {
  const held = table.header.map((_, column) => {
    const values = new Set(table.rows.map((row) => row[column].trim()))
    return layer.code.reduce((count, code) => count + Number(values.has(code)), 0)
  })
  const most = Math.max(...held)
  return most > layer.length * ENOUGH ? held.indexOf(most) : -1
}
