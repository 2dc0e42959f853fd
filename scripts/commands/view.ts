/** hexbeat view [DIR]: serves the viewer and one results folder on 127.0.0.1 until interrupted. */
import { resolve } from 'node:path'
import { EngineError } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { VIEW } from '../commandTable.js'
import { restoreResults } from '../node/resultsFolder.js'
import { serve } from '../node/serve.js'
import type { Context } from './context.js'

export async function view(args: Arguments<typeof VIEW>, { io, answer }: Context): Promise<void> {
  const { port = 0 } = args
  if (port < 0 || port > 65535)
    throw new EngineError('option-invalid', { column: '--port', value: String(port), hint: 'Give a port from 1 to 65535.' })
  const results = resolve(io.cwd, args.operands[0] ?? '.')
  await restoreResults(results)
  const server = await serve(results, { port })
  answer(`${server.url}\nOpen it in a browser on this computer. Ctrl-C ends it.\n`, { url: server.url })
  if (!io.signal.aborted) await new Promise((done) => io.signal.addEventListener('abort', done, { once: true }))
  await server.close()
}
