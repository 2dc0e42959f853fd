import { EngineError } from '../error.js'
import type { LsoaLookup, TextTable } from '../inputTables.js'
import { lsoaVintage, plainHeader } from './areaCode.js'

/** U unchanged, S split, M merged, X irregular. */
const CHANGES = ['U', 'S', 'M', 'X']

/**
 * LSOA codes of one vintage to those of another, from the ONS exact-fit lookup (`LSOA11CD, LSOA21CD, CHGIND`) or the same with
 * `lsoa11_code, lsoa21_code, change_code`. A split code has several children, a merged one shares its child with others.
 *
 * @param codes of the LSOAs that are wanted: the column that holds more of them is the target, whichever way round the lookup is;
 *              the newer of the two if none is given
 * @throws EngineError 'column-missing' without two LSOA code columns; 'table-invalid' for an empty code or an unknown change code
 */
export function readLookup(table: TextTable, codes: readonly string[] = []): LsoaLookup {
  const columns = table.header.flatMap((header, column) => {
    const vintage = lsoaVintage(header)
    return vintage === null ? [] : [{ vintage, column }]
  })
  const wanted = new Set(codes)
  const held = ({ column }: { column: number }) =>
    new Set(table.rows.map((row) => row[column]).filter((code) => wanted.has(code))).size
  const target = columns.toSorted((a, b) => held(b) - held(a) || b.vintage - a.vintage).at(0)
  const source = columns.find(({ vintage }) => vintage !== target?.vintage)
  if (target === undefined || source === undefined) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: columns.length === 0 ? 'lsoa11_code' : 'lsoa21_code',
      hint: `A lookup needs two LSOA code columns, such as LSOA11CD and LSOA21CD. It has: ${table.header.join(', ')}.`,
    })
  }
  const change = table.header.findIndex((header) => /^(chgind|change( code)?)$/.test(plainHeader(header)))
  const found = new Map<string, Set<string>>()
  for (let k = 0; k < table.rows.length; k++) {
    const row = table.rows[k]
    const from = textAt(table, k, source.column)
    const child = textAt(table, k, target.column)
    if (change !== -1 && !CHANGES.includes(row[change].trim())) {
      const place = { file: table.file, line: table.line[k], column: table.header[change], value: row[change] }
      throw new EngineError('table-invalid', { ...place, hint: 'Change codes are U, S, M and X.' })
    }
    const children = found.get(from) ?? new Set()
    found.set(from, children.add(child))
  }
  const children = new Map([...found].map(([code, set]) => [code, [...set].sort()]))
  return { from: source.vintage, to: target.vintage, children, file: table.file }
}

function textAt(table: TextTable, row: number, column: number): string {
  const code = (table.rows[row][column] ?? '').trim()
  if (code !== '') return code
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    hint: 'Every row needs both codes.',
  })
}
