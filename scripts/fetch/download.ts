import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Network, type Request, Unanswered } from './network.js'

export interface Downloaded {
  readonly bytes: number
  readonly sha256: string
  readonly etag: string | null
  /** The server's own date of the answer. */
  readonly date: string | null
}

/**
 * One file of any size to `path`. What came so far stays in `path.part` when the connection breaks or the user interrupts; the next
 * try, or the next run, asks for the rest, provided that the server still has the same file (strong ETag); else it begins anew.
 *
 * @param verify throws where the finished file is not what it should be; it is removed then
 * @throws EngineError of `Network` and of `verify`
 */
export async function download(
  network: Network,
  request: Request,
  path: string,
  options: { readonly verify: (part: string) => Promise<void>; readonly progress: (share: number) => unknown },
): Promise<Downloaded> {
  const part = `${path}.part`
  const origin = `${part}.etag`
  let furthest = 0
  await mkdir(dirname(path), { recursive: true })

  const { etag, date } = await network.retrying(request.url, attempt, () => furthest)
  const removeParts = () => Promise.all([rm(part, { force: true }), rm(origin, { force: true })])
  try {
    await options.verify(part)
  } catch (error) {
    await removeParts()
    throw error
  }
  const { size } = await stat(part)
  const sha256 = await sha256Of(part)
  await rename(part, path)
  await removeParts()
  return { bytes: size, sha256, etag, date }

  async function attempt(): Promise<{ etag: string | null; date: string | null }> {
    const begun = await resumable()
    const headers = begun === null ? {} : { 'range': `bytes=${begun.bytes}-`, 'if-range': begun.etag }
    const answer = await network.send({ ...request, headers })
    const range = contentRange(answer.headers)
    if (answer.status === 416 || (answer.status === 206 && range?.start !== begun?.bytes)) {
      answer.close()
      await rm(origin, { force: true })
      throw new Unanswered('the server has no such part of the file')
    }
    const start = answer.status === 206 && begun !== null ? begun.bytes : 0
    const total = range?.total ?? (start + Number(answer.headers.get('content-length')) || null)
    const etag = strongEtag(answer.headers)
    const file = await open(part, start === 0 ? 'w' : 'r+')
    try {
      await rm(origin, { force: true })
      if (etag !== null) await writeFile(origin, `${request.url}\n${etag}`)
      let at = start
      for await (const piece of answer.body) {
        await file.write(piece, 0, piece.length, at)
        at += piece.length
        furthest = Math.max(furthest, at)
        await options.progress(total === null ? 0 : at / total)
      }
      if (total !== null && at !== total) throw new Unanswered(`${at} of ${total} bytes came`)
      await file.sync()
    } finally {
      await file.close()
    }
    return { etag, date: answer.headers.get('date') }
  }

  async function resumable(): Promise<{ bytes: number; etag: string } | null> {
    const found = await stat(part).catch(() => null)
    const text = await readFile(origin, 'utf8').catch(() => null)
    if (found === null || found.size === 0 || text === null) return null
    const [url, etag] = text.split('\n')
    return url === request.url && etag !== undefined ? { bytes: found.size, etag } : null
  }
}

/** SHA-256 of a file in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

/** `bytes 200-999/1000`; null where the header is not there. */
export function contentRange(headers: Headers): { start: number; total: number } | null {
  const found = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '')
  return found === null ? null : { start: Number(found[1]), total: Number(found[2]) }
}

/** An ETag that stands for these very bytes. */
export function strongEtag(headers: Headers): string | null {
  const etag = headers.get('etag')
  return etag?.startsWith('"') ? etag : null
}
