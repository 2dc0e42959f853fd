import { EngineError } from '../error.js'
import { columnOf } from '../input/parents.js'
import type { TextTable } from '../inputTables.js'
import { type AreaTable, NONE, type Overlap } from '../types.js'
import type { AssignedBy } from './districtReview.js'
import { beatOfWards, nesting } from './districts.js'

/** An area with less of its ground than this in any district belongs to a neighbour. */
const LEAST_INSIDE = 0.5

/**
 * Which district each area is part of: by a table of both; else by the areas' own parent codes, where all of them are codes of
 * districts; else the district that holds most of its ground. Areas mostly outside all districts, and in no table, are left out.
 *
 * @param overlap ground of each area by district
 * @throws        EngineError 'column-missing' (a table without the codes of both), 'ward-in-two-beats', 'table-invalid' (see
 *                `beatOfWards`), 'district-empty'
 */
export function districtOfAtoms(
  atoms: AreaTable,
  districts: AreaTable,
  overlap: Overlap,
  table: TextTable | null,
): { readonly district: Uint32Array; readonly by: AssignedBy } {
  const inside = new Float64Array(atoms.length)
  for (let k = 0; k < overlap.length; k++) inside[overlap.from[k]] += overlap.share[k]
  const pairs = table === null ? null : pairsOf(table, atoms, districts)
  const listed = new Set(pairs?.ward)
  const kept = Array.from(inside.keys()).filter((atom) => inside[atom] >= LEAST_INSIDE || listed.has(atoms.code[atom]))
  const codes = kept.map((atom) => atoms.code[atom])
  const parents = kept.map((atom) => districts.code.indexOf(atoms.parent?.[atom] ?? ''))
  const byParents = pairs === null && parents.every((row) => row >= 0)
  const rows =
    pairs !== null ? beatOfWards(pairs, codes, districts.code) : byParents ? parents : nesting(part(overlap, kept), codes).beat
  const district = new Uint32Array(atoms.length).fill(NONE)
  kept.forEach((atom, k) => {
    district[atom] = rows[k]
  })
  const empty = districts.code.findIndex((_, row) => !district.includes(row))
  if (empty >= 0)
    throw new EngineError('district-empty', {
      value: districts.code[empty],
      hint:
        pairs === null
          ? `No area of kind "${atoms.kind}" lies mostly in it. Compare with smaller areas (--atoms KIND), or say which belong to it (--assign FILE).`
          : `Add its areas to ${pairs.file}.`,
    })
  return { district, by: pairs !== null ? 'table' : byParents ? 'parents' : 'ground' }
}

/** Pairs of area and district of a table, whatever its headings. */
function pairsOf(table: TextTable, atoms: AreaTable, districts: AreaTable) {
  const [ward, beat] = [atoms, districts].map((layer) => {
    const column = columnOf(table, layer)
    if (column >= 0) return column
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: `codes of ${layer.kind}`,
      hint: `None of its columns (${table.header.join(', ')}) holds over half of the codes of the ${layer.kind} layer, such as ${layer.code[0]}.`,
    })
  })
  const column = (at: number) => table.rows.map((row) => row[at].trim())
  return { file: table.file, line: table.line, ward: column(ward), beat: column(beat) }
}

/** The overlap of some of its areas, numbered anew in the order given. */
function part({ from, to, share, length }: Overlap, kept: readonly number[]): Overlap {
  const place = new Map(kept.map((atom, k) => [atom, k]))
  const rows = Array.from({ length }, (_, k) => k).filter((k) => place.has(from[k]))
  return {
    length: rows.length,
    from: Uint32Array.from(rows, (k) => place.get(from[k]) ?? 0),
    to: Uint32Array.from(rows, (k) => to[k]),
    share: Float64Array.from(rows, (k) => share[k]),
  }
}
