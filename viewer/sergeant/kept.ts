import { create } from 'zustand'

/** What this device keeps of the results for use without a network. */
type Kept =
  | { readonly state: 'unknown' }
  /** Why nothing is kept, in words. */
  | { readonly state: 'not'; readonly why: string }
  | { readonly state: 'keeping'; readonly share: number }
  | { readonly state: 'kept' }

export interface Offline {
  readonly kept: Kept
  /** When what is shown was kept, where it did not come from the server this time; null: it did. */
  readonly since: string | null
}

export const useOffline = create<Offline>(() => ({ kept: { state: 'unknown' }, since: null }))
const set = useOffline.setState

/** What the service worker is asked, and answers through the port that comes with it. */
export type Ask = { readonly type: 'keep' | 'forget' }
export type Answer =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'kept' }
  | { readonly type: 'forgotten' }
  | { readonly type: 'failed'; readonly why: string }

/** On what the service worker hands out of its own: when that was kept. */
const KEPT_HEADER = 'x-hexbeat-kept'

const page = () => new URL('./', document.baseURI).href

/** Where this device notes that nothing is to be kept. */
const REFUSED = 'hexbeat-keep-nothing'

/** Whether the reader said that nothing is to be kept here. */
export const keepsNothing = () => localStorage.getItem(REFUSED) !== null

/** Keeps the page and the results served beside it; asked for in sergeant mode only, because results stay on the device. */
export async function keep() {
  if (!('serviceWorker' in navigator))
    return set({
      kept: {
        state: 'not',
        why: 'This address cannot be kept for use without a network: browsers do that only over https and on this computer.',
      },
    })
  localStorage.removeItem(REFUSED)
  set({ kept: { state: 'keeping', share: 0 } })
  try {
    await navigator.serviceWorker.register(`${page()}serviceWorker.js`)
    const { active } = await navigator.serviceWorker.ready
    await ask(active, { type: 'keep' })
  } catch (error) {
    set({ kept: { state: 'not', why: `They could not be kept: ${error instanceof Error ? error.message : String(error)}` } })
  }
}

/** Nothing stays on this device: neither the results nor the page. */
export async function forget() {
  localStorage.setItem(REFUSED, 'yes')
  const registration = await navigator.serviceWorker?.getRegistration(page())
  await ask(registration?.active ?? null, { type: 'forget' })
  await registration?.unregister()
}

function ask(worker: ServiceWorker | null, what: Ask): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.type === 'progress') return set({ kept: { state: 'keeping', share: data.share } })
      if (data.type === 'kept') set({ kept: { state: 'kept' } })
      else if (data.type === 'forgotten') set({ kept: { state: 'not', why: 'Forgotten: nothing is kept on this device.' } })
      else set({ kept: { state: 'not', why: data.why } })
      port1.close()
      done()
    }
    if (worker === null) done()
    else worker.postMessage(what, [port2])
  })
}

/** Whether the server is there: what it does not answer, the service worker does. */
export async function lookForServer() {
  if (!('serviceWorker' in navigator) || navigator.serviceWorker.controller === null) return
  const found = await fetch(`${page()}results/analysis.json`, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  const since = found?.headers.get(KEPT_HEADER) ?? null
  set(since === null ? { since } : { since, kept: { state: 'kept' } })
}
