import { EngineError } from '../error.js'

/** Columns of an area file; null where there is none. */
export interface AreaColumns {
  readonly code: string | null
  readonly name: string | null
  readonly parent: string | null
}

/** How files name a kind: `WD13CD` and `ward22_code` are wards. Kinds not listed go by their own name. */
const STEMS: Readonly<Record<string, string>> = {
  ward: 'wd|ward',
  lsoa: 'lsoa',
  msoa: 'msoa',
  oa: 'oa',
  beat: 'beat|neighbourhood|nbhd|npa',
  sector: 'sector|sec',
  lpa: 'lpa|local_?policing_?area',
  force: 'pfa|force|police_?force',
  boundary: 'pfa|force|police_?force|boundary',
  authority: 'lad|ltla|utla|local_?authority',
}

const ANY_STEM = /* @__PURE__ */ Array.from(new Set(Object.values(STEMS))).join('|')

/**
 * Finds the code, name and parent columns. A code column of the kind comes first, then `code`, `id` and the like, then any other code
 * column; among these the first that every area fills with a value of its own.
 *
 * @throws EngineError 'column-missing' for a named column that is not there, 'areas-no-code' where no column can be the code
 */
export function areaColumns(
  properties: readonly Readonly<Record<string, unknown>>[],
  request: {
    readonly kind: string
    readonly file: string
    readonly codeColumn?: string
    readonly nameColumn?: string
    readonly parentColumn?: string
  },
): AreaColumns {
  const columns = [...new Set(properties.flatMap((row) => Object.keys(row)))]
  const named = (column: string | undefined): string | null => {
    if (column === undefined) return null
    if (!columns.includes(column))
      throw new EngineError('column-missing', { file: request.file, column, hint: `The file has: ${columns.join(', ')}.` })
    return column
  }
  const stem = STEMS[request.kind] ?? request.kind.replace(/[^a-z0-9]/gi, '.')
  const first = (...patterns: readonly RegExp[]) =>
    patterns.flatMap((pattern) => columns.filter((column) => pattern.test(column)))
  const code = named(request.codeColumn) ?? codeColumn()
  const name =
    named(request.nameColumn) ??
    first(new RegExp(`^(${stem})\\d*_?(nm|name)$`, 'i'), /^name$/i, /(_|^)name$/i, /^[a-z]+\d*_?(nm|name)$/i).find(
      (column) => column !== code,
    ) ??
    null
  const parent =
    named(request.parentColumn) ??
    first(/^parent(_?code)?$/i, /^sector(_?code|_?cd)?$/i, /^lpa(_?code|_?cd)?$/i, /^(lad|ltla)\d*(_?code|_?cd)?$/i).find(
      (column) => column !== code && column !== name,
    ) ??
    null
  return { code, name, parent }

  function codeColumn(): string | null {
    const ofKind = first(new RegExp(`^(${stem})\\d*_?(cd|code|id|ref)$`, 'i'))
    const general = first(/^(area_?|geo_?|gss_?)?(code|cd|id)$/i, new RegExp(`^(${stem})$`, 'i'))
    const other = first(new RegExp(`^(${ANY_STEM})\\d*_?(cd|code)$`, 'i'), /(cd|code)$/i)
    const found = [...ofKind, ...general, ...other].find(identifies)
    if (found !== undefined) return found
    // the kind's own column with repeats: let the caller say which code is repeated
    if (ofKind.length + general.length > 0) return [...ofKind, ...general][0]
    if (properties.length === 1) return null
    throw new EngineError('areas-no-code', {
      file: request.file,
      hint: `Name the column that holds the codes; the file has: ${columns.join(', ') || 'no columns'}.`,
    })
  }

  function identifies(column: string): boolean {
    const values = properties.map((row) => row[column])
    const usable = values.every((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number')
    return usable && new Set(values).size === values.length
  }
}
