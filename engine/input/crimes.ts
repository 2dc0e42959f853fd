import { EngineError } from '../error.js'
import type {
  CrimeSource,
  Crimes,
  Example,
  FileAccount,
  Hooks,
  Issue,
  ReferenceTables,
  RowAccount,
  SetAsideReason,
} from '../types.js'
import { categoryIds, createPoliceUkReader, type PoliceUkFile } from './policeUk.js'
import { compareCodePoints, createTally, type FileTally, mergeTallies } from './tally.js'
import { exactly } from './thousands.js'

const MAX_EXAMPLES = 5

/** In the order a row is tested; the first that applies is counted. */
const SET_ASIDE: Readonly<Record<SetAsideReason, string>> = {
  'malformed-row': 'rows with another number of fields than the header were left out',
  'month-unreadable': 'rows whose month is not YYYY-MM were left out',
  'kind-unknown': 'rows with an unknown crime type were left out',
  'kind-not-asked': 'rows of crime types not asked for were left out',
  'coordinate-unreadable': 'rows with a coordinate that is no number, or only one of the two, were left out',
  'coordinate-out-of-range': 'rows whose coordinates lie outside the United Kingdom (49 to 61.5 N, 9 W to 2.5 E) were left out',
  'same-file-twice': 'rows of files given more than once were left out',
}
const REASONS = Object.keys(SET_ASIDE).filter((key): key is SetAsideReason => key in SET_ASIDE)

interface ReadFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly content: PoliceUkFile
  readonly tally: FileTally
}

/**
 * Reads police.uk street files into places and tallies. The result is the same bytes whatever the order of the sources, their
 * pieces, or the size of the batches; memory grows with distinct places and counts, not with rows.
 *
 * @param options `categories`: category ids to keep, null keeps all; other rows are set aside as `kind-not-asked`
 * @param hooks   `signal` is looked at between pieces; `progress` is told after each source
 * @throws EngineError 'month-twice' (two different files hold rows of one force and month), 'aborted', and all of
 *         `createPoliceUkReader`
 *
 * A file given twice (same SHA-256) is read once; all rows of the second are set aside as `same-file-twice`. Repeated ids
 * and identical rows are counted within a file and never removed.
 */
export async function readCrimes(
  sources: readonly CrimeSource[],
  tables: ReferenceTables,
  options: { categories: readonly string[] | null },
  hooks: Hooks = {},
): Promise<Crimes> {
  const read: ReadFile[] = []
  for (const source of sources) {
    read.push(await readSource(source, tables, options, hooks))
    hooks.progress?.('reading', read.length / sources.length)
  }
  read.sort((a, b) => compareCodePoints(a.name, b.name) || compareCodePoints(a.sha256, b.sha256))
  const first = new Map<string, ReadFile>()
  for (const file of read) if (!first.has(file.sha256)) first.set(file.sha256, file)
  const used = [...first.values()]
  refuseMonthTwice(used)
  const merged = mergeTallies(
    used.map((file) => file.tally),
    categoryIds(tables.categories),
    tables.places,
  )
  const files = read.map((file) => accountOf(file, first.get(file.sha256) !== file))
  const rows = totalOf(files)
  return {
    ...merged,
    rows,
    files,
    issues: [
      ...setAsideIssues(rows, read, first),
      ...repeatIssues(used),
      ...locationIssue(rows, files),
      ...eraIssue(merged.tallies, merged.kindIds, tables),
      ...forceIssue(used),
      ...encodingIssue(merged.places),
    ],
  }
}

async function readSource(
  source: CrimeSource,
  tables: ReferenceTables,
  options: { categories: readonly string[] | null },
  hooks: Hooks,
): Promise<ReadFile> {
  const tally = createTally()
  const reader = createPoliceUkReader(source.name, tables.categories, options, tally.add)
  let bytes = 0
  for await (const chunk of source.bytes) {
    if (hooks.signal?.aborted) throw new EngineError('aborted')
    bytes += chunk.length
    reader.push(chunk)
  }
  const content = reader.end()
  return { name: source.name, bytes, sha256: source.sha256(), content, tally: tally.end(content) }
}

function refuseMonthTwice(files: readonly ReadFile[]): void {
  const holder = new Map<string, ReadFile>()
  for (const file of files) {
    for (const { force, month } of file.content.forceMonths) {
      if (force === '') continue
      const key = `${month} ${force}`
      const other = holder.get(key)
      if (other !== undefined) {
        throw new EngineError('month-twice', {
          file: file.name,
          column: 'Month',
          value: month,
          hint: `${other.name === file.name ? `Two different files named ${file.name}` : `${other.name} and ${file.name} differ and`} both hold rows of ${force} for ${month}. Give one of them.`,
        })
      }
      holder.set(key, file)
    }
  }
}

// ---------------------------------------------------------------- accounting

function accountOf(file: ReadFile, twice: boolean): FileAccount {
  const { name, bytes, sha256, content } = file
  const { rows, forces, months, blankIds, repeatedIds, identicalRows } = content
  if (!twice) return { name, bytes, sha256, ...rows, forces, months, blankIds, repeatedIds, identicalRows }
  const nothing = { used: 0, located: 0, months: [], blankIds: 0, repeatedIds: 0, identicalRows: 0 }
  return { name, bytes, sha256, read: rows.read, setAside: { 'same-file-twice': rows.read }, forces, ...nothing }
}

function totalOf(files: readonly FileAccount[]): RowAccount {
  const total: RowAccount = { read: 0, used: 0, located: 0, setAside: {} }
  for (const file of files) {
    total.read += file.read
    total.used += file.used
    total.located += file.located
  }
  for (const reason of REASONS) {
    const count = files.reduce((sum, file) => sum + (file.setAside[reason] ?? 0), 0)
    if (count > 0) total.setAside[reason] = count
  }
  return total
}

// ---------------------------------------------------------------- issues

function setAsideIssues(rows: RowAccount, read: readonly ReadFile[], first: ReadonlyMap<string, ReadFile>): Issue[] {
  const isFirst = (file: ReadFile) => first.get(file.sha256) === file
  return REASONS.flatMap((code) => {
    const count = rows.setAside[code] ?? 0
    const examples: Example[] =
      code === 'same-file-twice'
        ? read
            .filter((file) => !isFirst(file))
            .map((file) => ({ file: file.name, value: `same as ${first.get(file.sha256)?.name}` }))
        : read.filter(isFirst).flatMap((file) => file.content.setAside[code] ?? [])
    return issue(code, count, `${exactly(count)} ${SET_ASIDE[code]}`, examples)
  })
}

function repeatIssues(files: readonly ReadFile[]): Issue[] {
  const repeated = files.reduce((sum, file) => sum + file.content.repeatedIds, 0)
  const identical = files.reduce((sum, file) => sum + file.content.identicalRows, 0)
  const share = `${exactly(identical)} of them equal an earlier row in every field`
  return issue(
    'repeated-ids',
    repeated,
    `${repeated === 1 ? '1 row carries' : `${exactly(repeated)} rows carry`} a Crime ID met before in the same file; ${share}. All are counted: one record can have several victims or places`,
    files.flatMap((file) => file.content.repeated),
  )
}

function locationIssue(rows: RowAccount, files: readonly FileAccount[]): Issue[] {
  const count = rows.used - rows.located
  const share = (file: RowAccount) => (file.used === 0 ? 0 : (file.used - file.located) / file.used)
  // the five files with the largest share, in file order
  const largest = files.filter((file) => share(file) > 0).sort((a, b) => share(b) - share(a))
  const shown = new Set(largest.slice(0, MAX_EXAMPLES))
  return issue(
    'no-location',
    count,
    `${exactly(count)} rows (${percent(share(rows))}) have no location: they are in totals, on no map and in no area`,
    files.filter((file) => shown.has(file)).map((file) => ({ file: file.name, value: percent(share(file)) })),
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function eraIssue(tallies: Crimes['tallies'], kindIds: readonly string[], tables: ReferenceTables): Issue[] {
  const older = kindIds.map((id) => !tables.categories.some((category) => category.id === id && category.to === ''))
  let count = 0
  for (let i = 0; i < tallies.length; i++) if (older[tallies.kind[i]]) count += tallies.count[i]
  return issue(
    'older-categories',
    count,
    `${exactly(count)} rows carry a category of before June 2013, which is wider than today's: do not compare it with a newer one of like name`,
    kindIds.filter((_, kind) => older[kind]).map((value) => ({ column: 'Crime type', value })),
  )
}

function forceIssue(files: readonly ReadFile[]): Issue[] {
  const unnamed = files.filter((file) => file.content.forces.length === 0)
  return issue(
    'force-unnamed',
    unnamed.length,
    `${unnamed.length} files do not say who reported their rows: whether a month was given twice cannot be checked for them`,
    unnamed.map((file) => ({ file: file.name })),
  )
}

/** U+FFFD stands where bytes were no UTF-8. */
function encodingIssue({ texts, lsoaCodes }: Crimes['places']): Issue[] {
  const odd = [...texts, ...lsoaCodes].filter((text) => text.includes('\ufffd'))
  return issue(
    'not-utf8',
    odd.length,
    `${exactly(odd.length)} names hold bytes that are not UTF-8 (a file saved as Latin-1?): they are shown with \ufffd`,
    odd.map((value) => ({ column: 'Location', value })),
  )
}

function issue(code: string, count: number, message: string, examples: readonly Example[]): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}
