/** hexbeat init [FILE]: writes a configuration file to start from. */
import { rm, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { EngineError } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import { DEFAULT_MARKING, type INIT } from '../commandTable.js'
import type { Context } from './context.js'

const STARTER = {
  $schema: 'node_modules/hexbeat/dist/schema/config.json',
  crime: ['crime'],
  wards: 'wards.geojson',
  lsoas: 'lsoas.geojson',
  deprivation: ['deprivation.csv'],
  resolution: 9,
  problem: ['asb', 'serious-violence'],
  marking: DEFAULT_MARKING,
  out: 'results',
}

/** @throws EngineError 'file-exists': a configuration is never written over */
export async function init(args: Arguments<typeof INIT>, { io, answer }: Context): Promise<void> {
  const path = resolve(io.cwd, args.operands[0] ?? 'hexbeat.json')
  const file = basename(path)
  await writeFile(path, `${JSON.stringify(STARTER, null, 2)}\n`, { flag: 'wx' }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new EngineError('file-exists', { file, hint: 'Name another file: hexbeat init other.json' })
    // on a full disk it is there and empty
    await rm(path, { force: true }).catch(() => undefined)
    throw new EngineError('out-unwritable', {
      file,
      hint: `Choose a folder that is there and can be written. The system says ${error.code}.`,
    })
  })
  answer(
    `Wrote ${file}. Put your own paths in it, then: hexbeat analyse --config ${/^[\w.-]+$/.test(file) ? file : JSON.stringify(file)}\n`,
    { config: file },
  )
}
