import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

// a cell of resolution 9, its six neighbours, and one far from all
const DISK = [
  ...['89195d2a8cbffff', '89195d2ae37ffff', '89195d2ae27ffff', '89195d2a853ffff', '89195d2a8cfffff', '89195d2a8c3ffff'],
  '89195d2a8dbffff',
]
const FAR = '89195d6b0b7ffff'
const cells = (counts: readonly number[], people: readonly number[] = counts.map(() => 100)) =>
  `cell,n,people\n${counts.map((count, row) => `${DISK[row]},${count},${people[row]}`).join('\n')}\n`
const COUNTS = cells([9, 4, 3, 2, 1, 0, 0])
const CELLS = '--cells t.csv --value n'

async function told(words: string, files: Readonly<Record<string, string>> | string) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(typeof files === 'string' ? { 't.csv': files } : files))
    writeFileSync(join(folder, name), text)
  const { stdout } = await runCli(['stat', ...words.split(' '), '--json'], folder)
  const found: {
    ok: boolean
    rows: unknown[][]
    notes: string[]
    warnings: string[]
    explanation: string
    error: { code: string; line?: number; column?: string; hint: string }
  } = JSON.parse(stdout)
  return found
}

const about = (sentences: readonly string[], of: string) => sentences.filter((one) => one.includes(of))

describe('permutations-too-few', () => {
  it('is said of a table in which no row alone could pass, and not of one where it could and none does', async () => {
    // 6 rows with a p (the middle has all for neighbours): 6 x 2/10 and 6 x 2/1000
    expect(about((await told(`gistar ${CELLS} --permutations 9`, COUNTS)).warnings, 'too-few')).toEqual([
      'permutations-too-few: 9 draws give no p_sim below 0.2: no q_sim can be 0.05 or less in 6 rows. That nothing is called here is arithmetic; from 239 draws on a row can be called alone.',
    ])
    const [some] = about((await told(`gistar ${CELLS} --permutations 99`, COUNTS)).warnings, 'too-few')
    expect(some).toContain('a q_sim of 0.05 or less takes at least 3 of the 6 rows near that p together, and 0 are at it')
    for (const draws of [239, 999])
      expect(about((await told(`gistar ${CELLS} --permutations ${draws}`, COUNTS)).warnings, 'too-few')).toEqual([])
  })

  it('of Knox and change points likewise', async () => {
    const pairs = 'x,y,day\n0,0,0\n30,40,1\n1000,0,100\n1030,40,101\n'
    const knox = async (draws: number) =>
      about(
        (await told(`knox --points t.csv --space 0,60,2000 --time 0,2,200 --permutations ${draws}`, pairs)).warnings,
        'too-few',
      )
    expect(await knox(9)).toEqual([
      expect.stringContaining('9 draws give no p_sim below 0.1: no q_sim can be 0.05 or less in 4 rows'),
    ])
    expect(await knox(79)).toEqual([])
    const flat = 'id,a,b,c,d,e,f\nx,1,3,2,3,1,2\ny,5,4,5,4,5,4\nz,1,1,2,1,1,2\n'
    const jump = async (draws: number) =>
      about((await told(`change-point --series t.csv --permutations ${draws}`, flat)).warnings, 'too-few')
    expect(await jump(19)).toEqual([
      expect.stringContaining('19 draws give no p below 0.05: a q of 0.05 or less takes at least 3'),
    ])
    expect(await jump(59)).toEqual([])
  })
})

describe('draws that stop', () => {
  it('are told with the table; --all-draws makes all, and asks for a number', async () => {
    const stopped = await told(`gi ${CELLS} --permutations 199`, COUNTS)
    expect(stopped.notes).toContain(
      'p_sim: in each tail from as many draws as it took to meet 10 as extreme, at most 199; --all-draws makes all of them.',
    )
    const all = await told(`gi ${CELLS} --permutations 199 --all-draws`, COUNTS)
    expect(all.notes).toContain('p_sim: all 199 draws in every row.')
    const sim = (found: typeof all) => found.rows.map((row) => row[8]).filter((p) => p !== null)
    expect(sim(all)).not.toEqual(sim(stopped))
    for (const p of sim(all)) expect(Math.min(1, Math.round(Number(p) * 100) / 100)).toBeCloseTo(Number(p), 12)
    expect((await told(`gi ${CELLS} --all-draws`, COUNTS)).error).toMatchObject({ code: 'option-invalid', column: '--all-draws' })
  })
})

describe('local Moran of total moments', () => {
  it('says whose p the exact and simulated are, and claims no monotone I', async () => {
    const words = `local-moran ${CELLS} --moments total`
    const lag = "p_exact and p_sim are of the neighbours' sum (lag), not of I, and not comparable with z"
    expect(about((await told(words, COUNTS)).warnings, lag)).toHaveLength(1)
    const { explanation } = await told(`${words} --explain`, COUNTS)
    expect(explanation).toContain(lag)
    expect(explanation).not.toContain('monotone')
    const conditional = await told(`local-moran ${CELLS} --explain`, COUNTS)
    expect(conditional.explanation).toContain('with the own value held I is monotone in it')
    expect(about(conditional.warnings, lag)).toEqual([])
  })
})

describe('cells without neighbours', () => {
  it('are counted and the first of them named, in any order of the file', async () => {
    const rows = [`${DISK[0]},1`, `${FAR},3`, `${DISK[1]},2`]
    for (const text of [rows, rows.toReversed()])
      expect((await told(`gistar ${CELLS}`, `cell,n\n${text.join('\n')}\n`)).warnings).toContainEqual(
        expect.stringMatching(`^1 of 3 cells have no neighbour in the table \\(${FAR}\\)\\.`),
      )
    const four = ['89194ad3017ffff', '89195d6b0b7ffff', '891972d958fffff', '89194e69903ffff']
    expect(
      (await told(`moran ${CELLS}`, `cell,n\n${four.map((id, row) => `${id},${row}`).join('\n')}\n`)).warnings,
    ).toContainEqual(
      expect.stringContaining(`4 of 4 cells have no neighbour in the table (${four.toSorted().slice(0, 3).join(', ')}, ...)`),
    )
  })
})

describe('events in units without exposure', () => {
  const text = cells([9, 4, 3, 2, 1, 0, 7], [0, 100, 100, 100, 0, 100, 100])
  it.each(['exceedance', 'eb-rates', 'eb-rates --prior spatial'])(
    '%s says how many, and leaves no figure there',
    async (name) => {
      const { rows, notes } = await told(`${name} ${CELLS} --exposure people`, text)
      expect(notes).toContain('10 events are in units without exposure: in none of the figures, nor in those pooled with them.')
      for (const row of rows)
        if (row[2] === 0) expect(row.slice(3, 5)).toEqual([null, null])
        else expect(row.slice(3, 5)).not.toContain(null)
    },
  )

  it('exceedance of no events at all calls no cell, rather than 0', async () => {
    const { rows } = await told(`exceedance ${CELLS} --exposure people`, cells([0, 0, 0]))
    expect(rows.map((row) => row.slice(3))).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
  })
})

describe('density of other ground than that of the points', () => {
  const files = {
    't.csv': 'x,y\n0,0\n100,90\n40,200\n',
    'far.csv': 'cell,x,y\na,90000,0\nb,90100,50\n',
    'near.csv': 'cell,x,y\na,0,0\nb,900,900\n',
  }
  const [reach, boxes] = ['Every density is 0', 'rectangles around the points and around the places do not meet']
  it('is told from places that are merely quiet', async () => {
    const far = await told('kde --points t.csv --at far.csv --bandwidth 400', files)
    expect([about(far.warnings, reach), about(far.warnings, boxes)].map((one) => one.length)).toEqual([1, 1])
    const near = await told('kde --points t.csv --at near.csv --bandwidth 400', files)
    expect([...about(near.warnings, reach), ...about(near.warnings, boxes)]).toEqual([])
    const dual = await told('dual-kde --points t.csv --base t.csv --at far.csv --bandwidth 400 --least-base 1', files)
    expect([about(dual.warnings, reach), about(dual.warnings, 'around the base')].map((one) => one.length)).toEqual([1, 1])
  })
})

describe('short series', () => {
  it('are those with few measured steps, not few columns', async () => {
    const header = `id,${Array.from({ length: 12 }, (_, step) => `s${step}`).join(',')}`
    const whole = `a,${Array.from({ length: 12 }, (_, step) => step).join(',')}`
    const gaps = `b,1,2,3,4${','.repeat(8)}`
    expect((await told('mann-kendall --series t.csv', `${header}\n${whole}\n${gaps}\n`)).warnings).toContain(
      'In 1 of 2 series under 10 steps were measured: the normal p is rough there.',
    )
    expect(about((await told('mann-kendall --series t.csv', `${header}\n${whole}\n`)).warnings, 'under 10')).toEqual([])
    expect((await told('seasonal-kendall --series t.csv --period 4', `${header}\n${whole}\n${gaps}\n`)).warnings).toContainEqual(
      expect.stringMatching(/^In 1 of 2 series under three periods of 4 steps were measured/),
    )
  })
})

describe('fdr', () => {
  const p = (...values: number[]) => `id,p\n${values.map((value, row) => `t${row},${value}`).join('\n')}\n`
  it('does not say that nothing can pass where rows pass together', async () => {
    const words = 'fdr --values t.csv --value p'
    const together = await told(words, p(0.012, 0.013, 0.014, 0.016, 0.02))
    expect([together.warnings, together.notes]).toEqual([[], ['5 of 5 tests have q below 0.05.']])
    const none = await told(words, p(0.02, 0.3, 0.4, 0.5, 0.6))
    expect(none.warnings).toEqual([
      'The smallest p is 0.02: among 5 tests it is too large for a q below 0.05 by itself, and no rows have one together.',
    ])
    expect((await told(`${words} --method bonferroni`, p(0.012, 0.013, 0.014, 0.016, 0.02))).warnings).toHaveLength(1)
  })
})

describe('concentration beside ground', () => {
  it('says that chance is per unit', async () => {
    const note = 'Chance deals events out equally per unit, not per km2'
    const text = 'id,n,km2\na,5,1\nb,2,3\nc,1,2\n'
    const words = 'concentration --values t.csv --value n --permutations 99'
    expect(about((await told(`${words} --km2 km2`, text)).notes, note)).toHaveLength(1)
    expect(about((await told(words, text)).notes, note)).toEqual([])
  })
})

describe('tables as spreadsheets write them', () => {
  it.each([
    ['gistar', CELLS, COUNTS.replaceAll(',', ';')],
    ['mann-kendall', '--series t.csv', 'id;a;b\nx;1,5;2\n'],
    ['kde', '--points t.csv --at t.csv --bandwidth 9', 'x;y\n1;2\n'],
  ])('%s is told of semicolons', async (name, words, text) => {
    expect((await told(`${name} ${words}`, text)).error).toMatchObject({
      code: 'table-invalid',
      line: 1,
      hint: expect.stringContaining('separated by semicolons'),
    })
  })

  it('reads numbers with blanks round them', async () => {
    const plain = await told('mann-kendall --series t.csv', 'id,a,b,c\nx,1,3,2\ny,,4,5\n')
    expect(await told('mann-kendall --series t.csv', 'id,a,b,c\nx, 1 ,3 ,  2\ny, ,4, 5\n')).toEqual(plain)
  })

  it.each([
    ['"1,000"', 'Thousands separators are not read: write 1000.'],
    ['"-12,345.5"', 'Thousands separators are not read: write -12345.5.'],
    ['"0,5"', 'Give a decimal point: 0.5.'],
    ['1 000', 'Every row needs a number: 0 where nothing happened; leave out rows that are unknown.'],
  ])('says what is wrong with %s', async (text, hint) => {
    expect((await told('breaks --values t.csv --value n', `id,n\na,${text}\n`)).error).toMatchObject({
      code: 'value-not-finite',
      line: 2,
      hint,
    })
    const inSeries = (await told('mann-kendall --series t.csv', `id,a,b\nx,1,${text}\n`)).error
    expect(inSeries.hint).toBe(
      hint.startsWith('Every') ? 'Give a number, or leave the field empty where nothing was measured.' : hint,
    )
  })
})
