import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runCli } from '../helpers/runCli.js'
import { temporaryFolder } from '../helpers/temporaryFolder.js'

// a cell of resolution 9 and eleven around it, some of which touch
const CELLS = [
  ...['89195d2a8cbffff', '89195d2ae37ffff', '89195d2ae27ffff', '89195d2a853ffff', '89195d2a8cfffff', '89195d2a8c3ffff'],
  ...['89195d2a8dbffff', '89195d2a8d3ffff', '89195d2a857ffff', '89195d2a843ffff', '89195d2ae23ffff', '89195d6b0b7ffff'],
]

/** Values whose sums depend on the order they are added up in. */
const value = fc.double({ min: 0.001, max: 1e6, noNaN: true })
const column = fc.array(value, { minLength: CELLS.length, maxLength: CELLS.length })
const shuffle = fc.shuffledSubarray([...CELLS.keys()], { minLength: CELLS.length })

/** The table of a file whose rows come in this order, its rows in the order of their ids where each is of a row of the file. */
async function answer(words: string, header: string, rows: readonly string[], order: readonly number[], perRow: boolean) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 't.csv'), `${[header, ...order.map((row) => rows[row])].join('\n')}\n`)
  writeFileSync(join(folder, 'at.csv'), 'id,x,y\na,0,0\nb,100,300\nc,5000,90\n')
  const area = [
    [-10, -10],
    [2e6, -10],
    [2e6, 2e6],
    [-10, 2e6],
    [-10, -10],
  ]
  writeFileSync(join(folder, 'area.geojson'), JSON.stringify({ type: 'Polygon', coordinates: [area] }))
  const { code, stdout, stderr } = await runCli(['stat', ...words.split(' ')], folder)
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  const [head, ...lines] = stdout.trimEnd().split('\n')
  if (!perRow) return [stdout, stderr]
  // in the order of the file
  expect(lines.map((line) => line.split(',')[0])).toEqual(order.map((row) => rows[row].split(',')[0]))
  return [[head, ...lines.sort()].join('\n'), stderr]
}

const same = (words: string, header: string, rowOf: (values: readonly number[], row: number) => string, perRow: boolean) =>
  fc.assert(
    fc.asyncProperty(column, column, shuffle, async (first, second, order) => {
      const rows = CELLS.map((_, row) => rowOf([first[row], second[row]], row))
      const all = [...CELLS.keys()]
      expect(await answer(words, header, rows, order, perRow)).toEqual(await answer(words, header, rows, all, perRow))
    }),
    { numRuns: 15 },
  )

describe('the order of the rows changes no digit', () => {
  const cell = ([a, b]: readonly number[], row: number) => `${CELLS[row]},${a},${b}`
  it.each([
    ['gistar --cells t.csv --value v', true],
    ['gistar --cells t.csv --value v --permutations 39 --seed 3', true],
    ['gi --cells t.csv --value v --style W --ring 2', true],
    ['local-moran --cells t.csv --value v', true],
    ['moran --cells t.csv --value v', false],
    ['geary --cells t.csv --value v', false],
    ['general-g --cells t.csv --value v', false],
    ['eb-rates --cells t.csv --value v --exposure w', true],
    ['eb-rates --cells t.csv --value v --exposure w --prior spatial', true],
    ['exceedance --cells t.csv --value v --exposure w', true],
  ] as const)('cells: %s', (words, perRow) => same(words, 'cell,v,w', cell, perRow))

  it('cells: scan', () =>
    same(
      'scan --cells t.csv --value v --exposure w --permutations 19',
      'cell,v,w',
      ([a, b], row) => `${CELLS[row]},${Math.ceil(a)},${b}`,
      false,
    ))

  const series = ([a, b]: readonly number[], row: number) =>
    [CELLS[row], ...Array.from({ length: 10 }, (_, step) => (a * (step % 3)) / 7 + (b * ((step * row) % 5)) / 3)].join(',')
  const steps = `id,${Array.from({ length: 10 }, (_, step) => `s${step}`).join(',')}`
  it.each(['mann-kendall', 'change-point', 'emerging', 'persistence'])('series: %s', (name) =>
    same(`${name} --series t.csv${name === 'change-point' ? ' --permutations 39' : ''}`, steps, series, true),
  )

  it.each([
    ['dispersion', false],
    ['seasonal-kendall --period 5', true],
  ] as const)('series of counts: %s', (words, perRow) =>
    same(
      `${words} --series t.csv`,
      steps,
      ([a, b], row) =>
        [CELLS[row], ...Array.from({ length: 10 }, (_, step) => Math.ceil((a * (step % 3)) / 7 + b / (step + 1)))].join(','),
      perRow,
    ),
  )

  const unit = ([a, b]: readonly number[], row: number) => `u${row},${a},${b},${Math.min(1, a / 1e6)}`
  it.each([
    ['concentration --values t.csv --value v', false],
    ['breaks --values t.csv --value v', false],
    ['fdr --values t.csv --value p', true],
    ['eb-rates --values t.csv --value v --exposure w', true],
  ] as const)('units: %s', (words, perRow) => same(words, 'id,v,w,p', unit, perRow))

  const point = ([a, b]: readonly number[], row: number) => `${a},${b},${row % 7},${a / 3}`
  it.each([
    'kde --points t.csv --at at.csv --bandwidth 5000 --weight w',
    'kde --points t.csv --at at.csv --nearest 3',
    'dual-kde --points t.csv --base t.csv --at at.csv --weight w --least-base 1',
    'dual-kde --points t.csv --base t.csv --at at.csv --weight w --bandwidth 50000 --kernel gaussian --least-base 1',
    'centrography --points t.csv --weight w',
    'nearest-neighbour --points t.csv --area area.geojson --permutations 9',
    'knox --points t.csv --space 0,1000,500000 --time 0,2,5 --permutations 19',
  ])('points: %s', (words) => same(words, 'x,y,day,w', point, false))
})
