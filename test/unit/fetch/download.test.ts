import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/index.js'
import { download } from '../../../scripts/fetch/download.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'
import { etagOf, type Fixed, policeServer, type Reply, testNetwork } from './policeServer.js'

const PATH = '/files.example/big.csv'
const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, k) => k % 251))
const WHOLE: Fixed = { body: BYTES, ranges: true, headers: { etag: etagOf(BYTES) } }
const REQUEST = { id: 'archive', url: 'https://files.example/big.csv', hosts: ['files.example'], mostBytes: 1e6, notFound: '' }
const ACCEPT = { verify: async () => undefined, progress: () => undefined }

/** A reply that breaks after so many bytes, once `progress` has seen them: what was not read yet is lost with a connection. */
function cut(bytes: number, reply = WHOLE): { reply: Fixed; progress: (share: number) => void } {
  let arrived = () => {}
  const when = new Promise<void>((done) => {
    arrived = done
  })
  return {
    reply: { ...reply, cutAfter: bytes, when },
    progress: (share) => (share * BYTES.length >= bytes ? arrived() : undefined),
  }
}

async function serve(...replies: Reply[]) {
  const server = await policeServer({ [PATH]: replies })
  const path = join(temporaryFolder(), 'big.csv')
  return { server, path, network: testNetwork(server.mirror) }
}

describe('download', () => {
  it('writes the file whole, with its SHA-256 and what the server says of it, and leaves nothing beside', async () => {
    const { path, network } = await serve(WHOLE)
    expect(await download(network, REQUEST, path, ACCEPT)).toEqual({
      bytes: 100_000,
      // Python's hashlib on bytes(k % 251 for k in range(100000))
      sha256: 'cd2df694e424bc7968cc37f47751019e5ca0cd1bdf2e479ea537c3a1c32ee1aa',
      etag: etagOf(BYTES),
      date: 'Sun, 01 Mar 2026 10:00:00 GMT',
    })
    expect(readFileSync(path).equals(BYTES)).toBe(true)
    expect(readdirSync(join(path, '..'))).toEqual(['big.csv'])
  })

  it('asks for the rest when the connection breaks', async () => {
    const once = cut(30_000)
    // counted from where the second try begins
    const twice = cut(60_000)
    const { path, network, server } = await serve(once.reply, { ...twice.reply, cutAfter: 30_000 }, WHOLE)
    const progress = (share: number) => {
      once.progress(share)
      twice.progress(share)
    }
    await download(network, REQUEST, path, { ...ACCEPT, progress })
    expect(readFileSync(path).equals(BYTES)).toBe(true)
    expect(server.asked.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [undefined, undefined],
      ['bytes=30000-', etagOf(BYTES)],
      ['bytes=60000-', etagOf(BYTES)],
    ])
    // bytes came between, so patience begins anew
    expect(network.waits).toEqual([1000, 1000])
  })

  it('goes on in the next run where an interrupt left it', async () => {
    const never = new Promise<void>(() => undefined)
    const { path, server } = await serve({ ...WHOLE, cutAfter: 40_000, when: never }, WHOLE)
    const user = new AbortController()
    const stopped = testNetwork(server.mirror, { signal: user.signal })
    const interrupt = { ...ACCEPT, progress: (share: number) => share >= 0.4 && user.abort() }
    await expect(download(stopped, REQUEST, path, interrupt)).rejects.toMatchObject({ code: 'aborted' })
    expect(existsSync(path)).toBe(false)
    expect(readFileSync(`${path}.part`).equals(BYTES.subarray(0, 40_000))).toBe(true)
    await download(testNetwork(server.mirror), REQUEST, path, ACCEPT)
    expect(server.asked[1].range).toBe('bytes=40000-')
    expect(readFileSync(path).equals(BYTES)).toBe(true)
  })

  it.each<[string, Fixed]>([
    ['has changed', { body: BYTES.toReversed(), ranges: true, headers: { etag: '"new"' } }],
    ['knows no ranges', { body: BYTES.toReversed(), headers: { etag: etagOf(BYTES) } }],
    ['has become shorter', { body: BYTES.subarray(0, 20_000), ranges: true, headers: { etag: etagOf(BYTES) } }],
  ])('begins anew when the file on the server %s', async (_, later) => {
    const { reply, progress } = cut(30_000)
    const { path, network } = await serve(reply, later)
    await download(network, REQUEST, path, { ...ACCEPT, progress })
    expect(readFileSync(path).equals(Buffer.from(later.body ?? ''))).toBe(true)
  })

  it('begins anew where nothing tells whether the file is still the same', async () => {
    const { reply, progress } = cut(30_000, { ...WHOLE, headers: { etag: 'W/"weak"' } })
    const { path, network, server } = await serve(reply, { ...WHOLE, headers: {} })
    await download(network, REQUEST, path, { ...ACCEPT, progress })
    expect(server.asked[1].range).toBeUndefined()
    expect(readFileSync(path).equals(BYTES)).toBe(true)
  })

  it('takes no part that was begun from another address', async () => {
    const { path, network, server } = await serve(WHOLE)
    writeFileSync(`${path}.part`, 'of another')
    writeFileSync(`${path}.part.etag`, `https://files.example/other.csv\n${etagOf(BYTES)}`)
    await download(network, REQUEST, path, ACCEPT)
    expect(server.asked[0].range).toBeUndefined()
    expect(readFileSync(path).equals(BYTES)).toBe(true)
  })

  it('gives up on a server that always breaks at the same byte, and keeps what came', async () => {
    const { reply, progress } = cut(30_000, { ...WHOLE, ranges: false })
    const { path, network, server } = await serve(reply)
    await expect(download(network, REQUEST, path, { ...ACCEPT, progress })).rejects.toMatchObject({ code: 'fetch-failed' })
    // the first try brought bytes; three more did not get further
    expect(server.asked).toHaveLength(4)
    expect(existsSync(`${path}.part`)).toBe(true)
  })

  it('gives up on a length that is longer than what is sent', async () => {
    const { path, network } = await serve({ body: BYTES, headers: { 'content-length': '100001' }, cutAfter: 100_000 })
    await expect(download(network, REQUEST, path, ACCEPT)).rejects.toMatchObject({ code: 'fetch-failed' })
    expect(existsSync(path)).toBe(false)
  })

  it('refuses a web page with status 200 before it writes anything', async () => {
    const { path, network } = await serve({ body: '<html>Sign in', headers: { 'content-type': 'text/html' } })
    await expect(download(network, REQUEST, path, ACCEPT)).rejects.toMatchObject({ code: 'fetch-refused' })
    expect(readdirSync(join(path, '..'))).toEqual([])
  })

  it('removes what is not as it should be', async () => {
    const { path, network } = await serve(WHOLE)
    const verify = async () => {
      throw new EngineError('fetch-not-verified')
    }
    await expect(download(network, REQUEST, path, { ...ACCEPT, verify })).rejects.toMatchObject({ code: 'fetch-not-verified' })
    expect(readdirSync(join(path, '..'))).toEqual([])
  })
})
