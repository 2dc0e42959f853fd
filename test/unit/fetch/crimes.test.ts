import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fetchCrimes } from '../../../scripts/fetch/crimes.js'
import { monthsOf } from '../../../scripts/fetch/months.js'
import { openStore } from '../../../scripts/fetch/store.js'
import { streetFile, streetRow } from '../../helpers/streetFile.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'
import { addressOf, archiveReplies, type Fixed, type PoliceServer, policeServer, testNetwork, zipOf } from './policeServer.js'

const MONTHS = monthsOf('2024-01..2024-03')

function month(name: string, force: string) {
  return streetFile([streetRow({ month: name, force })])
}

/** Two forces, three months, outcomes beside, and something large that nobody asked for. */
async function archive(changes: Record<string, Uint8Array | null> = {}): Promise<Buffer> {
  const files: Record<string, Uint8Array> = {}
  for (const name of MONTHS) {
    for (const force of ['kent', 'surrey']) files[`${name}/${name}-${force}-street.csv`] = month(name, force)
    files[`${name}/${name}-kent-outcomes.csv`] = randomBytes(2_000_000)
  }
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes === null) delete files[name]
    else files[name] = bytes
  }
  return zipOf(files)
}

async function setting(zip: Uint8Array, reply: Fixed = {}) {
  return { server: await policeServer(archiveReplies('2024-03', zip, reply)), folder: temporaryFolder() }
}

async function run({ server, folder }: { server: PoliceServer; folder: string }, signal?: AbortSignal) {
  const wanted = { force: 'kent', months: MONTHS, address: addressOf('archive') }
  const network = testNetwork(server.mirror, signal === undefined ? {} : { signal })
  return fetchCrimes(network, await openStore(folder, 'kent'), wanted, () => undefined)
}

function nameOf(one: string) {
  return `crime/${one}/${one}-kent-street.csv`
}

describe('fetchCrimes', () => {
  it('takes the street files of one force byte for byte, and little more, from an archive on the server', async () => {
    const here = await setting(await archive())
    const { files, missing } = await run(here)
    expect(missing).toEqual([])
    expect(files.map(({ name }) => name)).toEqual(MONTHS.map(nameOf))
    for (const one of MONTHS)
      expect(readFileSync(join(here.folder, nameOf(one))).equals(Buffer.from(month(one, 'kent')))).toBe(true)
    // a redirect, the end with the list, and three files; without the 6 MB beside them
    expect(here.server.asked.map(({ path }) => path)).toEqual([
      '/data.police.uk/data/archive/2024-03.zip',
      ...Array.from({ length: 4 }, () => '/policeuk-data.s3.amazonaws.com/archive/2024-03.zip'),
    ])
    const spans = here.server.asked.slice(2).map(({ range }) => range?.replace('bytes=', '').split('-').map(Number) ?? [])
    expect(Math.max(...spans.map(([from, to]) => to - from))).toBeLessThan(2000)
    expect(existsSync(join(here.folder, '2024-03.zip'))).toBe(false)
  })

  it('reads a list longer than the end of the archive', async () => {
    const others = Array.from({ length: 1500 }, (_, k): [string, Uint8Array] => [`2024-01/x${k}-street.csv`, randomBytes(10)])
    const here = await setting(await archive(Object.fromEntries(others)))
    expect((await run(here)).files).toHaveLength(3)
    expect(here.server.asked).toHaveLength(6)
  })

  it('asks for nothing again that is there unchanged, also not for months that are missing', async () => {
    const here = await setting(await archive({ '2024-02/2024-02-kent-street.csv': null }))
    const first = await run(here)
    expect(first.missing).toEqual(['2024-02'])
    const asked = here.server.asked.length
    const manifest = readFileSync(join(here.folder, 'fetch.json'), 'utf8')
    expect(await run(here)).toEqual(first)
    expect(here.server.asked).toHaveLength(asked)
    expect(readFileSync(join(here.folder, 'fetch.json'), 'utf8')).toBe(manifest)
  })

  it('fetches again a file that was changed, though as long as before', async () => {
    const here = await setting(await archive())
    await run(here)
    const path = join(here.folder, nameOf('2024-02'))
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.toString('utf8').replace('Burglary', 'burglary'))
    const asked = here.server.asked.length
    await run(here)
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(here.server.asked.slice(asked).filter(({ range }) => range !== undefined)).toHaveLength(3)
  })

  it('writes down what each file is and where it came from', async () => {
    const here = await setting(await archive())
    await run(here)
    const { format, force, files } = JSON.parse(readFileSync(join(here.folder, 'fetch.json'), 'utf8'))
    expect({ format, force }).toEqual({ format: 'hexbeat-fetch/1', force: 'kent' })
    expect(files).toHaveLength(3)
    expect(files[0]).toEqual({
      name: nameOf('2024-01'),
      url: 'https://data.police.uk/data/archive/2024-03.zip',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      date: 'Sun, 01 Mar 2026 10:00:00 GMT',
      bytes: month('2024-01', 'kent').length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('downloads the archive whole where the server knows no ranges, uses it and removes it', async () => {
    const here = await setting(await archive(), { ranges: false })
    expect((await run(here)).files.map(({ name }) => name)).toEqual(MONTHS.map(nameOf))
    expect(existsSync(join(here.folder, '2024-03.zip'))).toBe(false)
    expect(readFileSync(join(here.folder, 'fetch.json'), 'utf8')).not.toContain('2024-03.zip"\n')
    expect(JSON.parse(readFileSync(join(here.folder, 'fetch.json'), 'utf8')).files).toHaveLength(3)
  })

  it('tries again when the connection breaks in the middle of a file', async () => {
    const zip = await archive()
    const here = await setting(zip)
    const path = '/policeuk-data.s3.amazonaws.com/archive/2024-03.zip'
    const whole = here.server.replies.get(path)
    if (whole === undefined || Array.isArray(whole) || typeof whole === 'function') throw new Error('no reply')
    here.server.replies.set(path, [whole, { ...whole, cutAfter: 100 }, whole])
    expect((await run(here)).files).toHaveLength(3)
    expect(here.server.asked).toHaveLength(6)
  })

  it('does not mix two states of an archive', async () => {
    const here = await setting(await archive())
    const path = '/policeuk-data.s3.amazonaws.com/archive/2024-03.zip'
    const before = here.server.replies.get(path)
    const after = archiveReplies('2024-03', await archive())[path]
    if (before === undefined || Array.isArray(before)) throw new Error('no reply')
    here.server.replies.set(path, [before, before, after])
    await expect(run(here)).rejects.toMatchObject({ code: 'fetch-failed', hint: expect.stringContaining('replaced') })
    // the next run takes all of the new one but the file that was whole
    expect((await run(here)).files).toHaveLength(3)
  })

  it('refuses a file whose bytes were changed under way', async () => {
    const name = '2024-01/2024-01-kent-street.csv'
    const zip = await zipOf({ [name]: month('2024-01', 'kent') }, false)
    // not compressed, so that it unpacks all the same
    zip[zip.indexOf('Burglary')] ^= 1
    const here = await setting(zip)
    await expect(run(here)).rejects.toMatchObject({
      code: 'fetch-not-verified',
      file: name,
      hint: expect.stringContaining('CRC-32'),
    })
    expect(existsSync(join(here.folder, nameOf('2024-01')))).toBe(false)
  })

  it('refuses a layout it does not know', async () => {
    const foreign = new TextEncoder().encode('Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context\n')
    const here = await setting(await archive({ '2024-01/2024-01-kent-street.csv': foreign }))
    await expect(run(here)).rejects.toMatchObject({ code: 'fetch-not-verified', hint: expect.stringContaining('header') })
  })

  it('accepts a byte order mark and CRLF', async () => {
    const text = Buffer.from(`\ufeff${Buffer.from(streetFile([streetRow()], '\r\n')).toString('utf8')}`)
    const here = await setting(await archive({ '2024-01/2024-01-kent-street.csv': text }))
    expect((await run(here)).files[0].bytes).toBe(text.length)
  })

  it('says when the archive, or every month of the force, is not there', async () => {
    const none = { server: await policeServer({}), folder: temporaryFolder() }
    await expect(run(none)).rejects.toMatchObject({ code: 'fetch-missing', hint: expect.stringContaining('no archive 2024-03') })
    const gone = Object.fromEntries(MONTHS.map((one) => [`${one}/${one}-kent-street.csv`, null]))
    await expect(run(await setting(await archive(gone)))).rejects.toMatchObject({
      code: 'fetch-missing',
      hint: expect.stringContaining('2024-01 to 2024-03'),
    })
  })

  it.each([true, false])('refuses what is no archive (ranges: %s)', async (ranges) => {
    const here = await setting(Buffer.from('nothing of the kind'), { ranges })
    await expect(run(here)).rejects.toMatchObject({ code: 'fetch-not-verified', hint: expect.stringContaining('no zip') })
  })

  it('leaves a folder of another force alone', async () => {
    const here = await setting(await archive())
    writeFileSync(join(here.folder, 'fetch.json'), '{"format":"hexbeat-fetch/1","force":"surrey","files":[],"absent":[]}')
    await expect(run(here)).rejects.toMatchObject({ code: 'out-not-ours' })
    writeFileSync(join(here.folder, 'fetch.json'), '{"format":"hexbeat-fetch/1","force":"kent"}')
    await expect(run(here)).rejects.toMatchObject({ code: 'out-not-ours' })
  })

  it('stops when the user interrupts and keeps what is whole', async () => {
    const user = new AbortController()
    const here = await setting(await archive())
    const wanted = { force: 'kent', months: MONTHS, address: addressOf('archive') }
    const network = testNetwork(here.server.mirror, { signal: user.signal })
    const running = fetchCrimes(network, await openStore(here.folder, 'kent'), wanted, () => user.abort())
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
    expect(existsSync(join(here.folder, nameOf('2024-01')))).toBe(true)
    expect(existsSync(join(here.folder, nameOf('2024-02')))).toBe(false)
    expect((await run(here)).files).toHaveLength(3)
  })
})
