import { EngineError } from '../../engine/index.js'
import type { Document } from '../load/document.js'
import type { Checked } from '../load/results.js'
import type { ResultsSource } from './source.js'

const AGAIN = 'Run the analysis again into the same folder.'

/** Results whose files are known to be there; `read` hands out a file only if it is the one that was written. */
export interface CheckedFolder {
  readonly checked: Checked
  readonly listed: ReadonlySet<string>
  read(file: string): Promise<Uint8Array>
}

/**
 * Every file analysis.json lists is there and of its size; what is read has its checksum too.
 *
 * @param subtle null where the browser has none: pages served from elsewhere without https
 * @throws EngineError 'results-invalid' (a file is gone, cut or changed)
 */
export async function checkFiles(
  document: Document,
  source: ResultsSource,
  subtle: Pick<SubtleCrypto, 'digest'> | null,
): Promise<CheckedFolder> {
  const known = new Map(document.files.map((file) => [file.name, file]))
  await Promise.all(
    document.files.map(async ({ name, bytes, sha256 }) => {
      const size = await source.size(name, sha256)
      if (size === null) throw gone(name)
      if (!Number.isNaN(size) && size !== bytes) throw changed(name, `${size} bytes`, `${bytes} bytes`)
    }),
  )
  return {
    checked: { files: document.files.length, checksums: subtle !== null },
    listed: new Set(known.keys()),
    async read(name) {
      const written = known.get(name)
      const bytes = await source.read(name, written?.sha256)
      if (bytes === null || written === undefined) throw gone(name)
      if (bytes.length !== written.bytes) throw changed(name, `${bytes.length} bytes`, `${written.bytes} bytes`)
      if (subtle === null) return bytes
      const sum = hex(await subtle.digest('SHA-256', bytes.slice().buffer))
      if (sum !== written.sha256) throw changed(name, `checksum ${sum.slice(0, 16)}`, `checksum ${written.sha256.slice(0, 16)}`)
      return bytes
    },
  }
}

const gone = (file: string) =>
  new EngineError('results-invalid', { file, hint: `analysis.json lists it and the folder has it not. ${AGAIN}` })

const changed = (file: string, value: string, was: string) =>
  new EngineError('results-invalid', {
    file,
    value,
    hint: `It is not the file that was written (${was}): it was cut or edited since, or comes from another run. ${AGAIN}`,
  })

/** A checksum as files write it. */
export const hex = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
