import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { EngineError } from '../../engine/index.js'
import { type Address, fill } from './addresses.js'
import { download } from './download.js'
import { type ArchivePart, archiveParts } from './months.js'
import { type Network, type Request, short } from './network.js'
import { openRemoteZip } from './remoteZip.js'
import type { FetchedFile, Origin, Store } from './store.js'

const STREET_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'

/** A month of the largest force is about 25 MB. */
const MOST_ENTRY_BYTES = 512 * 2 ** 20
/** The whole archive is about 1.7 GB. */
const MOST_ARCHIVE_BYTES = 16 * 2 ** 30
/** Room for what stands before an entry's data beyond what the list says of it. */
const LOCAL_HEADER_SLACK = 1024

export interface FetchedCrimes {
  readonly files: readonly FetchedFile[]
  /** Months the archive has nothing of for this force. */
  readonly missing: readonly string[]
}

/**
 * Street crime files of one force as `crime/YYYY-MM/YYYY-MM-FORCE-street.csv`. Of each archive only its list and the wanted files are
 * fetched; where the server gives whole files only, the archive is downloaded, used and removed. Every file is checked against the
 * archive's CRC-32 and must begin with the known header.
 *
 * @throws EngineError 'fetch-missing' where an archive is not there, or none of the months is in it; 'fetch-not-verified', and of `Network`
 */
export async function fetchCrimes(
  network: Network,
  store: Store,
  wanted: { readonly force: string; readonly months: readonly string[]; readonly address: Address },
  progress: (share: number) => unknown,
): Promise<FetchedCrimes> {
  const files: FetchedFile[] = []
  const missing: string[] = []
  for (const { archive, months } of archiveParts(wanted.months)) {
    const url = fill(wanted.address.address, { month: archive })
    const request: Request = {
      id: 'archive',
      url,
      hosts: wanted.address.hosts,
      mostBytes: MOST_ENTRY_BYTES,
      notFound: `There seems to be no archive ${archive}: months appear about two months after they end. Ask for earlier ones.`,
    }
    const left: string[] = []
    for (const month of months) {
      const file = await store.kept(crimeName(month, wanted.force), url)
      if (file !== null) files.push(file)
      else if (store.absent(crimeName(month, wanted.force), url)) missing.push(month)
      else left.push(month)
    }
    if (left.length === 0) continue
    const one = await fromArchive(network, store, request, { archive, months: left }, wanted.force, progress)
    files.push(...one.files)
    missing.push(...one.missing)
  }
  if (files.length === 0) {
    throw new EngineError('fetch-missing', {
      value: wanted.force,
      hint: `The archive holds none of the months ${wanted.months[0]} to ${wanted.months.at(-1)} for this force: not all forces publish every month. Ask for others.`,
    })
  }
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)), missing: missing.sort() }
}

/** As `analyse` and other tools expect them. */
function crimeName(month: string, force: string): string {
  return `crime/${entryName(month, force)}`
}

function entryName(month: string, force: string): string {
  return `${month}/${month}-${force}-street.csv`
}

interface Archive {
  readonly zip: ZipFile
  readonly origin: Origin
  expect(start: number, bytes: number): void
  /** Removes the archive where it was downloaded whole. */
  served(): Promise<void>
}

async function fromArchive(
  network: Network,
  store: Store,
  request: Request,
  part: ArchivePart,
  force: string,
  progress: (share: number) => unknown,
): Promise<FetchedCrimes> {
  const files: FetchedFile[] = []
  const missing: string[] = []
  const { zip, origin, expect, served } = await openArchive(network, store, request, part.archive, progress)
  try {
    const entries = await entriesOf(zip, request.url)
    for (const [k, month] of part.months.entries()) {
      const name = crimeName(month, force)
      const entry = entries.get(entryName(month, force))
      if (entry === undefined) {
        missing.push(month)
        await store.noteAbsent({ name, url: request.url })
        continue
      }
      const { relativeOffsetOfLocalHeader: start, compressedSize, fileNameLength, extraFieldLength } = entry
      expect(start, compressedSize + fileNameLength + extraFieldLength + LOCAL_HEADER_SLACK)
      files.push(await store.put(name, await crimeBytes(zip, entry), origin))
      await progress((k + 1) / part.months.length)
    }
  } finally {
    zip.close()
  }
  await served()
  return { files, missing }
}

async function openArchive(
  network: Network,
  store: Store,
  request: Request,
  archive: string,
  progress: (share: number) => unknown,
): Promise<Archive> {
  const { url } = request
  const remote = await openRemoteZip(network, request).catch((error: unknown) => notZip(url, error))
  if (remote !== null) {
    const { zip, etag, date, expect } = remote
    return { zip, expect, origin: { url, etag, date }, served: async () => undefined }
  }
  const name = `${archive}.zip`
  const path = join(store.folder, name)
  const kept = await store.kept(name, url)
  const verify = async (part: string) => {
    const zip = await openPromise(part).catch((error: unknown) => notZip(url, error))
    zip.close()
  }
  const { etag, date } =
    kept ??
    (await store.note({
      name,
      url,
      ...(await download(network, { ...request, mostBytes: MOST_ARCHIVE_BYTES }, path, { verify, progress })),
    }))
  const zip = await openPromise(path, { autoClose: false })
  return { zip, origin: { url, etag, date }, expect: () => undefined, served: () => store.drop(name) }
}

async function entriesOf(zip: ZipFile, url: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    notZip(url, error)
  }
  return entries
}

async function crimeBytes(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const file = entry.fileName
  const refuse = (hint: string): never => {
    throw new EngineError('fetch-not-verified', { file, hint })
  }
  if (entry.uncompressedSize > MOST_ENTRY_BYTES) refuse('It unpacks to more than any month of crime.')
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece)
  } catch (error) {
    if (error instanceof EngineError) throw error
    refuse(`It cannot be unpacked (${error instanceof Error ? error.message : error}). Run the same command again.`)
  }
  const bytes = Buffer.concat(pieces)
  if (crc32(bytes) !== entry.crc32) refuse('Its CRC-32 is not the one the archive lists. Run the same command again.')
  const header = bytes
    .toString('utf8', 0, 1000)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/, 1)[0]
  if (header !== STREET_HEADER) refuse('Its header is not that of street crime files. Has police.uk changed its layout?')
  return bytes
}

function notZip(url: string, error: unknown): never {
  if (error instanceof EngineError) throw error
  throw new EngineError('fetch-not-verified', {
    value: short(new URL(url)),
    hint: `It is no zip archive (${error instanceof Error ? error.message : error}).`,
  })
}
