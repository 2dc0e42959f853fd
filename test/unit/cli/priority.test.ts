import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { box, polygon, STREET_HEADER, streetRow } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

/** Twelve LSOAs of 1,000 people in two columns of six; the first of each column has most need and crime. */
const LSOAS = Array.from({ length: 12 }, (_, k) => ({
  code: `E010000${String(k + 10)}`,
  corners: box(-1.22 + 0.02 * (k % 2), 52.6 + 0.01 * Math.floor(k / 2), -1.2 + 0.02 * (k % 2), 52.61 + 0.01 * Math.floor(k / 2)),
}))

function write(folder: string): void {
  mkdirSync(join(folder, 'crime'))
  for (const month of ['2024-01', '2024-02']) {
    const rows = LSOAS.flatMap(({ corners: [[west, south]] }, k) =>
      Array.from({ length: k < 2 ? 12 : 2 }, (_, row) =>
        streetRow({
          id: `${month}-${k}-${row}`,
          month,
          lng: (west + 0.01).toFixed(6),
          lat: (south + 0.005).toFixed(6),
          type: row % 2 === 0 ? 'Burglary' : 'Anti-social behaviour',
        }),
      ),
    )
    writeFileSync(join(folder, `crime/${month}-smallshire-street.csv`), `${[STREET_HEADER, ...rows].join('\n')}\n`)
  }
  const features = LSOAS.map(({ code, corners }) => ({
    type: 'Feature',
    properties: { LSOA21CD: code, LSOA21NM: `Smallshire ${code.slice(-2)}` },
    geometry: polygon(corners),
  }))
  writeFileSync(join(folder, 'lsoas.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  const ranks = LSOAS.map(({ code }, k) => [code, ...[3, 5, 7, 11].map((step) => 10 + k * 100 + step)].join(','))
  writeFileSync(
    join(folder, 'deprivation.csv'),
    `${['lsoa21_code,income_rank,employment_rank,education_rank,health_rank', ...ranks].join('\n')}\n`,
  )
  writeFileSync(
    join(folder, 'people.csv'),
    `${['lsoa21_code,residents', ...LSOAS.map(({ code }) => `${code},1000`)].join('\n')}\n`,
  )
}

describe('hexbeat priority', () => {
  let folder = ''
  beforeEach(() => {
    folder = temporaryFolder()
    write(folder)
  })
  const priority = (...words: string[]) =>
    runCli(
      [
        'priority',
        'crime',
        '--lsoas',
        'lsoas.geojson',
        '--deprivation',
        'deprivation.csv',
        '--population',
        'people.csv',
        ...words,
      ],
      folder,
    )

  it('prints the answer and writes the whole folder, with its own tables', async () => {
    const { code, stdout, stderr } = await priority('--size', '1000-2000', '--draws', '100', '--area-draws', '20', '--out', 'out')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('Highest-need area: 2 LSOAs: Smallshire 10 and Smallshire 11; 2,000 residents')
    expect(stdout).toContain('Rankings support a decision')
    const names = readdirSync(join(folder, 'out'))
    expect(names).toEqual(expect.arrayContaining(['cells.csv', 'priority.csv', 'priority-areas.geojson', 'factor-checks.csv']))
    const document = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(document.priority.options).toMatchObject({ draws: 100, areaDraws: 20, size: [1000, 2000] })
    const [head, first] = readFileSync(join(folder, 'out/priority-areas.csv'), 'utf8').split('\n')
    expect(head.startsWith('id,role,where,lsoas,lsoa_codes')).toBe(true)
    expect(first).toContain('E01000010 E01000011')
  })

  it('ranks town centres beside with as many re-runs, and never by the score', async () => {
    const features = LSOAS.slice(0, 3).map(({ corners }, k) => ({
      type: 'Feature',
      properties: { code: `T${k}`, name: `Centre ${k}` },
      geometry: polygon(corners),
    }))
    writeFileSync(join(folder, 'centres.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
    const words = ['--areas', 'town-centre=centres.geojson', '--size', '1000-2000', '--draws', '120', '--area-draws', '20']
    const { code, stdout } = await priority(...words, '--out', 'out')
    expect(code).toBe(0)
    expect(stdout).toContain('re-runs in tier 1 of 120')
    const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
    expect(JSON.parse(read('analysis.json'))['town-centres'].draws).toBe(120)
    expect(read('priority.csv')).not.toContain('town-centre')
    expect(read('town-centre.csv').split('\n')[0]).not.toContain('score')
  })

  it.each([
    [['--size', '12000-6000'], 2, 'option-invalid'],
    [['--size', 'large'], 2, 'option-invalid'],
    [['--size', '50-60'], 1, 'area-size-unmet'],
    [['--inside', 'lpa'], 2, 'option-invalid'],
    [['--weights', 'harm=0.5'], 1, 'factor-weights-invalid'],
    [['--weights', 'harm=-1', '--weights', 'volume=2'], 1, 'factor-weights-invalid'],
    [['--swing', 'harm=50'], 1, 'factor-weights-invalid'],
    [['--swing', 'harm=100', '--weights', 'harm=1'], 2, 'option-invalid'],
    [['--workday', 'people.csv'], 2, 'option-invalid'],
    [['--draws', '0'], 2, 'option-invalid'],
    [['--draws', '1'], 2, 'option --draws, value "1"'],
    [['--area-draws', '3'], 2, 'option --area-draws, value "3"'],
    [['--top', '12'], 2, 'option --top, value "12"). 12 LSOAs are ranked'],
    [['--compactness', '0.5'], 2, 'option --compactness, value "0.5"'],
    [['--compactness', 'round'], 2, 'option --compactness, value "round"'],
    [['--size', '1000-2000', '--compactness', '1.01'], 1, 'option --compactness, value "1.01"'],
    [['--size', '50-60'], 1, 'has 50-60 residents. The nearest that can be had has 1000'],
    [['--inside', 'beat'], 2, 'option --inside, value "beat"'],
    [['--size-in', 'acres'], 2, '--size-in'],
  ])('refuses %j', async (words, exit, error) => {
    const { code, stderr } = await priority(
      ...(words.includes('--draws') ? [] : ['--draws', '100']),
      ...(words.includes('--area-draws') ? [] : ['--area-draws', '20']),
      '--out',
      'refused',
      ...words,
    )
    expect(stderr).toContain(error)
    expect(code).toBe(exit)
    expect(readdirSync(folder)).not.toContain('refused')
  })
})
