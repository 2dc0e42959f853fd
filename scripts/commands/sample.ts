/** Writes the synthetic force under a folder. */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { makeSample } from '../sample/makeSample.js'

const SEED = 1

/**
 * Makes the sample force (`out`, default `data/sample`; `seed`, default 1). Files of an earlier run are overwritten, others left
 * alone; `truth.json` is written last, so a folder that has it is whole.
 *
 * @returns the folder, number of files and characters written
 * @throws EngineError 'out-unwritable'
 */
export async function sample(args: {
  readonly out?: string
  readonly seed?: number
}): Promise<{ out: string; files: number; characters: number }> {
  const out = args.out ?? join('data', 'sample')
  const files = makeSample({ seed: args.seed ?? SEED })
  const last = (name: string) => (name === 'truth.json' ? 1 : 0)
  let characters = 0
  for (const { name, text } of files.toSorted((a, b) => last(a.name) - last(b.name))) {
    await write(join(out, name), text)
    characters += text.length
  }
  return { out, files: files.length, characters }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` The system says ${error.code}.` : ''
    throw new EngineError('out-unwritable', { file: basename(path), hint: `Choose a folder that can be written.${why}` })
  }
}
