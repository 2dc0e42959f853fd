import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createByteWriter, EngineError, type ListedFile, type PlannedFile } from '../../engine/index.js'

const PIECE_BYTES = 1 << 20

/**
 * One new file after another; each is brought to the disk while the next are made. Ends when none is being written any more.
 *
 * @throws EngineError 'option-invalid' (a name that is none of a file in the folder, or was there before)
 */
export async function writeFiles<File extends { readonly name: string }>(
  folder: string,
  files: Iterable<File> | AsyncIterable<File>,
  write: (handle: FileHandle, file: File) => Promise<void>,
): Promise<void> {
  const durable: Promise<void>[] = []
  const names = new Set<string>()
  try {
    for await (const file of files) {
      // some systems take Cells.csv and cells.csv for one
      const name = file.name.toLowerCase()
      if (basename(name) !== name || name === '..' || names.has(name)) {
        const hint = 'Each file needs a name of its own, without a folder.'
        throw new EngineError('option-invalid', { column: 'files', value: file.name, hint })
      }
      names.add(name)
      const handle = await open(join(folder, file.name), 'wx')
      const written = write(handle, file)
      const done = synced(handle, written)
      // told below: until then nobody else waits for it
      done.catch(() => undefined)
      durable.push(done)
      await written
    }
  } finally {
    await Promise.allSettled(durable)
  }
  await Promise.all(durable)
}

/** The same a piece at a time, so that no file is ever held whole; this thread does nothing else meanwhile. */
export async function writePlanned(folder: string, files: readonly PlannedFile[]): Promise<ListedFile[]> {
  const listed: ListedFile[] = []
  await writeFiles(folder, files, async ({ fd }, { name, write }) => {
    const hash = createHash('sha256')
    let bytes = 0
    const take = (piece: Uint8Array) => {
      writeFileSync(fd, piece)
      hash.update(piece)
      bytes += piece.length
    }
    const writer = createByteWriter(PIECE_BYTES, take)
    write(writer)
    take(writer.bytes())
    listed.push({ name, bytes, sha256: hash.digest('hex') })
  })
  return listed
}

async function synced(handle: FileHandle, written: Promise<void>): Promise<void> {
  try {
    await written
    await handle.sync()
  } finally {
    await handle.close()
  }
}
