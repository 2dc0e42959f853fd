import { describe, expect, it } from 'vitest'
import type { Results } from '../../../viewer/load/results.js'
import { createWorkerClient, type WorkerPort } from '../../../viewer/load/workerClient.js'
import type { Reply, Request, Source } from '../../../viewer/worker/protocol.js'

/** A worker that answers when it is told to. */
function fakeWorker() {
  const requests: Request[] = []
  const listeners: ((event: { data: Reply }) => void)[] = []
  const failures: ((event: { message: string }) => void)[] = []
  const unreadable: (() => void)[] = []
  const port: WorkerPort & { ended: boolean } = {
    ended: false,
    postMessage: (request) => requests.push(request),
    terminate() {
      port.ended = true
    },
    addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: never) => void) {
      if (type === 'message') listeners.push(listener as (event: { data: Reply }) => void)
      else if (type === 'messageerror') unreadable.push(listener as () => void)
      else failures.push(listener as (event: { message: string }) => void)
    },
  }
  return {
    port,
    requests,
    answer: (reply: Reply) => {
      for (const listener of listeners) listener({ data: reply })
    },
    fail: (message: string) => {
      for (const listener of failures) listener({ message })
    },
    answerUnreadably: () => {
      for (const listener of unreadable) listener()
    },
  }
}

function started() {
  const workers: ReturnType<typeof fakeWorker>[] = []
  const client = createWorkerClient(() => {
    workers.push(fakeWorker())
    return workers[workers.length - 1].port
  })
  return { client, workers }
}

const SOURCE: Source = { kind: 'served', base: 'http://here/results/' }
const NOTHING = { under: null } as unknown as Results

describe('calls of the worker', () => {
  it('start it when first needed, and get the answer of their own id', async () => {
    const { client, workers } = started()
    expect(workers.length).toBe(0)
    const first = client.call('cell', 1)
    const second = client.call('cell', 2)
    const [worker] = workers
    const [a, b] = worker.requests
    worker.answer({ id: b.id, type: 'done', result: { crimes: 2 } })
    worker.answer({ id: a.id, type: 'done', result: { crimes: 1 } })
    expect(await Promise.all([first, second])).toEqual([{ crimes: 1 }, { crimes: 2 }])
    expect(workers.length).toBe(1)
  })
  it('tell progress, and get errors back with their place', async () => {
    const { client, workers } = started()
    const told: number[] = []
    const call = client.call('open', SOURCE, { onProgress: ({ share }) => told.push(share) })
    const [{ id }] = workers[0].requests
    workers[0].answer({ id, type: 'progress', progress: { what: 'Reading', share: 0.5 } })
    workers[0].answer({
      id,
      type: 'failed',
      error: { code: 'results-newer', place: { file: 'analysis.json', value: 'hexbeat/2' } },
    })
    await expect(call).rejects.toMatchObject({ name: 'EngineError', code: 'results-newer', value: 'hexbeat/2' })
    expect(told).toEqual([0.5])
  })
  it('that are stopped end the worker; the next opens what was open before it asks', async () => {
    const { client, workers } = started()
    const open = client.call('open', SOURCE)
    workers[0].answer({ id: workers[0].requests[0].id, type: 'done', result: NOTHING })
    await open
    const stopping = new AbortController()
    const slow = client.call('counts', { months: null, categories: null }, { signal: stopping.signal })
    const waiting = client.call('cell', 3)
    stopping.abort()
    await expect(slow).rejects.toMatchObject({ code: 'aborted' })
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
    expect(workers[0].port.ended).toBe(true)
    void client.call('cell', 4)
    expect(workers[1].requests.map(({ task, argument }) => [task, argument])).toEqual([
      ['open', SOURCE],
      ['cell', 4],
    ])
  })
  it('do not reopen what could not be opened', async () => {
    const { client, workers } = started()
    const open = client.call('open', SOURCE)
    workers[0].answer({ id: workers[0].requests[0].id, type: 'done', result: null })
    await open
    workers[0].fail('out of memory')
    void client.call('cell', 1)
    expect(workers[1].requests.map(({ task }) => task)).toEqual(['cell'])
  })
  it('fail together when the worker dies', async () => {
    const { client, workers } = started()
    const call = client.call('cell', 1)
    workers[0].fail('out of memory')
    await expect(call).rejects.toThrow(/The worker stopped: out of memory/)
  })
  it('fail together when an answer cannot be read, and the next goes to a new worker', { timeout: 5000 }, async () => {
    const { client, workers } = started()
    const calls = [client.call('cell', 1), client.call('cell', 2)]
    workers[0].answerUnreadably()
    for (const call of calls) await expect(call).rejects.toThrow(/The worker stopped: an answer of it could not be read/)
    expect(workers[0].port.ended).toBe(true)
    void client.call('cell', 3)
    expect(workers[1].requests.map(({ task }) => task)).toEqual(['cell'])
  })
  it('give raw files again to a worker that took the place of the one that was stopped, read as they were', async () => {
    const { client, workers } = started()
    const files = [{ name: 'crimes.csv' } as File]
    const found = { files: [], mapping: null }
    const done = (worker: (typeof workers)[number], result: typeof found | []) =>
      worker.answer({ id: worker.requests.at(-1)?.id ?? 0, type: 'done', result })
    const recognised = client.call('recognise', files)
    done(workers[0], found)
    await recognised
    const read = client.call('readCrimes', { confirmed: true })
    done(workers[0], [])
    await read
    const stopping = new AbortController()
    const stopped = client.call('analyse', { kinds: [] }, { signal: stopping.signal })
    stopping.abort()
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' })

    const again = client.call('analyse', { kinds: ['ward'] })
    for (const result of [found, [], []] as const) {
      done(workers[1], result as typeof found | [])
      await Promise.resolve()
      await Promise.resolve()
    }
    await again
    expect(workers[1].requests.map(({ task, argument }) => [task, argument])).toEqual([
      ['recognise', files],
      ['readCrimes', { confirmed: true }],
      ['analyse', { kinds: ['ward'] }],
    ])
  })
})
