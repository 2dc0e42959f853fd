import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/index.js'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

// two cells that touch, and one far from both, of resolution 9
const [A, B, FAR] = ['89195d2a8cbffff', '89195d2ae37ffff', '89195d6b0b7ffff']
const RING = ['89195d2ae27ffff', '89195d2a853ffff', '89195d2a8cfffff', '89195d2a8c3ffff', '89195d2a8dbffff']
const DISK = [A, B, ...RING]

const cells = (...values: (number | string)[]) =>
  `cell,n,people\n${values.map((value, row) => `${DISK[row]},${value},100`).join('\n')}\n`
const cube = (steps: number, value: (row: number, step: number) => number) =>
  `cell,${Array.from({ length: steps }, (_, step) => `m${step}`).join(',')}\n${DISK.map((cell, row) => `${cell},${Array.from({ length: steps }, (_, step) => value(row, step)).join(',')}`).join('\n')}\n`

async function stat(words: string, files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return runCli(['stat', ...words.split(' ')], folder)
}

const CELLS = '--cells t.csv --value n'
const RATES = `${CELLS} --exposure people`
const SERIES = '--series t.csv'
const UNITS = '--values t.csv --value n'
const AT = 'cell,x,y\nhere,0,0\n'

describe('a stated result', () => {
  it.each([
    ['gistar', CELLS, cells(2, 2, 2, 2), /^z, p, q, class: empty in 4 rows \(constant\)/m],
    ['gi', CELLS, cells(2, 2, 2, 2), /^z, p, q, class: empty in 4 rows \(constant\)/m],
    ['local-moran', CELLS, cells(2, 2, 2, 2), /empty in 4 rows \(constant\)/],
    ['moran', CELLS, cells(2, 2, 2, 2), /^statistic, .*: empty \(constant\)/m],
    ['geary', CELLS, cells(0, 0, 0, 0), /empty \(constant\)/],
    ['general-g', CELLS, cells(0, 0, 0, 0), /empty \(constant\)/],
    ['general-g', CELLS, cells(0, 0, 5, 0), /empty \(no-pairs\)/],
    ['gistar', `${CELLS} --permutations 9`, cells(0, 0, 0), /^p_sim, q_sim: empty in 3 rows \(constant\)/m],
    // one cell
    ['gistar', CELLS, cells(3), /empty in 1 row \(too-few-cells\)/],
    ['gi', CELLS, cells(3), /empty in 1 row \(too-few-cells\)/],
    ['local-moran', CELLS, cells(3), /empty in 1 row \(too-few-cells\)/],
    ['moran', CELLS, cells(3), /empty \(too-few-cells\)/],
    ['geary', CELLS, cells(3), /empty \(too-few-cells\)/],
    ['general-g', CELLS, cells(3), /empty \(too-few-cells\)/],
    ['scan', RATES, cells(3), /^No cluster \(one-cell\)/m],
    // no neighbours
    ['gi', CELLS, `cell,n\n${A},1\n${FAR},3\n${B},2\n`, /empty in 1 row \(no-neighbours\)/],
    ['local-moran', CELLS, `cell,n\n${A},1\n${FAR},3\n${B},2\n`, /empty in 1 row \(no-neighbours\)/],
    // more neighbours than cells
    ['gistar', `${CELLS} --ring 5`, cells(1, 2, 3, 4, 5), /empty in 5 rows \(all-neighbours\)/],
    ['gi', `${CELLS} --ring 5`, cells(1, 2, 3, 4, 5), /empty in 5 rows \(all-neighbours\)/],
    ['local-moran', `${CELLS} --ring 5`, cells(1, 2, 3, 4, 5), /^z, p, q: empty in 5 rows \(all-neighbours\)/m],
    ['moran', `${CELLS} --ring 5`, cells(1, 2, 3, 4, 5), /empty \(no-variance\)/],
    // no counts, no exact p
    ['gistar', CELLS, cells(-1, 2, 3, 4, 5), /^p_exact and q_exact are empty in all rows \(not-counts\)/m],
    ['gi', CELLS, cells(0.5, 2, 3, 4, 5), /not-counts/],
    ['local-moran', CELLS, cells(0.5, 2, 3, 4, 5), /not-counts/],
    ['gistar', CELLS, cells(1e12, 2, 3, 4, 5), /^p_exact and q_exact are empty in all rows \(beyond-reach\)/m],
    // no events, no exposure
    ['exceedance', RATES, cells(0, 0, 0), /empty in 3 rows \(no-events\)/],
    ['scan', RATES, cells(0, 0, 0), /^No cluster \(no-events\)/m],
    ['eb-rates', '--cells t.csv --value n --exposure n', cells(0, 0, 0), /empty in 3 rows \(no-exposure\)/],
    ['eb-rates', `${RATES} --prior spatial`, cells(0, 0, 0), null],
    ['concentration', `${UNITS} --permutations 9`, cells(0, 0), /^gini: empty \(no-events\)/m],
    ['concentration', `${UNITS} --permutations 9`, cells(0.5, 1), /^generalised_gini: empty \(not-counts\)/m],
    ['sppt', `${UNITS} --second people`, cells(0, 0), /^difference, s, robust_s: empty \(no-events\)/m],
    ['breaks', UNITS, cells(0, 0), /^No class/m],
    ['dispersion', SERIES, cube(12, () => 0), /^dispersion-assumed: .*no-crime/m],
    // a step in which all values are equal has no z
    ['emerging', SERIES, cube(12, (row, step) => (step === 3 ? 0 : (row * 5 + step) % 7)), /empty in 7 rows \(step-without-z\)/],
    ['persistence', SERIES, cube(12, () => 0), null],
    ['seasonal-kendall', SERIES, 'id,a\nx,1\n', /empty in 1 row \(too-few-steps\)/],
    ['change-point', SERIES, 'id,a,b\nx,1,\n', /empty in 1 row \(too-few-steps\)/],
    [
      'mann-kendall',
      `${SERIES} --hamed-rao`,
      `id,${Array.from({ length: 25 }, (_, step) => `s${step}`).join(',')}\nx,${'1,2,'.repeat(12)}\n`,
      /empty in 1 row \(gaps\)/,
    ],
    ['centrography', '--points t.csv', 'x,y\n5,5\n5,5\n', /^bearing: empty in 1 row \(one-place\)/m],
    ['kde', '--points t.csv --at at.csv --nearest 2', 'x,y\n0,0\n0,0\n', /empty in 1 row \(events-on-one-place\)/],
    ['dual-kde', '--points t.csv --base t.csv --at at.csv --bandwidth 5 --least-base 9', 'x,y\n0,0\n1,1\n', /\(base-too-thin\)/],
  ] as const)('%s %s: %j', async (name, words, text, note) => {
    const { code, stdout, stderr } = await stat(`${name} ${words}`, { 't.csv': text, 'at.csv': AT })
    expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
    expect(stdout).not.toMatch(/NaN|Infinity/)
    if (note === null) expect(stdout).not.toMatch(/,,|,$/m)
    else expect(stderr).toMatch(note)
  })
})

describe('a named error, with file and line where a file is to blame', () => {
  it.each([
    ['gistar', CELLS, cells(1, 'NaN', 3), { code: 'value-not-finite', file: 't.csv', line: 3, column: 'n', value: 'NaN' }],
    ['moran', CELLS, cells(1, 'Inf', 3), { code: 'value-not-finite', line: 3 }],
    ['gi', CELLS, cells(1, '1e999', 3), { code: 'value-not-finite', line: 3 }],
    ['local-moran', CELLS, cells(1, '', 3), { code: 'value-not-finite', line: 3 }],
    ['mann-kendall', SERIES, 'id,a,b\nx,1,2\ny,1,inf\n', { code: 'value-not-finite', line: 3, column: 'b', value: 'inf' }],
    [
      'emerging',
      SERIES,
      cube(12, (row, step) => (row + step) % 5).replace(/,\d\n/, ',\n'),
      { code: 'value-not-finite', line: 2, column: 'm11' },
    ],
    ['general-g', CELLS, cells(-1, 2, 3, 4, 5), { code: 'value-out-of-range', line: 2, column: 'n', value: '-1' }],
    ['exceedance', RATES, cells(1, -2, 3), { code: 'value-out-of-range', file: 't.csv', line: 3, column: 'n', value: '-2' }],
    [
      'eb-rates',
      `${UNITS} --exposure people`,
      'id,n,people\na,1,9\nb,1,-9\n',
      { code: 'value-out-of-range', line: 3, column: 'people' },
    ],
    ['scan', RATES, `cell,n,people\n${B},1,5\n${A},1,0\n`, { code: 'table-invalid', line: 3, column: 'people', value: '0' }],
    ['scan', RATES, cells(2, 0.5, 3), { code: 'count-invalid', file: 't.csv', line: 3, column: 'n', value: '0.5' }],
    ['sppt', `${UNITS} --second people`, cells(0.5, 1), { code: 'count-invalid', file: 't.csv', line: 2, column: 'n' }],
    [
      'dispersion',
      SERIES,
      'id,a,b,c\ny,1,2,3\nx,1,2,0.5\n',
      { code: 'count-invalid', file: 't.csv', line: 3, column: 'c', value: '0.5' },
    ],
    ['dispersion', SERIES, 'id,a,b\nx,1,\ny,NA,2\n', { code: 'series-too-short', file: 't.csv' }],
    ['concentration', UNITS, cells(-1, 1), { code: 'value-out-of-range', file: 't.csv', line: 2, column: 'n' }],
    // whole numbers a double rounds
    [
      'gistar',
      CELLS,
      cells(1, '9007199254740993', 3),
      { code: 'value-out-of-range', line: 3, column: 'n', value: '9007199254740993' },
    ],
    ['mann-kendall', SERIES, 'id,a,b\nx,1,9007199254740992\n', { code: 'value-out-of-range', line: 2, column: 'b' }],
    ['scan', RATES, cells(1, '1e20', 3), { code: 'value-out-of-range', line: 3, column: 'n', value: '1e20' }],
    // powers that no double holds
    ['seasonal-kendall', SERIES, 'id,a,b,c\nx,1,2,-1e308\n', { code: 'value-out-of-range', line: 2, column: 'c' }],
    [
      'centrography',
      '--points t.csv --weight w',
      'x,y,w\n1,1,1\n0,0,1e308\n',
      { code: 'value-out-of-range', line: 3, column: 'w' },
    ],
    // more events than can be dealt out
    ['scan', RATES, cells(1e15, 2, 3), { code: 'value-out-of-range', file: 't.csv', column: 'n', value: '1000000000000005' }],
    ['concentration', UNITS, cells(1e15, 2), { code: 'value-out-of-range', column: 'n' }],
    ['sppt', `${UNITS} --second people`, cells(1e15, 2), { code: 'value-out-of-range', column: 'n' }],
    // the first fault of the file, though rows are sorted by id
    ['gistar', CELLS, `cell,n\n${FAR},x\n${A},y\n`, { code: 'value-not-finite', line: 2, value: 'x' }],
    ['fdr', UNITS, 'id,n\nz,2\na,3\n', { code: 'value-out-of-range', line: 2, value: '2' }],
    // twice
    ['mann-kendall', SERIES, 'id,a,b\nx,1,2\ny,1,2\nx,3,4\n', { code: 'table-invalid', line: 4, column: 'id', value: 'x' }],
    [
      'sppt',
      `${UNITS} --second people`,
      'id,n,people\nx,1,2\nx,1,2\n',
      { code: 'table-invalid', line: 3, column: 'id', value: 'x' },
    ],
    ['mann-kendall', SERIES, 'id,a,a\nx,1,2\n', { code: 'table-invalid', line: 1, column: 'a' }],
    ['breaks', UNITS, 'id,n,n\nx,1,2\n', { code: 'table-invalid', line: 1, column: 'n' }],
    ['fdr', UNITS, cells(0.5, 1.5), { code: 'value-out-of-range', line: 3, value: '1.5' }],
    // unequal lengths
    ['gistar', CELLS, `cell,n\n${A},1\n${B}\n${RING[0]},2\n`, { code: 'table-invalid', line: 3 }],
    ['mann-kendall', SERIES, 'id,a,b\nx,1,2\ny,1\n', { code: 'table-invalid', line: 3 }],
    ['mann-kendall', SERIES, 'id\nx\n', { code: 'column-missing', file: 't.csv' }],
    ['emerging', SERIES, 'name,cell,a\nx,89195d2a8cbffff,1\n', { code: 'cell-invalid', line: 2, column: 'name', value: 'x' }],
    ['emerging', SERIES, cube(9, (row, step) => (row + step) % 5), { code: 'series-too-short', file: 't.csv' }],
    ['persistence', SERIES, cube(1, (row) => row), { code: 'series-too-short' }],
    ['mann-kendall', `${SERIES} --hamed-rao`, 'id,a,b\nx,1,2\n', { code: 'series-too-short' }],
    ['breaks', UNITS, 'id,n\n', { code: 'file-empty', file: 't.csv' }],
    ['kde', '--points t.csv --at at.csv', 'x,y\n0,0\n', { code: 'points-too-few' }],
    [
      'kde',
      '--points t.csv --at at.csv --bandwidth 9',
      'x,y\n0,NA\n',
      { code: 'value-not-finite', file: 't.csv', line: 2, column: 'y' },
    ],
    ['kde', '--points t.csv --at at.csv --bandwidth 9', 'lon,lat\n0,52\n', { code: 'coordinates-mixed' }],
    ['kde', '--points t.csv --at at.csv --bandwidth 9', 'e,n\n0,52\n', { code: 'column-missing', file: 't.csv' }],
    ['centrography', '--points t.csv', 'lon,lat\n450000,230000\n', { code: 'coordinates-out-of-range', line: 2 }],
    ['centrography', '--points t.csv', 'x,y\n1,1\n2e8,1\n', { code: 'coordinates-out-of-range', line: 3, column: 'x,y' }],
    ['centrography', '--points t.csv --weight w', 'x,y,w\n1,1,1\n0,0,-1\n', { code: 'value-out-of-range', line: 3, column: 'w' }],
    ['centrography', '--points t.csv --weight w', 'x,y,w\n1,1,0\n', { code: 'points-too-few' }],
    ['knox', '--points t.csv --space 0,9 --time 0,9', 'x,y,day\n1,1,1\n', { code: 'points-too-few' }],
    ['knox', '--points t.csv --space 0,9 --time 0,9', 'x,y,day\n1,1,1\n1,1,2\n2,2,3\n', { code: 'points-snapped' }],
    [
      'knox',
      '--points t.csv --space 0,9 --time 0,9',
      'x,y,day\n1,1,1\n2,2,0.5\n',
      { code: 'time-not-whole', line: 3, column: 'day' },
    ],
    [
      'knox',
      '--points t.csv --space 0,9 --time 0,9',
      'x,y,day\n1,1,2024-02-28\n2,2,2024-02-31\n',
      { code: 'time-not-whole', value: '2024-02-31' },
    ],
  ] as const)('%s %s: %j', async (name, words, text, error) => {
    const files = { 't.csv': text, 'at.csv': AT }
    const json = await stat(`${name} ${words} --json`, files)
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { ...error, hint: expect.stringMatching(/\w/) } })
    expect(json.code).toBe(1)
  })

  it.each([
    ['gistar', `${CELLS} --permutations 0`, '--permutations'],
    ['gi', `${CELLS} --permutations -1`, '--permutations'],
    ['change-point', `${SERIES} --permutations 0`, '--permutations'],
    ['knox', '--points t.csv --space 0,9 --time 0,9 --permutations 0', '--permutations'],
    ['gistar', `${CELLS} --alpha 0`, '--alpha'],
    ['local-moran', `${CELLS} --alpha 1`, '--alpha'],
    ['fdr', `${UNITS} --alpha 1.5`, '--alpha'],
    ['emerging', `${SERIES} --alpha x`, '--alpha'],
    ['gistar', `${CELLS} --ring 0`, '--ring'],
    ['gistar', `${CELLS} --seed -1`, '--seed'],
    ['scan', `${RATES} --seed 4294967296`, '--seed'],
    ['change-point', `${SERIES} --seed -1`, '--seed'],
    ['concentration', `${UNITS} --seed -1`, '--seed'],
    ['knox', '--points p.csv --space 0,9 --time 0,9 --seed -1', '--seed'],
    ['eb-rates', `${RATES} --phi -1`, '--phi'],
    ['scan', `${RATES} --phi 0.5`, '--phi'],
    ['moran', `${CELLS} --ring 6`, '--ring'],
    ['moran', `${CELLS} --moments total`, '--moments'],
    ['general-g', `${CELLS} --moments normality`, '--moments'],
    ['local-moran', `${CELLS} --moments normality`, '--moments'],
    ['local-moran', `${CELLS} --divisor 2`, '--divisor'],
    ['eb-rates', `${RATES} --phi 0`, '--phi'],
    ['scan', `${RATES} --nearest 5`, '--nearest'],
    ['scan', `${RATES} --shape flexible --max-share 0.2`, '--max-share'],
    ['scan', `${RATES} --max-share 0.9`, '--max-share'],
    ['kde', '--points p.csv --at at.csv --bandwidth wide', '--bandwidth'],
    ['kde', '--points p.csv --at at.csv --bandwidth 0', '--bandwidth'],
    ['kde', '--points p.csv --at at.csv --bandwidth 5 --nearest 2', '--nearest'],
    ['kde', '--points p.csv --at at.csv --nearest 9', '--nearest'],
    ['knox', '--points p.csv --space 0,x --time 0,9', '--space'],
    ['knox', '--points p.csv --space 9,0 --time 0,9', '--space'],
    ['seasonal-kendall', `${SERIES} --period 1`, '--period'],
  ])('%s %s ends with 2 and option-invalid', async (name, words, column) => {
    const files = {
      't.csv': name === 'emerging' ? cube(12, (row) => row) : cells(0.1, 0.2, 0.3),
      'p.csv': 'x,y,day\n0,0,1\n9,9,2\n',
      'at.csv': AT,
    }
    const json = await stat(
      `${name} ${words} --json`,
      name === 'knox' ? { ...files, 't.csv': files['p.csv'] } : countsFor(name, files),
    )
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: 'option-invalid', column } })
    expect(json.code).toBe(2)
    expect(new EngineError('option-invalid', { column }).message).toContain(`(option ${column})`)
  })

  it.each([
    ['moran', '--value n', '--cells'],
    ['breaks', '--value n', '--values'],
    ['kde', '--points t.csv', '--at'],
    ['dual-kde', '--points p.csv --base p.csv --at at.csv --bandwidth 5', '--least-base'],
    ['knox', '--points p.csv --space 0,1', '--time'],
    ['nearest-neighbour', '--points p.csv', '--area'],
    ['sppt', UNITS, '--second'],
    ['exceedance', CELLS, '--exposure'],
  ])('%s %s ends with 2 and asks for %s', async (name, words, column) => {
    const files = { 't.csv': cells(1, 2, 3), 'p.csv': 'x,y,day\n0,0,1\n9,9,2\n', 'at.csv': AT }
    const json = await stat(`${name} ${words} --json`, name === 'kde' ? { ...files, 't.csv': files['p.csv'] } : files)
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: 'argument-missing', column } })
    expect(json.code).toBe(2)
  })

  it('refuses an area in degrees for points in metres, and one without polygons', async () => {
    const points = 'x,y\n5000,5000\n9000,9000\n'
    const degrees = '{"type":"Polygon","coordinates":[[[-1,52],[0,52],[0,53],[-1,52]]]}'
    const line = '{"type":"LineString","coordinates":[[0,0],[1,1]]}'
    for (const [area, code] of [
      [degrees, 'coordinates-mixed'],
      [line, 'areas-invalid'],
    ]) {
      const run = await stat('nearest-neighbour --points t.csv --area a.geojson', { 't.csv': points, 'a.geojson': area })
      expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(`hexbeat: ${code}:`) })
    }
  })
})

/** scan refuses fractions before it looks at its options. */
function countsFor(name: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return name === 'scan' ? { ...files, 't.csv': cells(1, 2, 3) } : files
}
