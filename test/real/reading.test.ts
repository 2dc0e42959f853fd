import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCrimes } from '../../engine/input/crimes.js'
import { crimeSources } from '../../scripts/node/files.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { SHARED } from '../helpers/shared.js'

const ARCHIVE = `${SHARED}/data/data-police-uk`

function filesOf(force: string, from: string, to: string): string[] {
  const months = readdirSync(ARCHIVE).filter((month) => month >= from && month <= to)
  return months.flatMap((month) =>
    readdirSync(join(ARCHIVE, month))
      .filter((name) => name === `${month}-${force}-street.csv.gz`)
      .map((name) => join(ARCHIVE, month, name)),
  )
}

async function read(paths: readonly string[]) {
  const { sources } = await crimeSources(paths)
  return readCrimes(sources, REFERENCE_TABLES, { categories: null })
}

// The table of the data's own README, but for repeated ids: ours are those within one file, as a plain count of the CSV
// confirms; the README's 5, 1 and 1 (Staffordshire twice, Cleveland 2024) return in another month.
const EXPECTED = [
  ['avon-and-somerset', '2018-01', '2021-09', 44, 620_495, 90.79, 23_111, 14, 124_876, 9_259],
  ['avon-and-somerset', '2024-01', '2024-04', 4, 59_295, 94.63, 13_053, 14, 7_086, 219],
  ['northamptonshire', '2018-10', '2019-02', 5, 32_207, 100, 6_877, 14, 7_427, 55],
  ['northamptonshire', '2024-01', '2024-04', 4, 23_222, 100, 5_995, 14, 3_704, 250],
  ['staffordshire', '2018-10', '2019-02', 5, 47_968, 88.39, 10_027, 14, 13_364, 0],
  ['staffordshire', '2024-01', '2024-04', 4, 33_038, 99.64, 9_079, 14, 3_928, 0],
  ['lancashire', '2018-11', '2019-02', 4, 62_950, 93.63, 14_518, 14, 14_073, 0],
  ['lancashire', '2024-01', '2024-04', 4, 58_881, 96.92, 14_045, 14, 15_206, 1],
  ['cleveland', '2018-10', '2019-02', 5, 40_898, 100, 6_103, 14, 12_138, 0],
  ['cleveland', '2024-01', '2024-04', 4, 28_813, 100, 5_457, 14, 4_788, 0],
  ['city-of-london', '2018-01', '2021-09', 45, 28_761, 92.38, 704, 14, 4_155, 296],
  ['btp', '2018-10', '2018-10', 1, 5_080, 100, 1_176, 13, 5_080, 0],
  ['btp', '2024-01', '2024-01', 1, 6_190, 100, 1_188, 13, 6_190, 0],
  ['northern-ireland', '2018-10', '2018-10', 1, 13_613, 99.57, 7_783, 14, 5_218, 0],
] as const

describe.skipIf(SHARED === null)('reading published files (needs ../shared)', () => {
  it.each(EXPECTED)(
    'accounts for %s %s to %s as counted by others',
    async (force, from, to, files, rows, share, points, kinds, blank, repeated) => {
      const crimes = await read(filesOf(force, from, to))
      const { lng, lat } = crimes.places
      const distinct = new Set(Array.from(lng, (x, p) => `${x} ${lat[p]}`))
      distinct.delete('NaN NaN')
      expect(crimes.files).toHaveLength(files)
      expect(crimes.rows).toMatchObject({ read: rows, used: rows, setAside: {} })
      expect(Number(((crimes.rows.located / rows) * 100).toFixed(2))).toBe(share)
      expect(distinct.size).toBe(points)
      expect(crimes.kindIds).toHaveLength(kinds)
      expect(crimes.files.reduce((sum, file) => sum + file.blankIds, 0)).toBe(blank)
      expect(crimes.files.reduce((sum, file) => sum + file.repeatedIds, 0)).toBe(repeated)
      for (const file of crimes.files) expect(file.months).toEqual([file.name.slice(0, 7)])
    },
  )

  it('folds the 48 files of Avon and Somerset into 35,501 places and 453,563 tallies', async () => {
    const crimes = await read(filesOf('avon-and-somerset', '2018-01', '2024-04'))
    expect(crimes.rows).toEqual({ read: 679_790, used: 679_790, located: 619_476, setAside: {} })
    // counted apart from this project, with a plain CSV reader and sets of whole rows
    expect(crimes.issues.find((issue) => issue.code === 'repeated-ids')?.count).toBe(9_478)
    expect(crimes.files.reduce((sum, file) => sum + file.identicalRows, 0)).toBe(619)
    expect(crimes.places.length).toBe(35_501)
    expect(crimes.tallies.length).toBe(453_563)
    expect(crimes.tallies.count.reduce((a, b) => a + b, 0)).toBe(679_790)
  })

  it('finds all rows of Northamptonshire 2024-01 to 2024-04 used and located', async () => {
    const crimes = await read(filesOf('northamptonshire', '2024-01', '2024-04'))
    expect(crimes.rows).toEqual({ read: 23_222, used: 23_222, located: 23_222, setAside: {} })
  })

  it('refuses a stop-and-search file by name', async () => {
    const path = `${ARCHIVE}/2016-01/${readdirSync(`${ARCHIVE}/2016-01`).find((name) => name.includes('stop-and-search'))}`
    await expect(read([path])).rejects.toMatchObject({ code: 'header-foreign', hint: expect.stringContaining('stop-and-search') })
  })

  it('refuses an outcomes file by name', async () => {
    const path = `${SHARED}/data/metropolitan-burglary-only/2021-10-metropolitan-outcomes.csv.gz`
    await expect(read([path])).rejects.toMatchObject({ code: 'header-foreign', hint: expect.stringContaining('outcomes') })
  })

  it('reads the 36 metropolitan burglary files', async () => {
    const crimes = await read([`${SHARED}/data/metropolitan-burglary-only`])
    expect(crimes.files).toHaveLength(36)
    expect(crimes.rows).toMatchObject({ read: 193_679, used: 193_679, setAside: {} })
    expect(crimes.kindIds).toEqual(['burglary'])
    expect(crimes.files.reduce((sum, file) => sum + file.repeatedIds, 0)).toBe(1_339)
  })
})
