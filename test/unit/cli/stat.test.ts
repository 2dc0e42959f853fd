import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STATISTIC_NAMES } from '../../../scripts/commandTable.js'
import { STATISTICS } from '../../../scripts/stat/statistics.js'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

// a cell of resolution 9, then its six neighbours in their order round it
const DISK = [
  '89195d2a8cbffff',
  '89195d2ae37ffff',
  '89195d2ae27ffff',
  '89195d2a853ffff',
  '89195d2a8cfffff',
  '89195d2a8c3ffff',
  '89195d2a8dbffff',
]

const FILES: Readonly<Record<string, string>> = {
  'cells.csv': `cell,count,people\n${DISK.map((cell, row) => `${cell},${[9, 4, 3, 2, 1, 0, 0][row]},${100 * (row + 1)}`).join('\n')}\n`,
  'points.csv': 'x,y,day\n0,0,0\n30,40,1\n1000,0,100\n1030,40,101\n',
  'degrees.csv': 'lon,lat,day\n-1.00,52.00,2024-01-01\n-1.00,52.02,2024-01-02\n-0.98,52.00,2024-05-01\n-0.98,52.02,2024-05-03\n',
  'at.csv': 'cell,x,y\nhere,0,0\nfar,90000,90000\n',
  'square.geojson': '{"type":"Polygon","coordinates":[[[-1000,-1000],[3000,-1000],[3000,3000],[-1000,3000],[-1000,-1000]]]}',
  'series.csv': `id,a,b,c,d,e,f\nup,1,2,3,4,5,6\ngap,3,,1,2,NA,0\nflat,5,5,5,5,5,5\nempty,,,,,,7\n`,
  'sparse.csv': 'id,a,b,c\nx,1,0,2\ny,9,8,7\n',
  'cube.csv': `cell,${Array.from({ length: 12 }, (_, step) => `m${step}`).join(',')}\n${DISK.map((cell, row) => `${cell},${Array.from({ length: 12 }, (_, step) => (row * 5 + step * 3) % 7).join(',')}`).join('\n')}\n`,
  'units.csv': 'id,now,then\na,5,50\n"b, the larger",2,20\nc,1,30\nd,0,0\n',
  'p.csv': 'test,p\none,0.012\ntwo,0.013\nthree,0.014\nfour,0.016\nfive,0.02\nsix,NA\n',
}

/** Runs `hexbeat stat` in a folder with the files above. */
function stat(...words: string[]) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
  return runCli(['stat', ...words], folder)
}

/** The table as rows of numbers where they are numbers. */
async function table(...words: string[]) {
  const { code, stdout, stderr } = await stat(...words, '--json')
  expect([code, stderr]).toEqual([0, ''])
  const found: { columns: string[]; rows: unknown[][]; notes: string[]; warnings: string[] } = JSON.parse(stdout)
  return { ...found, columns: found.columns.join(',') }
}

/** A command that works for each statistic. */
const COMMANDS: Readonly<Record<(typeof STATISTIC_NAMES)[number], { words: string; columns: string }>> = {
  'gistar': { words: '--cells cells.csv --value count', columns: 'cell,value,z,p,q,class,p_exact,q_exact' },
  'gi': { words: '--cells cells.csv --value count', columns: 'cell,value,z,p,q,class,p_exact,q_exact' },
  'local-moran': {
    words: '--cells cells.csv --value count',
    columns: 'cell,value,i,expected,variance,z,p,q,quadrant,p_exact,q_exact',
  },
  'moran': { words: '--cells cells.csv --value count', columns: 'statistic,expected,variance,z,p' },
  'geary': { words: '--cells cells.csv --value count', columns: 'statistic,expected,variance,z,p' },
  'general-g': { words: '--cells cells.csv --value count', columns: 'statistic,expected,variance,z,p' },
  'eb-rates': {
    words: '--cells cells.csv --value count --exposure people',
    columns: 'cell,value,exposure,rate,eb_rate,shrinkage,mean,between',
  },
  'exceedance': { words: '--cells cells.csv --value count --exposure people', columns: 'cell,value,exposure,probability,hot' },
  'scan': {
    words: '--cells cells.csv --value count --exposure people --permutations 19',
    columns: 'cluster,centre,cells,count,expected,relative_risk,ratio,p,members',
  },
  'kde': { words: '--points points.csv --at at.csv --bandwidth 400', columns: 'cell,density_per_m2' },
  'dual-kde': {
    words: '--points points.csv --base points.csv --at at.csv --bandwidth 400 --least-base 1',
    columns: 'cell,ratio,points_per_m2,base_per_m2',
  },
  'nearest-neighbour': {
    words: '--points points.csv --area square.geojson',
    columns: 'n,area_m2,perimeter_m,mean,expected,ratio,z,p,donnelly_expected,donnelly_ratio,donnelly_z,donnelly_p',
  },
  'knox': {
    words: '--points points.csv --space 0,60,2000 --time 0,2,200',
    columns: 'space_from,space_to,time_from,time_to,observed,expected,sd,z,ratio',
  },
  'centrography': {
    words: '--points points.csv',
    columns: 'n,total,mean_x,mean_y,median_x,median_y,standard_distance_m,major_m,minor_m,bearing',
  },
  'mann-kendall': { words: '--series series.csv', columns: 'cell,s,variance,z,p,tau,tau_b,sen_slope' },
  'seasonal-kendall': { words: '--series series.csv --period 2', columns: 'cell,s,variance,z,p,tau,slope' },
  'change-point': {
    words: '--series series.csv --permutations 99',
    columns: 'cell,step,k,p,q,p_approximate,before,after',
  },
  'emerging': { words: '--series cube.csv', columns: 'cell,pattern,trend_z,trend_p,trend_q,hot_steps,cold_steps' },
  'persistence': { words: '--series cube.csv', columns: 'cell,pattern,hot_share,cold_share' },
  'dispersion': { words: '--series cube.csv', columns: 'phi,estimate,block_months,blocks,units,months_left_out' },
  'concentration': {
    words: '--values units.csv --value now --permutations 99',
    columns: 'measure,value,chance_mean,chance_low,chance_high',
  },
  'sppt': { words: '--values units.csv --value now --second then', columns: 'id,first,second,difference,s,robust_s' },
  'breaks': { words: '--values units.csv --value now', columns: 'class,above,up_to,units' },
  'fdr': { words: '--values p.csv --value p', columns: 'id,p,q' },
}

describe('every statistic', () => {
  it.each(STATISTIC_NAMES)('%s writes its columns, the same bytes again, and no field is empty without a note', async (name) => {
    const { words, columns } = COMMANDS[name]
    const first = await stat(name, ...words.split(' '))
    expect(first).toMatchObject({ code: 0 })
    expect(first.stdout.split('\n')[0]).toBe(columns)
    expect(await stat(name, ...words.split(' '))).toEqual(first)
    expect(first.stdout).not.toMatch(/NaN|Infinity|undefined|null/)
    if (/,,|,$/m.test(first.stdout)) expect(first.stderr).toMatch(/empty/)
  })

  it.each(STATISTIC_NAMES)(
    '%s --explain prints formula, conventions, n, mean, S, skewness, zeros and source, no table',
    async (name) => {
      const { words, columns } = COMMANDS[name]
      const { code, stdout, stderr } = await stat(name, ...words.split(' '), '--explain')
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).not.toContain(columns)
      const { does, formula, misleads, source } = STATISTICS[name]
      for (const part of [does, ...formula, misleads, source]) expect(stdout).toContain(part)
      expect(stdout).toMatch(/^Conventions\n {2}\S/m)
      expect(stdout).toMatch(/^ {2}n \d+\n {2}mean \S+\n {2}S \S+ \(divisor n\)\n {2}skewness .*\n {2}zeros \S+ %$/m)
      expect(stdout).toMatch(/^What misleads here\n {2}\S/m)
    },
  )

  it.each(STATISTIC_NAMES)('%s refuses a flag it does not take, and says which it does', async (name) => {
    const foreign = STATISTICS[name].takes.includes('period') ? ['--least-base', '1'] : ['--period', '12']
    const { code, stderr } = await stat(name, ...COMMANDS[name].words.split(' '), ...foreign)
    expect(code).toBe(2)
    expect(stderr).toContain(`option-invalid`)
    for (const flag of STATISTICS[name].takes) expect(stderr).toContain(`--${flag}`)
  })
})

describe('an interrupt', () => {
  it('ends a statistic at once: it works in one go', async () => {
    let asked = 0
    const endAtOnce = () => asked++
    await runCli(['stat', 'none'], '.', { endAtOnce })
    expect(asked).toBe(1)
    await runCli(['analyse'], '.', { endAtOnce })
    expect(asked).toBe(1)
  })
})

describe('help', () => {
  it('of stat lists every statistic with what it does, and no flags', async () => {
    const { code, stdout } = await stat('--help')
    expect(code).toBe(0)
    for (const name of STATISTIC_NAMES) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S.{20}`, 'm'))
    expect(stdout).not.toContain('--cells FILE')
  })

  it.each(STATISTIC_NAMES)('of %s has its own flags, the columns it writes, and an example of its own flags', async (name) => {
    const { code, stdout } = await stat(name, '--help')
    expect(code).toBe(0)
    const listed = [...stdout.matchAll(/^ {2}--(\S+)/gm)].map(([, flag]) => flag)
    const { takes } = STATISTICS[name]
    expect(new Set(listed)).toEqual(new Set([...takes, 'explain', 'help', 'json', 'quiet', 'debug']))
    expect(stdout).toContain(`\nColumns:\n  ${COMMANDS[name].columns.replaceAll(/(mean|median)_lng,.*?_lat/g, '')}`)
    const example = stdout.match(/Example:\n {2}hexbeat stat (\S+) (.*)\n$/)
    expect(example?.[1]).toBe(name)
    for (const [, flag] of example?.[2].matchAll(/--(\S+)/g) ?? []) expect(takes).toContain(flag)
  })

  it('of a name that is none is an error', async () => {
    expect(await stat('morran', '--help')).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean moran?') })
  })
})

describe('warnings', () => {
  it('are on standard error unasked, in the value with --json, and away with --quiet', async () => {
    const words = ['gistar', '--cells', 'cells.csv', '--value', 'count']
    const { stderr } = await stat(...words)
    expect(stderr).toMatch(/^warning: There are 7 cells: under 30 the normal p is rough\.$/m)
    expect(stderr).toMatch(/^warning: Counts with a mean of 2\.714, .* the normal p is descriptive/m)
    expect((await table(...words)).warnings).toContain('There are 7 cells: under 30 the normal p is rough.')
    expect((await stat(...words, '--quiet')).stderr).toBe('')
    expect(JSON.parse((await stat(...words, '--explain', '--json')).stdout).warnings).toHaveLength(3)
  })

  it.each([
    ['exceedance', '--cells cells.csv --value count --exposure people', /^phi is 1 \(Poisson\)/],
    ['scan', '--cells cells.csv --value count --exposure people --permutations 9', /^permutations-too-few: 9/],
    ['knox', '--points points.csv --space 0,60,2000 --time 0,2,200', /^In 4 of 4 rows fewer than 5 pairs are expected/],
    [
      'knox',
      '--points points.csv --space 0,60,2000 --time 0,2,200 --permutations 9',
      /^permutations-too-few: 9 draws .* from 79 draws on/,
    ],
    ['mann-kendall', '--series series.csv', /^In 4 of 4 series under 10 steps/],
    ['mann-kendall', '--series series.csv', /^In 1 of 4 series over half of the pairs of steps tie/],
    ['change-point', '--series series.csv --permutations 9', /^permutations-too-few: 9 draws .* in 3 rows/],
    ['sppt', '--values units.csv --value then --second now', /^2 events an area on average in the smaller/],
    ['nearest-neighbour', '--points points.csv --area square.geojson', /^There are 4 points/],
    ['dispersion', '--series series.csv', /under 5 events in all/],
  ])('%s %s: %s', async (name, words, warning) => {
    const files = name === 'dispersion' ? words.replace('series.csv', 'sparse.csv') : words
    expect((await table(name, ...files.split(' '))).warnings).toContainEqual(expect.stringMatching(warning))
  })

  it('say of months by name what a test for a trend needs: whole years and counts per day', async () => {
    const folder = temporaryFolder()
    const months = Array.from(
      { length: 13 },
      (_, month) => `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
    )
    const text = `id,${months.join(',')}\na,${months.map((_, month) => (month === 12 ? 1 : 20 + month)).join(',')}\n`
    writeFileSync(join(folder, 'months.csv'), text)
    const of = async (name: string) =>
      JSON.parse((await runCli(['stat', name, '--series', 'months.csv', '--json'], folder)).stdout).warnings.join('\n')
    expect(await of('mann-kendall')).toMatch(/13 months are not whole years.*\n.*Divide by the days/)
    expect(await of('mann-kendall')).toMatch(/The last step holds 1, the middle one of the others 26/)
    // months are compared with their like, and phi is of whole counts
    expect(await of('seasonal-kendall')).not.toMatch(/days|whole years/)
    expect(await of('dispersion')).not.toMatch(/days|whole years/)
    expect((await table('mann-kendall', '--series', 'series.csv')).warnings.join()).not.toMatch(/days|whole years/)
  })
})

describe('dispersion of counts that were not all measured', () => {
  it('takes the months measured in every unit, and no empty field as 0', async () => {
    const folder = temporaryFolder()
    const run = async (text: string) => {
      writeFileSync(join(folder, 'd.csv'), text)
      return JSON.parse((await runCli(['stat', 'dispersion', '--series', 'd.csv', '--json'], folder)).stdout)
    }
    const whole = await run('id,b,c,d\nx,2,8,4\ny,6,5,9\n')
    // 10 of 17 by row, 8, 13, 13 by block: sum (y - mu)^2/mu over 2 degrees of freedom
    const [rows, cols] = [
      [14, 20],
      [8, 13, 13],
    ]
    const seen = [
      [2, 8, 4],
      [6, 5, 9],
    ]
    const phi =
      seen
        .flatMap((own, i) => own.map((y, b) => (y - (rows[i] * cols[b]) / 34) ** 2 / ((rows[i] * cols[b]) / 34)))
        .reduce((a, b) => a + b) / 2
    expect(whole.rows[0][1]).toBeCloseTo(phi, 12)
    const gap = await run('id,a,b,c,d\nx,7,2,8,4\ny,NA,6,5,9\nz,,,,\n')
    expect(gap.rows[0].slice(0, 2)).toEqual(whole.rows[0].slice(0, 2))
    expect(gap.notes).toEqual([
      '5 counts were not measured: 3 of 4 months are used, those measured in every unit.',
      'Units left out, as nothing of them was measured: 1.',
    ])
  })
})

describe('values by hand', () => {
  it('Gi* of the middle: all cells are its neighbours, so z is empty and the note says why', async () => {
    const { rows, notes } = await table('gistar', '--cells', 'cells.csv', '--value', 'count')
    expect(rows[0].slice(0, 3)).toEqual([DISK[0], 9, null])
    expect(notes).toContainEqual(expect.stringMatching(/^z, p, q, class: empty in 1 row \(all-neighbours\)/))
  })

  it('local Moran gives a cell at the mean no p of any kind', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'mean.csv'),
      `cell,n\n${DISK.map((cell, row) => `${cell},${row === 0 ? 2 : row < 4 ? 1 : 3}`).join('\n')}\n`,
    )
    const { stdout } = await runCli(['stat', 'local-moran', '--cells', 'mean.csv', '--value', 'n', '--json'], folder)
    const { columns, rows } = JSON.parse(stdout)
    expect(['z', 'p', 'q', 'p_exact', 'q_exact'].map((column) => rows[0][columns.indexOf(column)])).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(rows[1][columns.indexOf('p_exact')]).toBeGreaterThan(0)
  })

  it('gives Gi* and Gi the exact p of two events among seven cells, counted by hand', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'two.csv'), `cell,n\n${DISK.map((cell, row) => `${cell},${row < 2 ? 1 : 0}`).join('\n')}\n`)
    const pExact = async (name: string, row: number) => {
      const { stdout } = await runCli(['stat', name, '--cells', 'two.csv', '--value', 'n', '--json'], folder)
      return JSON.parse(stdout).rows[row][6]
    }
    // the cell with its three neighbours holds both: C(4,2) of C(7,2) arrangements do; doubled
    expect(await pExact('gistar', 1)).toBeCloseTo((2 * 6) / 21, 12)
    // its neighbours hold the other one: as many do as do not
    expect(await pExact('gi', 1)).toBe(1)
    // the neighbours of the next cell hold both: C(3,2) of C(6,2); doubled
    expect(await pExact('gi', 2)).toBeCloseTo((2 * 3) / 15, 12)
    // around the middle are all other cells
    expect(await pExact('gi', 0)).toBeNull()
  })

  it('local Moran has quadrants by name and the divisor n - 1 as (n - 1)/n times I', async () => {
    const n = await table('local-moran', '--cells', 'cells.csv', '--value', 'count')
    const less = await table('local-moran', '--cells', 'cells.csv', '--value', 'count', '--divisor', 'n-1')
    n.rows.forEach((row, at) => {
      expect(Number(less.rows[at][2])).toBeCloseTo((Number(row[2]) * 6) / 7, 12)
      expect(['HH', 'HL', 'LH', 'LL']).toContain(row[8])
    })
  })

  it('simulated p come last, with draws that depend on the seed', async () => {
    const words = ['gi', '--cells', 'cells.csv', '--value', 'count', '--permutations', '99']
    const one = await table(...words)
    expect(one.columns).toBe('cell,value,z,p,q,class,p_exact,q_exact,p_sim,q_sim')
    expect(await table(...words, '--seed', '1')).toEqual(one)
    expect((await table(...words, '--seed', '2')).rows).not.toEqual(one.rows)
    expect(one.warnings).toContainEqual(expect.stringMatching(/^permutations-too-few/))
  })

  it('the quartic density on a point is 3/(pi h^2), plus that of a neighbour 50 m away', async () => {
    const { rows } = await table('kde', '--points', 'points.csv', '--at', 'at.csv', '--bandwidth', '400')
    const peak = 3 / (Math.PI * 400 ** 2)
    expect(rows[0][0]).toBe('here')
    expect(Number(rows[0][1]) / (peak * (1 + (1 - (50 / 400) ** 2) ** 2))).toBeCloseTo(1, 12)
    expect(rows[1]).toEqual(['far', 0])
  })

  it('says which plane degrees were projected to; its distances are those of the ground', async () => {
    const { rows, notes, columns } = await table('centrography', '--points', 'degrees.csv')
    expect(columns).toContain('mean_lng,mean_lat')
    expect(notes).toEqual([expect.stringContaining('Lambert azimuthal, WGS84, centre -1 52')])
    expect(rows[0][2]).toBeCloseTo(-0.99, 8)
    expect(Number(rows[0][3])).toBeCloseTo(52.01, 5)
    // 0.02 degrees: 2,225.2 m of meridian and 1,373.2 m of parallel on the ellipsoid at 52.01
    expect(Number(rows[0][6])).toBeCloseTo(Math.hypot(2225.2, 1373.2) / 2, 0)
  })

  it('Knox: two pairs at once near in space and time, of three ways to pair the days', async () => {
    const { rows } = await table('knox', '--points', 'points.csv', '--space', '0,60,2000', '--time', '0,2,200')
    // 2 near pairs of 6, 2 short gaps of 6
    expect(rows[0].slice(0, 5)).toEqual([0, 60, 0, 2, 2])
    expect(rows[0][5]).toBeCloseTo(2 / 3, 12)
    // all or nothing: 2 with probability 1/3
    expect(rows[0][6]).toBeCloseTo(Math.sqrt(4 / 3 - 4 / 9), 12)
    expect(rows.map((row) => row[4])).toEqual([2, 0, 0, 4])
  })

  it('Knox permutes dates within their quarter and whole numbers over the period, and says so', async () => {
    const bands = ['--space', '0,3000', '--time', '0,3', '--permutations', '9']
    expect((await table('knox', '--points', 'degrees.csv', ...bands)).notes.join(' ')).toContain('within their calendar quarter')
    expect((await table('knox', '--points', 'points.csv', ...bands)).notes.join(' ')).toContain('over the whole period')
  })

  it('Mann-Kendall: rise, gaps, constant and a single step', async () => {
    const { rows, notes } = await table('mann-kendall', '--series', 'series.csv')
    expect(rows[0].slice(0, 3)).toEqual(['up', 15, (6 * 5 * 17) / 18])
    expect(rows[0].slice(5)).toEqual([1, 1, 1])
    // 3 1 2 0 at steps 0 2 3 5: one rise in six pairs
    expect(rows[1].slice(0, 3)).toEqual(['gap', -4, (4 * 3 * 13) / 18])
    expect(rows[2]).toEqual(['flat', 0, 0, 0, 1, 0, null, 0])
    expect(rows[3]).toEqual(['empty', 0, 0, null, null, null, null, null])
    expect(notes).toEqual([
      '7 values were not measured and are left out.',
      expect.stringContaining('tau_b'),
      expect.stringMatching(/^tau_b: empty in 1 row \(constant\)/),
    ])
  })

  it('a change point is named by the header of its first step', async () => {
    const { rows } = await table('change-point', '--series', 'series.csv', '--permutations', '99')
    expect(rows[0].slice(0, 3)).toEqual(['up', 'd', 9])
    expect(rows[0].slice(6)).toEqual([2, 5])
    expect(rows[2].slice(1, 4)).toEqual([null, 0, 1])
  })

  it('fdr: five tests at 0.02, and one without a p that does not count', async () => {
    const { rows, notes } = await table('fdr', '--values', 'p.csv', '--value', 'p')
    expect(rows.map((row) => row[2])).toEqual([0.02, 0.02, 0.02, 0.02, 0.02, null])
    expect(notes).toEqual([expect.stringContaining('not-measured'), '5 of 5 tests have q below 0.05.'])
    const strict = await table('fdr', '--values', 'p.csv', '--value', 'p', '--method', 'bonferroni')
    expect(strict.rows[0][2]).toBeCloseTo(0.06, 12)
  })

  it('Gini of 5, 2, 1, 0 and the units that hold half', async () => {
    const { rows } = await table('concentration', '--values', 'units.csv', '--value', 'now', '--permutations', '99')
    const of = (name: string) => rows.find(([measure]) => measure === name)?.[1]
    // 2 (1 x 0 + 2 x 1 + 3 x 2 + 4 x 5)/(4 x 8) - 5/4
    expect(of('gini')).toBeCloseTo(0.5, 12)
    expect(of('units_holding_50')).toBe(1)
    expect(of('share_holding_80')).toBe(0.5)
  })

  it('breaks: one class for each of few values', async () => {
    const { rows } = await table('breaks', '--values', 'units.csv', '--value', 'now')
    expect(rows).toEqual([
      [1, 0, 1, 1],
      [2, 1, 2, 1],
      [3, 2, 5, 1],
    ])
  })

  it('eb-rates of areas go by id, those of cells by cell', async () => {
    expect((await table('eb-rates', '--values', 'units.csv', '--value', 'now', '--exposure', 'then')).notes).toEqual(
      expect.arrayContaining([expect.stringMatching(/^rate, eb_rate, shrinkage: empty in 1 row \(no-exposure\)/)]),
    )
  })
})

describe('output', () => {
  it('quotes text with commas, and prints every digit a double has', async () => {
    const { stdout } = await stat('sppt', '--values', 'units.csv', '--value', 'now', '--second', 'then')
    expect(stdout).toContain('\n"b, the larger",2,20,')
    const density = (await stat('kde', '--points', 'points.csv', '--at', 'at.csv', '--bandwidth', '400')).stdout
    const text = density.split('\n')[1].split(',')[1]
    const { rows } = await table('kde', '--points', 'points.csv', '--at', 'at.csv', '--bandwidth', '400')
    expect(text).toBe(String(rows[0][1]))
    expect(Number(text)).not.toBe(Number(Number(text).toPrecision(14)))
  })

  it('keeps notes on standard error, inside the value with --json, and away with --quiet', async () => {
    const words = ['mann-kendall', '--series', 'series.csv']
    expect((await stat(...words)).stderr).toContain('not measured')
    expect((await stat(...words, '--quiet')).stderr).toBe('')
    expect(JSON.parse((await stat(...words, '--json')).stdout)).toMatchObject({ ok: true, notes: expect.any(Array) })
    expect(JSON.parse((await stat(...words, '--json', '--explain')).stdout)).toMatchObject({
      ok: true,
      explanation: expect.stringContaining('Mann-Kendall'),
    })
  })

  it('says in --explain what misleads with the very values: zeros, no exact p, snapped points', async () => {
    const zeros = await stat('gistar', '--cells', 'cells.csv', '--value', 'count', '--explain')
    expect(zeros.stdout).toMatch(/28\.57 % zeros.*normal p is descriptive.*false rejections/)
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'harm.csv'), `cell,harm\n${DISK.map((cell, row) => `${cell},${row / 2}`).join('\n')}\n`)
    writeFileSync(join(folder, 'snapped.csv'), 'x,y,day\n0,0,1\n0,0,2\n5,5,3\n')
    const harm = await runCli(['stat', 'gistar', '--cells', 'harm.csv', '--value', 'harm', '--explain'], folder)
    expect(harm.stdout).toContain('there is no exact p')
    const snapped = await runCli(['stat', 'centrography', '--points', 'snapped.csv', '--explain'], folder)
    expect(snapped.stdout).toContain('66.67 % of the 3 points share a position')
  })
})
