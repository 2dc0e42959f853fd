import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { referenceTable } from '../../helpers/referenceTable.js'
import { runCli } from '../../helpers/runCli.js'

const folder = mkdtempSync(join(tmpdir(), 'hexbeat-stat-'))
afterAll(() => rmSync(folder, { recursive: true }))

const REFERENCE = join(import.meta.dirname, '../../reference/gistar-r8.csv')

interface Asked {
  readonly cells: string
  readonly value?: string
  readonly ring?: number
  readonly style?: string
  readonly permute?: string
}

/** Rows of the table; what went wrong, as --json has it, is thrown. */
async function stat(args: Asked): Promise<string[][]> {
  const flags = Object.entries({ value: 'count', ...args }).flatMap(([name, value]) => [`--${name}`, String(value)])
  const { code, stdout } = await runCli(['stat', 'gistar', ...flags], folder)
  if (code !== 0) throw JSON.parse((await runCli(['stat', 'gistar', ...flags, '--json'], folder)).stdout).error
  expect(stdout.endsWith('\n')).toBe(true)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

// a cell and two of its neighbours, resolution 9, and a cell of resolution 8
const [A, B, C] = ['89195d2a8cbffff', '89195d2a8cfffff', '89195d2a8c3ffff']
const COARSE = '88195d2a8dfffff'

describe('stat gistar', () => {
  it('prints one row per cell in the order of the file, with every digit of z, p and q', async () => {
    const [header, ...rows] = await stat({ cells: REFERENCE })
    const reference = referenceTable(REFERENCE)
    expect(header).toEqual(['cell', 'value', 'z', 'p', 'q', 'class', 'p_exact', 'q_exact'])
    expect(rows.map(([cell]) => cell)).toEqual(reference.text('cell'))
    expect(rows.map(([, value]) => value)).toEqual(reference.text('count'))
    for (const [at, name, limit] of [
      [2, 'z', 1e-10],
      [3, 'p', 1e-8],
      [4, 'q', 1e-8],
    ] as const) {
      reference.numbers(`spdep_${name}_k1`).forEach((theirs, row) => {
        expect(Math.abs(Number(rows[row][at]) / theirs - 1)).toBeLessThan(limit)
      })
    }
  })

  it('takes the class from the exact q: the side of the smaller tail', async () => {
    const [, ...rows] = await stat({ cells: REFERENCE })
    for (const [, , z, , , level, , qExact] of rows) {
      const q = Number(qExact)
      const grade = q < 0.01 ? 3 : q < 0.05 ? 2 : q < 0.1 ? 1 : 0
      expect(Math.abs(Number(level))).toBe(grade)
      if (grade > 0) expect(Math.sign(Number(level))).toBe(Math.sign(Number(z)))
    }
    expect(rows.filter((row) => row[5] !== '0').length).toBeGreaterThan(0)
  })

  it('gives other exact p and the same z when the own value is held', async () => {
    const total = await stat({ cells: REFERENCE })
    const conditional = await stat({ cells: REFERENCE, permute: 'conditional' })
    expect(conditional.map((row) => row[2])).toEqual(total.map((row) => row[2]))
    expect(conditional.map((row) => row[6])).not.toEqual(total.map((row) => row[6]))
  })

  it('gives the same z for row-standardised weights, and the same exact p', async () => {
    const binary = await stat({ cells: REFERENCE, ring: 2 })
    const standardised = await stat({ cells: REFERENCE, ring: 2, style: 'W' })
    expect(standardised.map((row) => row[6])).toEqual(binary.map((row) => row[6]))
    standardised.slice(1).forEach((row, at) => {
      expect(Math.abs(Number(row[2]) - Number(binary[at + 1][2]))).toBeLessThan(1e-12)
    })
  })

  it('leaves p_exact and q_exact empty for values that are not whole, and takes the class from q', async () => {
    const { cells, values } = {
      cells: referenceTable(REFERENCE).text('cell'),
      values: referenceTable(REFERENCE).numbers('count'),
    }
    const halves = file('halves.csv', `cell,harm\n${cells.map((cell, row) => `${cell},${values[row] / 2}`).join('\n')}\n`)
    const [, ...rows] = await stat({ cells: halves, value: 'harm' })
    for (const row of rows) {
      expect(row.slice(6)).toEqual(['', ''])
      expect(Math.abs(Number(row[5]))).toBe([0.01, 0.05, 0.1].filter((limit) => Number(row[4]) < limit).length)
    }
  })

  it('reads .gz, a column h3, quotes, any column order, and leaves out a last row outside', async () => {
    const text = `"n, all",h3\n3,${A}\n0,${B}\n1,${C}\n`
    const plain = await stat({ cells: file('plain.csv', text), value: 'n, all' })
    expect(plain.slice(1).map((row) => row.slice(0, 2))).toEqual([
      [A, '3'],
      [B, '0'],
      [C, '1'],
    ])
    expect(await stat({ cells: file('packed.csv.gz', text), value: 'n, all' })).toEqual(plain)
    expect(await stat({ cells: file('outside.csv', `${text}12,outside\n`), value: 'n, all' })).toEqual(plain)
  })

  it('leaves z, p, q and the exact p empty where all values are equal', async () => {
    const [, first] = await stat({ cells: file('equal.csv', `cell,count\n${A},2\n${B},2\n`) })
    expect(first).toEqual([A, '2', '', '', '', '', '', ''])
  })

  it.each([
    ['column-missing', `cell,crimes\n${A},1\n`, { line: 1, column: 'count', hint: 'The columns are cell, crimes.' }],
    ['column-missing', `id,count\n${A},1\n`, { line: 1, column: 'cell', hint: 'The columns are id, count.' }],
    ['cell-invalid', `cell,count\n${A},1\n89195d2a8cbfff,2\n`, { line: 3, column: 'cell', value: '89195d2a8cbfff' }],
    ['cell-invalid', `cell,count\n,1\n`, { line: 2, column: 'cell', value: '' }],
    ['cell-repeated', `cell,count\n${A},1\n${B},2\n${A.toUpperCase()},3\n`, { line: 4, column: 'cell', value: A.toUpperCase() }],
    ['cell-resolution-mixed', `cell,count\n${A},1\n${COARSE},2\n`, { line: 3, column: 'cell', value: COARSE }],
    ['value-not-finite', `cell,count\n${A},1\n${B},\n`, { line: 3, column: 'count', value: '' }],
    ['value-not-finite', `cell,count\n${A},1\n${B},NaN\n`, { line: 3, column: 'count', value: 'NaN' }],
    ['value-not-finite', `cell,count\n${A},1e999\n`, { line: 2, column: 'count', value: '1e999' }],
    ['file-empty', 'cell,count\n', {}],
  ])('refuses with %s, naming file, line, column and value: %j', async (code, text, place) => {
    await expect(stat({ cells: file('bad.csv', text) })).rejects.toMatchObject({ code, file: 'bad.csv', ...place })
  })

  it('refuses an impossible ring', async () => {
    await expect(stat({ cells: REFERENCE, ring: 0 })).rejects.toMatchObject({ code: 'option-invalid', column: '--ring' })
  })
})
