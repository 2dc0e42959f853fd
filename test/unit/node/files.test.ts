import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { readCrimes } from '../../../engine/input/crimes.js'
import type { CrimeSource } from '../../../engine/types.js'
import { crimeSources, readWhole } from '../../../scripts/node/files.js'
import { streetFile, streetRow, TEST_TABLES } from '../../helpers/streetFile.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const content = Buffer.from(streetFile([streetRow(), streetRow({ kind: 'Drugs' })]))
const sha256 = createHash('sha256').update(content).digest('hex')
let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
})

function put(name: string, bytes: Uint8Array = content): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

async function zipped(entries: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name)
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

async function bytesOf(source: CrimeSource): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source.bytes) pieces.push(piece.slice())
  return Buffer.concat(pieces)
}

async function readAll(paths: string[]) {
  const { sources, skipped } = await crimeSources(paths)
  const read = []
  for (const source of sources) read.push({ name: source.name, bytes: await bytesOf(source), sha256: source.sha256() })
  return { read, skipped }
}

describe('crimeSources', () => {
  it('gives the same bytes and SHA-256 from a file, a .gz and a .zip', async () => {
    const paths = [
      put('a.csv'),
      put('b.csv.gz', gzipSync(content)),
      put('c.zip', await zipped({ '2024-01/c-street.csv': content, 'd-street.csv.gz': gzipSync(content) })),
    ]
    const { read } = await readAll(paths)
    expect(read).toEqual(
      ['a.csv', 'b.csv.gz', 'c-street.csv', 'd-street.csv.gz'].map((name) => ({ name, bytes: content, sha256 })),
    )
  })

  it('reads files of several pieces whole', async () => {
    const large = Buffer.from(streetFile(Array.from({ length: 6000 }, (_, i) => streetRow({ id: `id-${i}` }))))
    const { read } = await readAll([
      put('a.csv', large),
      put('b.csv.gz', gzipSync(large)),
      put('c.zip', await zipped({ 'c-street.csv': large })),
    ])
    expect(read.map(({ bytes }) => bytes.equals(large))).toEqual([true, true, true])
  })

  it('reads files of any size one after another', async () => {
    const contents = [6000, 2, 3000, 1, 4000].map((rows) =>
      Buffer.from(streetFile(Array.from({ length: rows }, (_, i) => streetRow({ id: `id-${rows}-${i}` })))),
    )
    const { read } = await readAll(contents.flatMap((bytes, k) => [put(`${k}.csv`, bytes), put(`${k}.csv.gz`, gzipSync(bytes))]))
    const all = contents.flatMap((bytes) => [bytes, bytes])
    expect(read.map(({ bytes }, k) => bytes.equals(all[k]))).toEqual(all.map(() => true))
    expect(read.map((file) => file.sha256)).toEqual(all.map((bytes) => createHash('sha256').update(bytes).digest('hex')))
  })

  it('refuses a named pipe, which gives its bytes once, before it is opened', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(crimeSources([pipe])).rejects.toThrow(/file-unreadable.*pipe.*name -/s)
  })

  it('tells what is wrong with a file at its own turn, not while the one before is read', async () => {
    const cut = put('b.csv.gz', gzipSync(content).subarray(0, 60))
    const { sources } = await crimeSources([put('a.csv.gz', gzipSync(content)), cut])
    expect(await bytesOf(sources[0])).toEqual(content)
    // as long as this takes, the failure of the file read ahead waits
    await expect(readWhole(cut)).rejects.toThrow('file-cut')
    await expect(bytesOf(sources[1])).rejects.toThrow(/file-cut.*b.csv.gz/)
  })

  it('gives the same bytes and SHA-256 in any order of reading', async () => {
    const paths = ['a', 'b', 'c'].map((name) => put(`${name}.csv.gz`, gzipSync(Buffer.concat([content, Buffer.from(name)]))))
    const { sources } = await crimeSources(paths)
    for (const i of [2, 0, 1]) {
      const bytes = await bytesOf(sources[i])
      expect(bytes.at(-1)).toBe('abc'.charCodeAt(i))
      expect(sources[i].sha256()).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })

  it('lets an interrupt be seen between the pieces of one file', async () => {
    const { sources } = await crimeSources([put('long.csv', Buffer.alloc(3 << 18, content))])
    let turns = 0
    let next = setImmediate(function count() {
      turns++
      next = setImmediate(count)
    })
    const seen: number[] = []
    for await (const _ of sources[0].bytes) seen.push(turns)
    clearImmediate(next)
    expect(seen).toHaveLength(3)
    expect(seen[1]).toBeGreaterThan(seen[0])
    expect(seen[2]).toBeGreaterThan(seen[1])
  })

  it('reads only street files of folders, in order, and lists the others', async () => {
    for (const name of [
      'm/2024-02/x-street.csv',
      'm/2024-01/x-street.csv.gz',
      'm/2024-01/x-outcomes.csv',
      'm/notes.txt',
      'm/._y-street.csv',
    ]) {
      put(name, name.endsWith('.gz') ? gzipSync(content) : content)
    }
    const { read, skipped } = await readAll([join(folder, 'm')])
    expect(read.map(({ name }) => name)).toEqual(['x-street.csv.gz', 'x-street.csv'])
    expect(skipped.map(({ name }) => name)).toEqual(['._y-street.csv', 'x-outcomes.csv', 'notes.txt'])
  })

  it('lists what a zip holds beside street files', async () => {
    const { read, skipped } = await readAll([put('a.zip', await zipped({ 'x-street.csv': content, 'x-outcomes.csv': content }))])
    expect(read.map(({ name }) => name)).toEqual(['x-street.csv'])
    expect(skipped).toMatchObject([{ name: 'x-outcomes.csv', reason: 'not a *-street.csv file' }])
  })

  it('opens the zips of a folder, and lists what they hold beside street files and those that hold none', async () => {
    put('m/2024-01.zip', await zipped({ '2024-01/x-street.csv': content, '2024-01/x-outcomes.csv': content }))
    put('m/2024/2024-02.ZIP', await zipped({ '2024-02/y-street.csv': content }))
    put('m/z-street.csv')
    put('m/wards.zip', await zipped({ 'wards.shp': content, 'wards.dbf': content }))
    put('m/._2024-01.zip')
    const { read, skipped } = await readAll([join(folder, 'm')])
    expect(read).toEqual(['y', 'x', 'z'].map((name) => ({ name: `${name}-street.csv`, bytes: content, sha256 })))
    expect(skipped).toMatchObject([
      { name: '._2024-01.zip', reason: 'not a *-street.csv file' },
      { name: 'x-outcomes.csv', reason: 'not a *-street.csv file' },
      { name: 'wards.zip', reason: 'holds no *-street.csv file' },
    ])
  })

  it('reads as much of a folder with a zip and what was unpacked from it as without the zip', async () => {
    put('m/2024-01/x-street.csv')
    put('m/2024-01.zip', await zipped({ '2024-01/x-street.csv': content }))
    const { sources } = await crimeSources([join(folder, 'm')])
    const { rows } = await readCrimes(sources, TEST_TABLES, { categories: null })
    expect(rows).toMatchObject({ read: 4, used: 2, setAside: { 'same-file-twice': 2 } })
  })

  it('refuses a folder with a damaged zip, and one whose zips hold no street file', async () => {
    put('m/x-street.csv')
    put('m/cut.zip', (await zipped({ 'y-street.csv': content })).subarray(0, 200))
    await expect(crimeSources([join(folder, 'm')])).rejects.toMatchObject({ code: 'file-unreadable', file: 'cut.zip' })
    put('n/wards.zip', await zipped({ 'wards.shp': content }))
    await expect(crimeSources([join(folder, 'n')])).rejects.toMatchObject({ code: 'crimes-missing', file: 'n' })
  })

  it('reads standard input as -', async () => {
    async function* stdin() {
      yield content.subarray(0, 50)
      yield content.subarray(50)
    }
    const { sources } = await crimeSources(['-'], stdin())
    expect(await bytesOf(sources[0])).toEqual(content)
    expect(sources[0]).toMatchObject({ name: 'standard input' })
    expect(sources[0].sha256()).toBe(sha256)
  })

  it('refuses a missing file and a folder without street files', async () => {
    await expect(crimeSources([join(folder, 'none.csv')])).rejects.toMatchObject({ code: 'file-missing', file: 'none.csv' })
    put('m/notes.txt')
    await expect(crimeSources([join(folder, 'm')])).rejects.toMatchObject({ code: 'crimes-missing', file: 'm' })
  })

  it('refuses packed files that end early or are damaged', async () => {
    const packed = gzipSync(content)
    await expect(readAll([put('a.csv.gz', packed.subarray(0, packed.length - 20))])).rejects.toMatchObject({
      code: 'file-cut',
      file: 'a.csv.gz',
    })
    await expect(readAll([put('b.csv.gz', content)])).rejects.toMatchObject({ code: 'file-unreadable', file: 'b.csv.gz' })
    await expect(readAll([put('c.zip', content)])).rejects.toMatchObject({ code: 'file-unreadable', file: 'c.zip' })
  })

  it('refuses a zip with one wrong byte, and an encrypted one', async () => {
    const plain = new ZipFile()
    plain.addBuffer(content, 'a-street.csv', { compress: false })
    plain.end()
    const pieces: Buffer[] = []
    for await (const piece of plain.outputStream) pieces.push(Buffer.from(piece))
    const zip = Buffer.concat(pieces)
    expect((await readAll([put('whole.zip', zip)])).read[0].bytes).toEqual(content)
    const wrong = Buffer.from(zip)
    wrong[zip.indexOf(content) + content.length - 3] ^= 1
    await expect(readAll([put('wrong.zip', wrong)])).rejects.toMatchObject({
      code: 'file-unreadable',
      hint: expect.stringContaining('checksum'),
    })
    const locked = Buffer.from(zip)
    // the lowest bit of the flags, in the list of entries
    locked[zip.indexOf('PK\x01\x02') + 8] |= 1
    await expect(readAll([put('locked.zip', locked)])).rejects.toMatchObject({
      code: 'file-unreadable',
      hint: expect.stringContaining('encrypted'),
    })
  })

  it('refuses a path that is no list of paths', async () => {
    await expect(crimeSources('/a-street.csv' as unknown as string[])).rejects.toMatchObject({ code: 'option-invalid' })
  })

  it('refuses what unpacks to over 200 times its size, in gzip and zip', async () => {
    const bomb = Buffer.alloc(20_000_000, 'a')
    await expect(readAll([put('a.csv.gz', gzipSync(bomb))])).rejects.toMatchObject({ code: 'zip-ratio', file: 'a.csv.gz' })
    await expect(readAll([put('b.zip', await zipped({ 'b-street.csv': bomb }))])).rejects.toMatchObject({
      code: 'zip-ratio',
      file: 'b-street.csv',
    })
    const nested = await zipped({ 'c-street.csv.gz': gzipSync(bomb) })
    await expect(readAll([put('c.zip', nested)])).rejects.toMatchObject({ code: 'zip-ratio', file: 'c-street.csv.gz' })
  })

  it('refuses an entry that unpacks to more, or less, than the archive says', async () => {
    const zip = await zipped({ 'a-street.csv': content })
    const declared = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24
    for (const [change, code] of [
      [-1, 'zip-ratio'],
      [1, 'file-cut'],
    ] as const) {
      const changed = Buffer.from(zip)
      changed.writeUInt32LE(content.length + change, declared)
      await expect(readAll([put('a.zip', changed)])).rejects.toMatchObject({ code, file: 'a-street.csv' })
    }
  })

  it.each(['../evil-street.csv', '/aaevil-street.csv', 'C:/evil-street.csv', '..\\evil-street.csv'])(
    'refuses an archive with the entry %s',
    async (name) => {
      const honest = 'x'.repeat(name.length)
      const zip = Buffer.from((await zipped({ [honest]: content })).toString('latin1').replaceAll(honest, name), 'latin1')
      await expect(crimeSources([put('a.zip', zip)])).rejects.toMatchObject({ code: 'zip-path-escapes', file: 'a.zip' })
    },
  )
})

describe('readWhole', () => {
  it('gives bytes, name and SHA-256 of a file, a .gz and the single entry of a .zip', async () => {
    expect(await readWhole(put('a.csv'))).toEqual({ name: 'a.csv', bytes: new Uint8Array(content), sha256 })
    expect(await readWhole(put('b.csv.gz', gzipSync(content)))).toMatchObject({ name: 'b.csv.gz', sha256 })
    expect(await readWhole(put('c.zip', await zipped({ 'in/c.csv': content })))).toMatchObject({ name: 'c.csv', sha256 })
  })

  it('refuses a folder, nothing, an empty file, and an archive of two', async () => {
    await expect(readWhole(folder)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(readWhole(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'file-missing', file: 'none.csv' })
    await expect(readWhole(put('a.csv', Buffer.alloc(0)))).rejects.toMatchObject({ code: 'file-empty', file: 'a.csv' })
    await expect(readWhole(put('b.zip', await zipped({ 'a.csv': content, 'b.csv': content })))).rejects.toMatchObject({
      code: 'file-unreadable',
    })
  })
})
