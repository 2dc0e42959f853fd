import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EngineError } from '../../engine/index.js'

/** @throws EngineError 'file-exists' for the first of the paths that is there: returns and schedules are records */
export function checkNew(paths: readonly string[]): void {
  const there = paths.find((path) => existsSync(path))
  if (there === undefined) return
  throw new EngineError('file-exists', {
    file: basename(there),
    hint: 'It is never written over: name another after --out, or move it away.',
  })
}

/**
 * Writes files that are not there yet, each beside its name first, into a folder that is made if its parent is there.
 *
 * @throws EngineError 'option-invalid' (a folder of results, which are replaced as a whole), 'file-exists', 'out-unwritable'
 */
export async function writeNew(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  if (existsSync(join(folder, 'analysis.json')))
    throw new EngineError('option-invalid', {
      column: '--out',
      value: basename(folder),
      hint: 'It holds results of an analysis, which nothing is added to. Name another folder.',
    })
  checkNew([...files.keys()].map((name) => join(folder, name)))
  try {
    if (!existsSync(folder)) await mkdir(folder)
    for (const [name, bytes] of files) await writeFile(join(folder, `${name}.new`), bytes)
    for (const name of files.keys()) await rename(join(folder, `${name}.new`), join(folder, name))
  } catch (error) {
    await Promise.allSettled([...files.keys()].map((name) => rm(join(folder, `${name}.new`), { force: true })))
    const why = error instanceof Error && 'code' in error ? ` The system says ${error.code}.` : ''
    throw new EngineError('out-unwritable', {
      file: existsSync(folder) ? basename(folder) : basename(dirname(folder)),
      hint: `Choose a folder that is there and can be written.${why}`,
    })
  }
}
