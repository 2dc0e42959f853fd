import { EngineError } from './error.js'
import type { Hooks } from './types.js'

/** Tells how far a run has come. @throws EngineError 'aborted' where the caller has said stop by the time it was told */
export async function step(hooks: Hooks, stage: string, done: number): Promise<void> {
  await hooks.progress?.(stage, done)
  if (hooks.signal?.aborted === true) throw new EngineError('aborted')
}

/** What a generator makes in the end; what it yields on its way is left. */
export function ended<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
