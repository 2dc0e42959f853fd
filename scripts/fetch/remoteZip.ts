import { Readable } from 'node:stream'
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { EngineError } from '../../engine/index.js'
import { contentRange, strongEtag } from './download.js'
import { type Network, type Request, short } from './network.js'

/** The end of a zip with the longest comment it can have, and the mark of a large archive before it: what `yauzl` reads first. */
const TAIL_BYTES = 65_577
/** The list of a national archive (about 5,000 files) comes in one piece. */
const AHEAD_BYTES = 1 << 20

export interface RemoteZip {
  readonly zip: ZipFile
  readonly etag: string | null
  readonly date: string | null
  /** The next read begins at `start`, and so many bytes from there will be wanted together. */
  expect(start: number, bytes: number): void
}

/**
 * A zip on a server, of which only the parts that are read are fetched (HTTP Range).
 *
 * @param request `mostBytes` holds for each part
 * @returns null where the server gives whole files only
 * @throws EngineError of `Network`; 'fetch-failed' when the file is replaced while it is read; what `yauzl` throws of a file that is no zip
 */
export async function openRemoteZip(network: Network, request: Request): Promise<RemoteZip | null> {
  const first = await range(network, request, `bytes=-${TAIL_BYTES}`, null)
  if (first === null) return null
  // later parts are asked for where the first was found, without the redirects
  const reader = new RangeReader(network, { ...request, url: first.url }, first)
  const zip = await fromRandomAccessReaderPromise(reader, first.total, { autoClose: false })
  return { zip, etag: first.etag, date: first.date, expect: (start, bytes) => reader.expect(start, bytes) }
}

interface Part {
  readonly url: string
  readonly start: number
  readonly total: number
  readonly bytes: Uint8Array
  readonly etag: string | null
  readonly date: string | null
}

async function range(network: Network, request: Request, bytes: string, etag: string | null): Promise<Part | null> {
  return network.retrying(request.url, async () => {
    const headers = { range: bytes, ...(etag === null ? {} : { 'if-range': etag }) }
    // a server that ignores Range begins the whole file, which is let go
    const answer = await network.send({ ...request, mostBytes: Number.POSITIVE_INFINITY, headers })
    const place = contentRange(answer.headers)
    if (answer.status !== 206 || place === null) {
      answer.close()
      return null
    }
    const pieces: Uint8Array[] = []
    let total = 0
    for await (const piece of answer.body) {
      total += piece.length
      if (total > request.mostBytes) refusePart(request, total)
      pieces.push(piece)
    }
    const { url, headers: said } = answer
    return { url, ...place, bytes: Buffer.concat(pieces), etag: strongEtag(said), date: said.get('date') }
  })
}

/** Reads through one window of the file, moved when something outside it is wanted. */
class RangeReader extends RandomAccessReader {
  private ahead = { start: -1, bytes: 0 }

  constructor(
    private readonly network: Network,
    private readonly request: Request,
    private window: Part,
  ) {
    super()
  }

  expect(start: number, bytes: number): void {
    this.ahead = { start, bytes }
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.bytesOf(start, end))
  }

  private async *bytesOf(start: number, end: number): AsyncGenerator<Uint8Array> {
    const { start: from, bytes } = this.window
    if (start < from || end > from + bytes.length) this.window = await this.fetched(start, end)
    yield this.window.bytes.subarray(start - this.window.start, end - this.window.start)
  }

  private async fetched(start: number, end: number): Promise<Part> {
    const { total, etag } = this.window
    const wanted = this.ahead.start === start ? this.ahead.bytes : AHEAD_BYTES
    const last = Math.min(total, Math.max(end, start + wanted)) - 1
    if (last + 1 - start > this.request.mostBytes) refusePart(this.request, last + 1 - start)
    const part = await range(this.network, this.request, `bytes=${start}-${last}`, etag)
    if (part === null || part.total !== total || part.start !== start || part.bytes.length !== last + 1 - start) {
      throw new EngineError('fetch-failed', {
        value: short(new URL(this.request.url)),
        hint: 'The archive was replaced on the server while it was read. Run the same command again.',
      })
    }
    return part
  }
}

function refusePart({ url }: Request, bytes: number): never {
  throw new EngineError('fetch-refused', {
    value: short(new URL(url)),
    hint: `A part of the archive is ${Math.round(bytes / 2 ** 20)} MB or longer, more than it should be.`,
  })
}
