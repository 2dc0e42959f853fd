import { describe, expect, it } from 'vitest'
import { fetchJson, type Request } from '../../../scripts/fetch/network.js'
import { policeServer, testNetwork } from './policeServer.js'

const PATH = '/data.police.uk/data/x'
const REQUEST: Request = {
  id: 'archive',
  url: 'https://data.police.uk/data/x',
  hosts: ['data.police.uk'],
  mostBytes: 1000,
  notFound: 'Look elsewhere.',
}
const GOOD = { body: '{"a":1}' }
const BUSY = { status: 429, headers: { 'retry-after': '7' } }

function redirect(location: string) {
  return { status: 302, headers: { location } }
}

describe('fetchJson', () => {
  it('tries again after 1, 2 and 4 seconds when the server fails', async () => {
    const server = await policeServer({ [PATH]: [{ status: 503 }, { status: 500 }, { status: 502 }, GOOD] })
    const network = testNetwork(server.mirror)
    expect(await fetchJson(network, REQUEST)).toEqual({ json: { a: 1 }, date: 'Sun, 01 Mar 2026 10:00:00 GMT' })
    expect(network.waits).toEqual([1000, 2000, 4000])
  })

  it('gives up after the fourth failure and says what the last was', async () => {
    const server = await policeServer({ [PATH]: { status: 503 } })
    await expect(fetchJson(testNetwork(server.mirror), REQUEST)).rejects.toMatchObject({
      code: 'fetch-failed',
      value: 'data.police.uk/data/x',
      hint: expect.stringContaining('503'),
    })
    expect(server.asked).toHaveLength(4)
  })

  it('waits as long as 429 asks for, in seconds or until a date by the clock of the server', async () => {
    const until = { status: 429, headers: { 'retry-after': 'Sun, 01 Mar 2026 10:00:09 GMT' } }
    const server = await policeServer({ [PATH]: [BUSY, until, { status: 429 }, GOOD] })
    const network = testNetwork(server.mirror)
    expect(await fetchJson(network, REQUEST)).toMatchObject({ json: { a: 1 } })
    expect(network.waits).toEqual([7000, 9000, 5000])
  })

  it('does not wait an hour, nor for ever', async () => {
    const hour = await policeServer({ [PATH]: { status: 429, headers: { 'retry-after': '3600' } } })
    await expect(fetchJson(testNetwork(hour.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-failed' })
    expect(hour.asked).toHaveLength(1)
    const ever = await policeServer({ [PATH]: BUSY })
    await expect(fetchJson(testNetwork(ever.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-failed' })
    expect(ever.asked).toHaveLength(11)
  })

  it('tries again when the connection breaks and when the server falls silent', async () => {
    const long = { body: '{"a":1}'.padEnd(900), cutAfter: 3 }
    const server = await policeServer({ [PATH]: [long, { ...GOOD, silent: true }, GOOD] })
    const network = testNetwork(server.mirror, { idleMs: 200 })
    expect(await fetchJson(network, REQUEST)).toMatchObject({ json: { a: 1 } })
    expect(network.waits).toEqual([1000, 2000])
  })

  it.each([
    [404, 'fetch-missing', 'Look elsewhere.'],
    [400, 'fetch-refused', '400'],
    [403, 'fetch-refused', '--address archive=URL'],
  ])('does not try again after %i', async (status, code, hint) => {
    const server = await policeServer({ [PATH]: { status } })
    await expect(fetchJson(testNetwork(server.mirror), REQUEST)).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
    })
    expect(server.asked).toHaveLength(1)
  })

  it.each([
    ['as such', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>' }],
    ['as JSON', { headers: { 'content-type': 'application/json' }, body: '\n<!DOCTYPE html>' }],
  ])('refuses a web page sent %s with status 200', async (_, reply) => {
    const server = await policeServer({ [PATH]: reply })
    await expect(fetchJson(testNetwork(server.mirror), REQUEST)).rejects.toMatchObject({
      code: 'fetch-refused',
      hint: expect.stringContaining('web page'),
    })
  })

  it('refuses what is not JSON, such as an answer cut by a wrong length', async () => {
    const server = await policeServer({ [PATH]: { body: '{"a":1}', headers: { 'content-length': '4' } } })
    await expect(fetchJson(testNetwork(server.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-not-verified' })
  })

  it('refuses an answer that is too long, declared or not', async () => {
    const body = ' '.repeat(1001)
    const declared = await policeServer({ [PATH]: { body } })
    await expect(fetchJson(testNetwork(declared.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-refused' })
    const chunked = await policeServer({ [PATH]: { body, chunked: true } })
    await expect(fetchJson(testNetwork(chunked.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-refused' })
  })

  it('follows redirects on the hosts it knows', async () => {
    const server = await policeServer({
      [PATH]: redirect('/data/y'),
      '/data.police.uk/data/y': redirect('https://other.example/z'),
      '/other.example/z': GOOD,
    })
    const request = { ...REQUEST, hosts: ['data.police.uk', 'other.example'] }
    expect(await fetchJson(testNetwork(server.mirror), request)).toMatchObject({ json: { a: 1 } })
  })

  it.each(['https://other.example/z', 'http://data.police.uk/z', 'file:///etc/hosts', 'https://data.police.uk:444/z'])(
    'refuses a redirect to %s',
    async (location) => {
      const server = await policeServer({ [PATH]: redirect(location) })
      await expect(fetchJson(testNetwork(server.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-refused' })
      expect(server.asked).toHaveLength(1)
    },
  )

  it('refuses redirects in a circle', async () => {
    const server = await policeServer({ [PATH]: redirect('/data/x') })
    await expect(fetchJson(testNetwork(server.mirror), REQUEST)).rejects.toMatchObject({ code: 'fetch-refused' })
    expect(server.asked).toHaveLength(6)
  })

  it('stops when the user interrupts, whether it is waiting for the server or to try again', async () => {
    const waiting = new AbortController()
    const silent = await policeServer({ [PATH]: { ...GOOD, silent: true } })
    setTimeout(() => waiting.abort(), 50)
    await expect(fetchJson(testNetwork(silent.mirror, { signal: waiting.signal }), REQUEST)).rejects.toMatchObject({
      code: 'aborted',
    })
    const before = new AbortController()
    before.abort()
    const server = await policeServer({ [PATH]: GOOD })
    await expect(fetchJson(testNetwork(server.mirror, { signal: before.signal }), REQUEST)).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(server.asked).toEqual([])
  })

  it('asks the API of police.uk no faster than it allows, and other addresses without waiting', async () => {
    const server = await policeServer({ '/data.police.uk/api/forces': GOOD, [PATH]: GOOD })
    const network = testNetwork(server.mirror)
    for (let k = 0; k < 32; k++) await fetchJson(network, REQUEST)
    expect(network.waits).toEqual([])
    for (let k = 0; k < 32; k++) await fetchJson(network, { ...REQUEST, url: 'https://data.police.uk/api/forces' })
    expect(network.waits).toEqual([67, 67])
  })
})
