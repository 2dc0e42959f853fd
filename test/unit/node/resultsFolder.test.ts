import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { checkOut, restoreResults, writeResults } from '../../../scripts/node/resultsFolder.js'
import { writeFiles } from '../../../scripts/node/writeFiles.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A results folder's files whose cells.csv holds `mark`. */
function results(mark: string, extra: readonly string[] = []) {
  const names = ['cells.csv', ...extra]
  const document = { format: 'hexbeat/1', files: names.map((name) => ({ name })) }
  return [
    ...names.map((name) => ({ name, bytes: bytes(mark) })),
    { name: 'analysis.json', bytes: bytes(JSON.stringify(document)) },
  ]
}

/** What a run leaves beside `results` when it dies: no process has this number. */
const left = (word: 'new' | 'old') => `.results.hexbeat-${word}-4194305-0-1`

const mark = (out: string) => readFileSync(join(out, 'cells.csv'), 'utf8')

describe('writeFiles', () => {
  // a rejection that nobody hears would fail the test run, and ends a process
  it('tells of a file that cannot be brought to the disk once all are written', async () => {
    async function* files() {
      yield { name: 'a' }
      await setTimeout(20)
      yield { name: 'b' }
    }
    const folder = temporaryFolder()
    await expect(writeFiles(folder, files(), (handle) => handle.close())).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['a', 'b'])
  })
})

describe('writeResults', () => {
  it('makes the folder, and replaces it whole', async () => {
    const out = join(temporaryFolder(), 'deep/results')
    await writeResults(out, results('first', ['gone.csv']))
    expect(readdirSync(out).sort()).toEqual(['analysis.json', 'cells.csv', 'gone.csv'])
    await writeResults(out, results('second'))
    expect(readdirSync(out).sort()).toEqual(['analysis.json', 'cells.csv'])
    expect(mark(out)).toBe('second')
    expect(readdirSync(join(out, '..'))).toEqual(['results'])
  })

  it('takes an empty folder', async () => {
    const out = temporaryFolder()
    await writeResults(out, results('first'))
    expect(mark(out)).toBe('first')
  })

  it('leaves the old results when the run dies after any number of files', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'results')
    await writeResults(out, results('old'))
    for (let dies = 0; dies <= 2; dies++) {
      const dying = function* () {
        yield* results('new').slice(0, dies)
        throw new Error('killed')
      }
      await expect(writeResults(out, dying())).rejects.toThrow('killed')
      expect(mark(out)).toBe('old')
      expect(readdirSync(folder)).toEqual(['results'])
    }
  })

  it('leaves the old results, and nothing beside them, when one of many files cannot be written', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'results')
    await writeResults(out, results('old'))
    const files = [
      ...results('new', ['a.csv', 'b.csv']),
      { name: `${'long'.repeat(100)}.csv`, bytes: bytes('') },
      ...results('late'),
    ]
    await expect(writeResults(out, files)).rejects.toThrow('out-unwritable')
    expect(mark(out)).toBe('old')
    expect(readdirSync(folder)).toEqual(['results'])
  })

  it('leaves it to restoreResults, too, to put them back', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'results')
    await writeResults(out, results('old'))
    renameSync(out, join(folder, left('old')))
    await restoreResults(out)
    expect(mark(out)).toBe('old')
    expect(readdirSync(folder)).toEqual(['results'])
    await restoreResults(out)
    await restoreResults(join(folder, 'never-there'))
    expect(readdirSync(folder)).toEqual(['results'])
  })

  it('puts the old results back when the run died between the two renames', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'results')
    await writeResults(out, results('old'))
    renameSync(out, join(folder, left('old')))
    await checkOut(out)
    expect(mark(out)).toBe('old')
  })

  it('is not held up by what a dead run left', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'results')
    await writeResults(out, results('old'))
    mkdirSync(join(folder, left('new')))
    writeFileSync(join(folder, left('new'), 'cells.csv'), 'half')
    await writeResults(out, results('new'))
    expect(mark(out)).toBe('new')
    expect(readdirSync(folder)).toEqual(['results'])
  })

  it('leaves alone what a run beside it is at', async () => {
    const folder = temporaryFolder()
    const busy = join(folder, `.results.hexbeat-new-${process.ppid}-0-1`)
    mkdirSync(busy)
    await writeResults(join(folder, 'results'), results('new'))
    expect(existsSync(busy)).toBe(true)
  })

  it('leaves the whole results of one of several runs at once, and nothing beside them', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'results')
    for (let round = 0; round < 20; round++) {
      const marks = ['a', 'b', 'c'].map((name) => `${name}${round}`)
      await Promise.all(marks.map((one) => writeResults(out, results(one, [`${one}.csv`, 'more.csv']))))
      expect(marks).toContain(mark(out))
      expect(new Set(readdirSync(out))).toEqual(new Set(['analysis.json', 'cells.csv', 'more.csv', `${mark(out)}.csv`]))
      expect(readFileSync(join(out, 'more.csv'), 'utf8')).toBe(mark(out))
      expect(readdirSync(folder)).toEqual(['results'])
    }
  })

  it.each(['../out.csv', 'a/b.csv', '..', 'CELLS.csv'])('refuses a file called %s', async (name) => {
    const folder = temporaryFolder()
    await expect(writeResults(join(folder, 'results'), [...results('new'), { name, bytes: bytes('') }])).rejects.toMatchObject({
      code: 'option-invalid',
      value: name,
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('replaces what a link points to, and keeps the link', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'real'))
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    await writeResults(join(folder, 'link'), results('first'))
    expect(mark(join(folder, 'real'))).toBe('first')
    expect(mark(join(folder, 'link'))).toBe('first')
  })
})

describe('an --out that is not ours', () => {
  it.each([
    ['a folder with other files', (out: string) => writeFileSync(join(out, 'thesis.docx'), 'x'), 'thesis.docx'],
    ['somebody else’s analysis.json', (out: string) => writeFileSync(join(out, 'analysis.json'), '{}'), 'analysis.json'],
    [
      'results of a higher major',
      (out: string) => writeFileSync(join(out, 'analysis.json'), '{"format":"hexbeat/2","files":[]}'),
      'analysis.json',
    ],
  ])('refuses %s', async (_, fill, value) => {
    const out = temporaryFolder()
    fill(out)
    const before = readdirSync(out)
    await expect(writeResults(out, results('new'))).rejects.toMatchObject({ code: 'out-not-ours', value })
    expect(readdirSync(out)).toEqual(before)
  })

  it('refuses results of ours with a file added, and leaves both', async () => {
    const out = temporaryFolder()
    await writeResults(out, results('old'))
    writeFileSync(join(out, 'notes.txt'), 'mine')
    await expect(writeResults(out, results('new'))).rejects.toMatchObject({ code: 'out-not-ours', value: 'notes.txt' })
    expect(mark(out)).toBe('old')
    expect(existsSync(join(out, 'notes.txt'))).toBe(true)
  })

  it('refuses a file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'results'), '')
    await expect(checkOut(join(folder, 'results'))).rejects.toMatchObject({ code: 'out-not-ours' })
  })

  it('says what cannot be written', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    await expect(writeResults(join(folder, 'file/results'), results('new'))).rejects.toMatchObject({ code: 'out-unwritable' })
  })
})
