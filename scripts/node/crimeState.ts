/** The file of `--state`: crimes as read, so that `--update` reads only what is new. */
import { createHash } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { type CrimeFile, type CrimeOptions, EngineError } from '../../engine/index.js'
import { VERSION } from '../version.js'
import { leftBeside, nameBeside, realPlace } from './beside.js'
import type { FoundCrimeFiles } from './files.js'

const FORMAT = 'hexbeat-state/3'
/** How every state begins, of whatever version. */
const MARK = '{"format":"hexbeat-state/'
const MOST_HEAD = 1000
const NOTE = 'Holds the locations of recorded crimes: keep it as safe as the records themselves.'

/** Everything that was read up to now. */
export interface CrimeState {
  /** SHA-256 of the state it goes on from; null where it is of files alone. */
  readonly before: string | null
  readonly files: readonly CrimeFile[]
  readonly skipped: FoundCrimeFiles['skipped']
}

/** First line of the file, as JSON; the rest is the state as V8 writes plain data. */
interface Head {
  readonly format: string
  readonly note: string
  readonly version: string
  /** SHA-256 of the state it takes the place of; null where it goes on from none. */
  readonly before: string | null
  /** SHA-256 of what the crimes were read with, and of the rest of the file. */
  readonly options: string
  readonly sha256: string
}

/** @param options what the crimes were read with: a state is of these alone */
export function packState({ before, ...state }: CrimeState, options: CrimeOptions): Uint8Array {
  const body = serialize(state)
  const head: Head = { format: FORMAT, note: NOTE, version: VERSION, before, options: keyOf(options), sha256: sha256Of(body) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body])
}

/**
 * @param file name for messages
 * @throws     EngineError 'state-unreadable' (no state, a damaged one, one of another version), 'state-other-options'
 */
function unpackState(bytes: Uint8Array, file: string, options: CrimeOptions): CrimeState {
  const end = bytes.indexOf(10)
  const head = headOf(bytes.subarray(0, Math.max(0, end)))
  const again = 'Leave --update out and name all crime files: the state is then made anew.'
  if (head === null) throw new EngineError('state-unreadable', { file, hint: `It was not written by --state. ${again}` })
  if (head.format !== FORMAT || head.version !== VERSION)
    throw new EngineError('state-unreadable', { file, value: head.version, hint: `It is of another version. ${again}` })
  const body = bytes.subarray(end + 1)
  if (head.sha256 !== sha256Of(body)) throw new EngineError('state-unreadable', { file, hint: `It is damaged. ${again}` })
  if (head.options !== keyOf(options)) {
    throw new EngineError('state-other-options', {
      file,
      hint: `Its crimes were read with other --categories, --mapping or --grid-file. Give those, or: ${again}`,
    })
  }
  return { ...deserialize(body), before: head.sha256 }
}

/**
 * What was read before and now. A file that was read before, of the same name and bytes, may be named again and is not counted again; one
 * that is now named more often than it was then is, as in any run, a file given twice.
 *
 * @throws EngineError 'month-twice' (another file of a force and month that was read before)
 */
export function joinedStates(before: CrimeState, now: Omit<CrimeState, 'before'>): CrimeState {
  refuseOtherVersion(before.files, now.files)
  return {
    before: before.before,
    files: [...before.files, ...more(before.files, now.files, ({ name, sha256 }) => `${sha256} ${name}`)],
    skipped: [...before.skipped, ...more(before.skipped, now.skipped, ({ path }) => path)],
  }
}

function refuseOtherVersion(before: readonly CrimeFile[], now: readonly CrimeFile[]): void {
  const read = new Set(before.map(({ sha256 }) => sha256))
  const holder = new Map<string, string>()
  for (const { name, content } of before) for (const one of content.forceMonths) holder.set(`${one.month} ${one.force}`, name)
  for (const { name, sha256, content } of now) {
    if (read.has(sha256)) continue
    for (const { force, month } of content.forceMonths) {
      const other = holder.get(`${month} ${force}`)
      if (force === '' || other === undefined) continue
      const hint = `The state holds another version of ${month} of ${force}, read from ${other}. Leave --update out and name all crime files, the new one in place of that: the state is then made anew.`
      throw new EngineError('month-twice', { file: name, column: 'Month', value: month, hint })
    }
  }
}

/** Those of `now` that `before` has fewer of. */
function more<T>(before: readonly T[], now: readonly T[], keyOf: (one: T) => string): T[] {
  const left = new Map<string, number>()
  for (const one of before) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1)
  return now.filter((one) => {
    const times = left.get(keyOf(one)) ?? 0
    left.set(keyOf(one), times - 1)
    return times <= 0
  })
}

/**
 * Refuses a path that no state can be written to, before anything is read.
 *
 * @throws EngineError 'state-unreadable' (a folder, or a file that is no state), 'out-unwritable' (no such folder)
 */
export async function checkStatePath(path: string): Promise<void> {
  const file = basename(path)
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory() === true)
    throw new EngineError('state-unreadable', { file, hint: 'It is a folder. Name a file of its own.' })
  if (found !== null) {
    const handle = await open(path)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MARK.length)).finally(() => handle.close())
    if (buffer.subarray(0, bytesRead).toString() === MARK) return
    const none = bytesRead === 0 ? 'It is empty, no state' : 'It is no state, and would be written over'
    throw new EngineError('state-unreadable', { file, hint: `${none}. Name a file of its own, or one that is not there yet.` })
  }
  if ((await stat(dirname(path)).catch(() => null))?.isDirectory() !== true)
    throw new EngineError('out-unwritable', { file, hint: 'There is no such folder: make it first.' })
}

/** @throws EngineError 'file-missing', and of `unpackState` */
export async function readState(path: string, options: CrimeOptions): Promise<CrimeState> {
  const file = basename(path)
  const bytes = await readFile(path).catch(() => {
    throw new EngineError('file-missing', {
      file,
      hint: 'There is no state to update: leave --update out, and --state writes one.',
    })
  })
  return unpackState(bytes, file, options)
}

/**
 * Whole or not at all.
 *
 * @throws EngineError 'out-unwritable', 'state-changed' (another run has written one since this run read it)
 */
export async function writeState(path: string, bytes: Uint8Array): Promise<void> {
  const place = await realPlace(path)
  for (const left of await leftBeside(place, 'new')) await rm(left, { force: true })
  const { before } = headOf(bytes.subarray(0, bytes.indexOf(10))) ?? { before: null }
  if (before !== null && (await headAt(place))?.sha256 !== before) {
    throw new EngineError('state-changed', {
      file: basename(path),
      hint: 'The results are written; this state is not, and that of the other run is kept. Run again with --update.',
    })
  }
  const fresh = nameBeside(place, 'new')
  try {
    const file = await open(fresh, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, place)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    const value = error instanceof Error && 'code' in error ? String(error.code) : undefined
    throw new EngineError('out-unwritable', {
      file: basename(path),
      ...(value === undefined ? {} : { value }),
      hint: 'Check the space and your rights there. The results are written; the state is not.',
    })
  }
}

async function headAt(path: string): Promise<Head | null> {
  const handle = await open(path).catch(() => null)
  if (handle === null) return null
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_HEAD)).finally(() => handle.close())
  return headOf(buffer.subarray(0, Math.max(0, buffer.subarray(0, bytesRead).indexOf(10))))
}

function headOf(line: Uint8Array): Head | null {
  if (line.length > MOST_HEAD) return null
  try {
    const head = JSON.parse(Buffer.from(line).toString())
    return typeof head?.format === 'string' ? head : null
  } catch {
    return null
  }
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The same for the same options, in whatever order their keys were written. */
function keyOf({ categories, mapping = null, keepEvents = false, gridFile = null }: CrimeOptions): string {
  const shifts = gridFile === null ? [] : [gridFile.east, gridFile.north].map((shift) => sha256Of(new Uint8Array(shift.buffer)))
  return sha256Of(Buffer.from(JSON.stringify([categories?.toSorted() ?? null, inOrder(mapping), keepEvents, shifts])))
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, inOrder(inner)])
}
