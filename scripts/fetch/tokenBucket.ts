/** Where time comes from and how it is waited for: the real clock in the command, one of their own in tests. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean anything. */
  now(): number
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** How often a server may be asked. */
export interface Rate {
  readonly perSecond: number
  /** Requests that may be made at once after a pause. */
  readonly burst: number
}

/**
 * A bucket that starts full with `burst` tokens and gains `perSecond` of them a second: each request takes one, and waits where there
 * is none.
 *
 * @returns takes one token; rejects when the signal aborts while waiting
 */
export function tokenBucket({ perSecond, burst }: Rate, clock: Clock): (signal: AbortSignal) => Promise<void> {
  let tokens = burst
  let counted = clock.now()
  return async (signal) => {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - counted) / 1000) * perSecond) - 1
    counted = now
    if (tokens < 0) await clock.sleep(Math.ceil((-tokens / perSecond) * 1000), signal)
  }
}
