/** Writes the synthetic force under a folder. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { nameBeside } from '../node/beside.js'
import { makeSample } from '../sample/makeSample.js'

const SEED = 1
/** A folder that has it is a whole sample, and ours. */
const TRUTH = 'truth.json'

/**
 * Makes the sample force (`out`, default `data/sample`; `seed`, default 1) in a new or empty folder, or over an earlier one: files of
 * that run are overwritten, others left alone. All is written beside the folder first.
 *
 * @returns the folder, number of files and characters written
 * @throws EngineError 'out-not-ours', 'out-unwritable'
 */
export async function sample(args: {
  readonly out?: string
  readonly seed?: number
}): Promise<{ out: string; files: number; characters: number }> {
  const out = args.out ?? join('data', 'sample')
  const names = await readdir(out).catch(unlessAbsent(out))
  if (names.length > 0 && !(await isSample(out)))
    throw new EngineError('out-not-ours', {
      file: basename(out),
      value: names.sort()[0],
      hint: 'It holds files that are no sample force of ours. Name a new or empty folder after --out.',
    })
  const files = makeSample({ seed: args.seed ?? SEED })
  const fresh = nameBeside(resolve(out), 'new')
  try {
    for (const { name, text } of files) {
      await mkdir(dirname(join(fresh, name)), { recursive: true })
      await writeFile(join(fresh, name), text)
    }
    const last = (name: string) => Number(name === TRUTH)
    for (const { name } of files.toSorted((a, b) => last(a.name) - last(b.name))) {
      await mkdir(dirname(join(out, name)), { recursive: true })
      await rename(join(fresh, name), join(out, name))
    }
  } catch (error) {
    throw unwritable(out, error)
  } finally {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined)
  }
  return { out, files: files.length, characters: files.reduce((sum, { text }) => sum + text.length, 0) }
}

async function isSample(out: string): Promise<boolean> {
  const text = await readFile(join(out, TRUTH), 'utf8').catch(() => '')
  return text.startsWith('{\n  "synthetic": true,')
}

function unlessAbsent(out: string): (error: unknown) => string[] {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw unwritable(out, error)
  }
}

function unwritable(out: string, error: unknown): EngineError {
  const why = error instanceof Error && 'code' in error ? ` The system says ${error.code}.` : ''
  return new EngineError('out-unwritable', { file: basename(out), hint: `Choose a folder that can be written.${why}` })
}
