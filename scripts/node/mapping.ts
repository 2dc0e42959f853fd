import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  acceptGuess,
  type ColumnMapping,
  EngineError,
  FIELD_IDS,
  guessCallMapping,
  guessOfSource,
  type MappingGuess,
  readMapping,
  readTextTable,
  type SourceGuess,
} from '../../engine/index.js'
import { crimeSources, isStreetFile } from './files.js'

/** As much of a file is looked at: some hundred rows, so that the order of dates shows. */
const HEAD_BYTES = 1 << 16

export interface GuessedMapping {
  readonly file: string
  readonly guess: MappingGuess
}

/**
 * What the columns of the first force's own file among the paths look like; null if all are of police.uk. Folders and archives hold
 * street files only, and standard input cannot be read twice, so neither is looked into.
 */
async function guessedMapping(paths: readonly string[]): Promise<GuessedMapping | null> {
  for (const path of paths) {
    if (path === '-' || isStreetFile(basename(path))) continue
    const found = await lookInto(path)
    if (found?.layout === 'force-extract' && found.guess !== null) return { file: found.file, guess: found.guess }
  }
  return null
}

/** Null where there is nothing to see, or it cannot be read: whoever reads it whole says why. */
async function lookInto(path: string): Promise<(SourceGuess & { readonly file: string }) | null> {
  try {
    const { sources } = await crimeSources([path])
    const [only] = sources
    if (sources.length !== 1 || isStreetFile(only.name)) return null
    return { file: only.name, ...guessOfSource(await head(only.bytes)) }
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}

async function head(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    pieces.push(piece.slice())
    length += piece.length
    if (length >= HEAD_BYTES) break
  }
  return Buffer.concat(pieces)
}

/** The guess for people: a line a column, with examples, and what is made of the values. */
function mappingText({ file, guess }: GuessedMapping): string {
  const { fields, examples, coordinates, dates, unused } = guess
  const named = FIELD_IDS.flatMap((field) => {
    const heading = fields[field]
    return heading === undefined ? [] : [{ field, heading, seen: (examples[field] ?? []).join(' | ') }]
  })
  const width = Math.max(...named.map(({ field }) => field.length))
  const wide = Math.max(...named.map(({ heading }) => heading.length))
  return [
    `Columns of ${file}, as they look:`,
    ...named.map(({ field, heading, seen }) => `  ${field.padEnd(width)}  ${heading.padEnd(wide)}  ${seen}`.trimEnd()),
    `  coordinates: ${coordinates ?? 'not found'}; dates: ${dates ?? 'not found'}`,
    ...(unused.length === 0 ? [] : [`  not used: ${unused.join(', ')}`]),
    '',
  ].join('\n')
}

/** What the columns of a file of calls for service look like. */
export async function guessedCallMapping(path: string): Promise<GuessedMapping> {
  const { sources } = await crimeSources([path])
  const { header, rows } = rowsOf(await head(sources[0].bytes), sources[0].name)
  return { file: sources[0].name, guess: guessCallMapping(header, rows) }
}

/** Rows of the first bytes of a CSV file; a last one that is cut is left out. */
function rowsOf(bytes: Uint8Array, file: string): { header: readonly string[]; rows: readonly (readonly string[])[] } {
  const end = bytes.length < HEAD_BYTES ? bytes.length : bytes.lastIndexOf(10) + 1
  return readTextTable(bytes.subarray(0, end), file)
}

/** How the user answers when shown the columns: `ask` is null where nobody can be asked. */
export interface Confirmation {
  readonly yes: boolean
  readonly show: (text: string) => void
  readonly ask: ((question: string) => Promise<string>) | null
}

/**
 * The mapping to read a force's own files by: of the file at `path` if there is one, else guessed, shown, confirmed and, where `path`
 * is given, written there. Null where all crime files are of police.uk.
 *
 * @throws EngineError 'mapping-needed' (not confirmed), 'mapping-invalid', 'date-ambiguous', and all of `crimeSources`
 */
export async function confirmedMapping(
  crimePaths: readonly string[],
  path: string | undefined,
  confirmation: Confirmation,
): Promise<ColumnMapping | null> {
  const saved = path === undefined ? null : await savedMapping(path)
  if (saved !== null) return saved
  const guessed = await guessedMapping(crimePaths)
  if (guessed === null) return null
  const mapping = await confirmed(guessed, confirmation)
  if (path !== undefined) await writeFile(path, `${JSON.stringify(mapping, null, 2)}\n`)
  return mapping
}

/** The guess as a mapping, once shown and agreed to. @throws EngineError 'mapping-needed', 'mapping-invalid', 'date-ambiguous' */
export async function confirmed(guessed: GuessedMapping, { yes, show, ask }: Confirmation): Promise<ColumnMapping> {
  show(mappingText(guessed))
  const mapping = acceptGuess(guessed.guess, guessed.file)
  if (!yes && !/^y(es)?$/i.test((await ask?.('Read the file this way? [y/N] '))?.trim() ?? '')) {
    throw new EngineError('mapping-needed', {
      file: guessed.file,
      hint: `See the columns with hexbeat check ${guessed.file}; then accept them with --yes, or write and name your own with --mapping FILE.`,
    })
  }
  return mapping
}

/** Null if there is no such file yet. */
async function savedMapping(path: string): Promise<ColumnMapping | null> {
  const file = basename(path)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new EngineError('file-unreadable', { file, hint: `The system says ${error.code}.` })
  })
  if (text === null) return null
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new EngineError('mapping-invalid', { file, hint: `It is not JSON: ${error instanceof Error ? error.message : error}` })
  }
  return readMapping(json, file)
}
