import type { Reply, Request, Tasks } from './protocol.js'
import { sendError } from './sentError.js'
import { createWorkplace, transferable } from './workplace.js'

// the module worker: one task after another, each answered by its id
const workplace = createWorkplace(globalThis.crypto?.subtle ?? null)
const answer = (reply: Reply, transfer: ArrayBuffer[] = []) => postMessage(reply, { transfer })
/** Progress is told at most so often, in milliseconds. */
const OFTEN = 100

let before: Promise<void> = Promise.resolve()
addEventListener('message', ({ data }: MessageEvent<Request>) => {
  before = before.then(() => run(data))
})

async function run({ id, task, argument }: Request): Promise<void> {
  let told = 0
  try {
    const act = workplace[task] as (
      argument: Tasks[keyof Tasks]['argument'],
      onProgress: (progress: { what: string; share: number }) => void,
    ) => Promise<Tasks[keyof Tasks]['result']>
    const result = await act(argument, (progress) => {
      if (performance.now() - told < OFTEN) return
      told = performance.now()
      answer({ id, type: 'progress', progress })
    })
    answer({ id, type: 'done', result }, transferable(result))
  } catch (error) {
    answer({ id, type: 'failed', error: sendError(error) })
  }
}
