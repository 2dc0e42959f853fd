import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { runCli } from '../../helpers/runCli.js'
import { box, STREET_HEADER, streetFile, streetRow, TWO_WARDS, wards, writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

/** A folder with crimes, wards and earlier results in `out`. */
async function force(): Promise<string> {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  const { code, stderr } = await runCli(['analyse', 'crime', '--wards', 'wards.geojson', '--out', 'out'], folder)
  expect([code, stderr]).toEqual([0, ''])
  return folder
}

/** Every file of a folder as text. */
function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

interface Expected {
  readonly code: string
  readonly file?: string
  readonly line?: number
  readonly column?: string
  readonly value?: string
}

/** Runs analyse into the folder that holds earlier results: exit 1, one message, the results as they were. */
async function refused(folder: string, argv: readonly string[], expected: Expected): Promise<void> {
  const before = snapshot(join(folder, 'out'))
  const words = ['analyse', ...argv, '--out', 'out']
  const json = await runCli([...words, '--json'], folder)
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { ...expected, hint: expect.stringMatching(/\w/) } })
  expect(json.code).toBe(1)
  const text = await runCli(words, folder)
  expect(text).toMatchObject({ code: 1, stdout: '' })
  expect(text.stderr).toMatch(new RegExp(`^hexbeat: ${expected.code}: [^\n]*\n$`))
  expect(snapshot(join(folder, 'out'))).toEqual(before)
}

const WARDS = ['--wards', 'wards.geojson']
/** A crime file of the force with another content. */
function crime(folder: string, text: string | Uint8Array, name = '2024-03-smallshire-street.csv'): string {
  writeFileSync(join(folder, name), text)
  return name
}
const csv = (...rows: string[]) => `${[STREET_HEADER, ...rows].join('\n')}\n`
const many = (row: Parameters<typeof streetRow>[0]) => Array.from({ length: 20 }, () => streetRow(row))

describe('arguments that would be passed over', () => {
  it.each([
    [['', ...WARDS], 'option-invalid', 'CRIME'],
    [['crime', ...WARDS, '--call-types', 'types.csv'], 'argument-missing', '--calls'],
  ])('refuses %j', async (words, code, column) => {
    const { code: exit, stdout } = await runCli(['analyse', ...words, '--out', 'out', '--json'], await force())
    expect([exit, JSON.parse(stdout).error]).toEqual([2, expect.objectContaining({ code, column })])
  })

  it('says that weights were not used, and which warnings may change the ranks', async () => {
    const { code, stdout } = await runCli(['analyse', 'crime', ...WARDS, '--weights', 'harm=1', '--out', 'out'], await force())
    expect(code).toBe(0)
    expect(stdout).toMatch(/Warning: No five-factor score: no deprivation file was given\./)
    expect(stdout).toMatch(/Warning: Weights were given and not used/)
    expect(stdout).not.toMatch(/average severity .* of their category: a single/)
    expect(stdout).toMatch(/All \d+ warnings in report\.html/)
  })

  it('makes no sample where nothing can be written, and says so', async () => {
    const folder = await force()
    const { code, stderr } = await runCli(['sample', '--out', 'wards.geojson'], folder)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^hexbeat: out-unwritable: .*ENOTDIR|EEXIST/)])
  })

  it("makes a sample over an earlier one and over nobody else's files", async () => {
    const folder = await force()
    const mine = readFileSync(join(folder, 'wards.geojson'), 'utf8')
    const { code, stderr } = await runCli(['sample', '--out', '.'], folder)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^hexbeat: out-not-ours: .*crime/)])
    expect(readFileSync(join(folder, 'wards.geojson'), 'utf8')).toBe(mine)
    for (const seed of ['1', '2']) {
      expect((await runCli(['sample', '--out', 'made', '--seed', seed], folder)).code).toBe(0)
      if (seed === '1') writeFileSync(join(folder, 'made', 'mine.txt'), 'mine')
    }
    expect(readdirSync(join(folder, 'made'))).toEqual(expect.arrayContaining(['crime', 'mine.txt', 'truth.json']))
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('crime files that cannot be used', () => {
  it('refuses a missing file', async () => {
    await refused(await force(), ['none.csv', ...WARDS], { code: 'file-missing', file: 'none.csv' })
  })

  it('refuses an empty file', async () => {
    const folder = await force()
    await refused(folder, [crime(folder, ''), ...WARDS], { code: 'file-empty', file: '2024-03-smallshire-street.csv' })
  })

  it('refuses a PDF renamed .csv', async () => {
    const folder = await force()
    const pdf = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'latin1')
    await refused(folder, [crime(folder, pdf), ...WARDS], { code: 'file-not-csv', file: '2024-03-smallshire-street.csv' })
  })

  it('refuses a file cut in the middle of a row, with its line', async () => {
    const folder = await force()
    const whole = streetFile('2024-03')
    await refused(folder, [crime(folder, whole.slice(0, -60)), ...WARDS], { code: 'file-cut', line: 41 })
  })

  it('refuses a foreign header', async () => {
    const folder = await force()
    await refused(folder, [crime(folder, 'Type,Date,Latitude,Longitude\nPerson search,2024-03-01,52.6,-1.2\n'), ...WARDS], {
      code: 'header-foreign',
      line: 1,
    })
  })

  it('refuses latitude and longitude the wrong way round', async () => {
    const folder = await force()
    await refused(folder, [crime(folder, csv(...many({ month: '2024-03', lng: '52.605', lat: '-1.205' }))), ...WARDS], {
      code: 'coordinates-swapped',
      line: 2,
    })
  })

  it('refuses eastings in a longitude column', async () => {
    const folder = await force()
    await refused(folder, [crime(folder, csv(...many({ month: '2024-03', lng: '453821', lat: '301442' }))), ...WARDS], {
      code: 'coordinates-national-grid',
      line: 2,
      column: 'Longitude',
      value: '453821',
    })
  })

  it('refuses two different files of one force and month', async () => {
    const folder = await force()
    const name = crime(folder, csv(streetRow({ month: '2024-01', id: 'other' })), 'copy-of-2024-01-smallshire-street.csv')
    await refused(folder, ['crime', name, ...WARDS], { code: 'month-twice', value: expect.stringContaining('2024-01') })
  })

  it('sets the same file given twice aside, and goes on', async () => {
    const folder = await force()
    const twice = crime(folder, streetFile('2024-01'), 'again-2024-01-smallshire-street.csv')
    const { code, stdout } = await runCli(['analyse', 'crime', twice, ...WARDS, '--out', 'out', '--json'], folder)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).analysis.rows).toMatchObject({ read: 120, used: 80, setAside: { 'same-file-twice': 40 } })
  })
})

describe('archives that cannot be used', () => {
  async function zipped(entries: Record<string, Buffer>): Promise<Buffer> {
    const zip = new ZipFile()
    for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name)
    const parts: Buffer[] = []
    zip.outputStream.on('data', (part: Buffer) => parts.push(part))
    zip.end()
    await once(zip.outputStream, 'end')
    return Buffer.concat(parts)
  }

  it('refuses a zip bomb', async () => {
    const folder = await force()
    const zip = await zipped({ '2024-03-smallshire-street.csv': Buffer.alloc(20_000_000, 'a') })
    expect(zip.length).toBeLessThan(100_000)
    await refused(folder, [crime(folder, zip, 'bomb.zip'), ...WARDS], { code: 'zip-ratio' })
  })

  it('refuses an entry that points outside', async () => {
    const folder = await force()
    const name = 'xx/2024-03-smallshire-street.csv'
    const zip = await zipped({ [name]: Buffer.from(streetFile('2024-03')) })
    const escaping = Buffer.from(zip.toString('latin1').replaceAll(name, `../${name.slice(3)}`), 'latin1')
    await refused(folder, [crime(folder, escaping, 'escape.zip'), ...WARDS], { code: 'zip-path-escapes' })
    expect(readdirSync(folder)).not.toContain('2024-03-smallshire-street.csv')
  })
})

describe('areas that cannot be used', () => {
  function layer(folder: string, json: unknown): string[] {
    writeFileSync(join(folder, 'bad.geojson'), JSON.stringify(json))
    return ['crime', '--wards', 'bad.geojson']
  }

  it('refuses a ring that crosses itself', async () => {
    const folder = await force()
    const bowTie = wards([
      {
        code: 'E05999001',
        corners: [
          [-1.22, 52.6],
          [-1.18, 52.615],
          [-1.18, 52.6],
          [-1.22, 52.61],
        ],
      },
    ])
    await refused(folder, layer(folder, bowTie), {
      code: 'areas-self-crossing',
      file: 'bad.geojson',
      value: expect.stringContaining('E05999001'),
    })
  })

  it('accepts a ring that only touches itself at a vertex', async () => {
    const folder = await force()
    const touching = wards([
      {
        code: 'E05999001',
        corners: [
          [-1.22, 52.6],
          [-1.2, 52.6],
          [-1.2, 52.607],
          [-1.18, 52.6],
          [-1.18, 52.615],
          [-1.2, 52.607],
          [-1.2, 52.615],
          [-1.22, 52.615],
        ],
      },
    ])
    const { code, stdout } = await runCli([...['analyse', ...layer(folder, touching)], '--out', 'out', '--json'], folder)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).analysis.warnings).toContainEqual(
      expect.objectContaining({ code: expect.stringContaining('touch'), count: 1 }),
    )
  })

  it('refuses two wards of one code', async () => {
    const folder = await force()
    const code = 'E05999001'
    const twice = wards([
      { code, corners: box(-1.22, 52.6, -1.2, 52.615) },
      { code, corners: box(-1.2, 52.6, -1.18, 52.615) },
    ])
    await refused(folder, [...layer(folder, twice), '--code-column', 'ward=WD24CD'], {
      code: 'areas-repeated-code',
      file: 'bad.geojson',
      value: code,
    })
  })

  it('refuses a file that is not JSON', async () => {
    const folder = await force()
    writeFileSync(join(folder, 'bad.geojson'), 'PK')
    await refused(folder, ['crime', '--wards', 'bad.geojson'], { code: 'areas-invalid', file: 'bad.geojson' })
  })

  it('refuses areas that hold none of the crimes', async () => {
    const folder = await force()
    const elsewhere = wards([{ code: 'E05999003', corners: box(-2.22, 53.6, -2.2, 53.615) }])
    await refused(folder, layer(folder, elsewhere), { code: 'no-crimes-inside' })
  })

  it('refuses to guess the boundary', async () => {
    await refused(await force(), ['crime'], { code: 'boundary-missing' })
  })
})

describe('periods and folders that cannot be used', () => {
  it('refuses a period without data', async () => {
    await refused(await force(), ['crime', ...WARDS, '--from', '2030-01', '--to', '2030-12'], { code: 'no-data-in-period' })
  })

  it('refuses an --out that is not ours before it reads anything', async () => {
    const folder = await force()
    mkdirSync(join(folder, 'thesis'))
    writeFileSync(join(folder, 'thesis/chapter-1.txt'), 'mine')
    const run = await runCli(['analyse', 'none.csv', ...WARDS, '--out', 'thesis'], folder)
    expect(run).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^hexbeat: out-not-ours: .*chapter-1\.txt.*\n$/),
    })
    expect(snapshot(join(folder, 'thesis'))).toEqual({ 'chapter-1.txt': 'mine' })
  })

  it('leaves the earlier results when interrupted', async () => {
    const folder = await force()
    const before = snapshot(join(folder, 'out'))
    const run = await runCli(['analyse', 'crime', ...WARDS, '--out', 'out'], folder, { signal: AbortSignal.abort() })
    expect(run).toMatchObject({ code: 130, stdout: '' })
    expect(snapshot(join(folder, 'out'))).toEqual(before)
    const ended = await runCli(['analyse', 'crime', ...WARDS, '--out', 'out'], folder, { signal: AbortSignal.abort(143) })
    expect(ended).toMatchObject({ code: 143, stdout: '' })
  })

  it('leaves the earlier results, and nothing else, when interrupted while new ones are written', async () => {
    const folder = await force()
    const before = snapshot(join(folder, 'out'))
    const abort = new AbortController()
    const startFormats = () => ({
      make: async () => {
        abort.abort()
        return []
      },
      close: () => undefined,
    })
    const run = await runCli(['analyse', 'crime', ...WARDS, '--out', 'out'], folder, { signal: abort.signal, startFormats })
    expect(run).toMatchObject({ code: 130, stdout: '' })
    expect(snapshot(join(folder, 'out'))).toEqual(before)
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('a formats thread at work when the run is interrupted', () => {
  it('is ended before what it wrote is taken away', async () => {
    const folder = await force()
    const before = snapshot(join(folder, 'out'))
    const abort = new AbortController()
    let into = ''
    let closed: Promise<void> | undefined
    const late = async () => {
      await setTimeout(20)
      mkdirSync(into, { recursive: true })
      writeFileSync(join(into, 'cells.geojson'), 'late')
    }
    const startFormats = () => ({
      make: async (_analysis: unknown, _document: unknown, folder: string) => {
        into = folder
        abort.abort()
        return []
      },
      close() {
        closed ??= late()
        return closed
      },
    })
    const run = await runCli(['analyse', 'crime', ...WARDS, '--out', 'out'], folder, { signal: abort.signal, startFormats })
    expect(run).toMatchObject({ code: 130, stdout: '' })
    await closed
    expect(snapshot(join(folder, 'out'))).toEqual(before)
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('results', () => {
  it('are the same bytes from files in another order, another folder and a second run', async () => {
    const [one, two] = [await force(), await force()]
    const first = snapshot(join(one, 'out'))
    const names = ['crime/2024-02-smallshire-street.csv', 'crime/2024-01-smallshire-street.csv']
    expect((await runCli(['analyse', ...names, ...WARDS, '--out', 'out'], two)).code).toBe(0)
    expect(snapshot(join(two, 'out'))).toEqual(first)
    expect(Object.values(first).filter((text) => text.includes(one))).toEqual([])
    expect(JSON.parse(first['analysis.json']).inputs).toContainEqual(
      expect.objectContaining({ role: 'ward', name: 'wards.geojson' }),
    )
    expect(JSON.stringify(TWO_WARDS)).toBe(readFileSync(join(one, 'wards.geojson'), 'utf8'))
  })
})
