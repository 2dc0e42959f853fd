/** hexbeat sample: makes the synthetic force in a folder. */
import { resolve } from 'node:path'
import type { Arguments } from '../arguments.js'
import type { SAMPLE } from '../commandTable.js'
import type { Context } from './context.js'
import { sample } from './sample.js'

export async function runSample(args: Arguments<typeof SAMPLE>, { io, answer }: Context): Promise<void> {
  io.endAtOnce?.()
  const out = args.out ?? resolve(io.cwd, 'data/sample')
  await sample(args.seed === undefined ? { out } : { out, seed: args.seed })
  answer('Made the sample force: synthetic, no real place, person or crime.\n', { synthetic: true })
}
