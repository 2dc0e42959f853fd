import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/arguments.js'
import { ANALYSE, STAT, VIEW } from '../../../scripts/commandTable.js'

const cwd = join('/', 'force')
const read = (...words: string[]) => readArguments(ANALYSE, words, cwd)

describe('readArguments', () => {
  it('reads every type of flag, with a space or an equals sign', () => {
    expect(
      read(
        'a.csv',
        '--ring',
        '2',
        '--wards=w.geojson',
        '--excel',
        '--categories',
        'burglary, robbery',
        '--areas',
        'lpa=l.geojson',
        '-',
        '--measure=harm',
      ),
    ).toEqual({
      operands: ['a.csv', '-'],
      ring: 2,
      wards: join(cwd, 'w.geojson'),
      excel: true,
      categories: ['burglary', 'robbery'],
      areas: { lpa: join(cwd, 'l.geojson') },
      measure: 'harm',
    })
  })

  it('collects repeatable flags', () => {
    expect(
      read(
        '--deprivation',
        'a',
        '--deprivation',
        'b',
        '--problem=asb',
        '--problem',
        'retail',
        '--areas',
        'lpa=x',
        '--areas',
        'npt=y',
      ),
    ).toEqual({
      operands: [],
      deprivation: [join(cwd, 'a'), join(cwd, 'b')],
      problem: ['asb', 'retail'],
      areas: { lpa: join(cwd, 'x'), npt: join(cwd, 'y') },
    })
  })

  it('takes all after -- as operands', () => {
    expect(read('--', '--ring', 'x')).toEqual({ operands: ['--ring', 'x'] })
  })

  it('takes a harm scheme by name and a harm file by path', () => {
    expect(read('--harm', 'css').harm).toBe('css')
    expect(read('--harm', './my.csv').harm).toBe(join(cwd, 'my.csv'))
  })

  it('names the nearest flag of an unknown one', () => {
    expect(() => read('--wrads', 'x')).toThrow(
      expect.objectContaining({ code: 'option-unknown', value: '--wrads', hint: expect.stringContaining('--wards') }),
    )
  })

  it('says where the flags are listed; those of stat by statistic', () => {
    expect(() => read('--qqqqqqqq')).toThrow('hexbeat analyse --help lists them.')
    expect(() => readArguments(STAT, ['gistar', '--qqqqqqqq'], cwd)).toThrow('hexbeat stat NAME --help lists them.')
  })

  it.each([
    [['--ring', 'one'], '--ring', 'one'],
    [['--ring', '1.5'], '--ring', '1.5'],
    [['--ring='], '--ring', ''],
    [['--measure', 'sum'], '--measure', 'sum'],
    [['--ring', '1', '--ring', '2'], '--ring', '2'],
    [['--excel=yes'], '--excel', 'yes'],
    [['--areas', 'l.geojson'], '--areas', 'l.geojson'],
    [['--areas', 'lpa=a', '--areas', 'lpa=b'], '--areas', 'lpa'],
    [['--wards'], '--wards', undefined],
    [['--wards', '--beats', 'x'], '--wards', undefined],
  ])('refuses %j', (words, column, value) => {
    expect(() => read(...words)).toThrow(
      expect.objectContaining({ code: 'option-invalid', column, value, hint: expect.stringMatching(/\w/) }),
    )
  })

  it('refuses more operands than the command takes', () => {
    expect(() => readArguments(VIEW, ['a', 'b'], cwd)).toThrow(expect.objectContaining({ code: 'option-invalid', value: 'b' }))
  })
})
