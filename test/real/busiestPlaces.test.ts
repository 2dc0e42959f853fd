import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  applyPlaceDecisions,
  busiestPlaces,
  csv,
  placesTable,
  readCrimes,
  readPlaceDecisions,
  readTextTable,
} from '../../engine/index.js'
import { crimeSources } from '../../scripts/node/files.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { SHARED } from '../helpers/shared.js'

async function crimesOf(force: string) {
  const paths = ['2024-01', '2024-02', '2024-03', '2024-04'].flatMap((month) => {
    const folder = join(`${SHARED}/data/data-police-uk`, month)
    return readdirSync(folder)
      .filter((name) => name.includes(force))
      .map((name) => join(folder, name))
  })
  return readCrimes((await crimeSources(paths)).sources, REFERENCE_TABLES, { categories: null })
}

describe.skipIf(SHARED === null)('busiest points of January to April 2024 (skipped without ../shared)', () => {
  it.each([
    ['cleveland', 5457, 7],
    ['northamptonshire', 5995, 4],
  ])(
    'in %s no published point is proposed as a default geocode: they carry one or two texts',
    async (force, points, institutions) => {
      const { places, tallies } = await crimesOf(force)
      const all = busiestPlaces(places, tallies, 9)
      expect(all).toHaveLength(points)
      expect(Math.max(...all.map(({ texts }) => texts))).toBeLessThanOrEqual(2)
      expect(all.filter(({ proposed }) => proposed === 'located-by-default')).toEqual([])
      expect(all.slice(0, 50).filter(({ proposed }) => proposed === 'institution')).toHaveLength(institutions)
    },
  )

  it('finds every place again in the file it has written', async () => {
    const crimes = await crimesOf('cleveland')
    const { places, tallies } = crimes
    const file = new TextDecoder().decode(csv(placesTable(busiestPlaces(places, tallies, 9), places, null), false))
    const decided = new TextEncoder().encode(file.replaceAll(/,,,$/gm, ',by-default,,'))
    const { issues, places: after } = applyPlaceDecisions(crimes, readPlaceDecisions(readTextTable(decided, 'places.csv')))
    const told = issues.filter(({ code }) => code === 'decision-without-place' || code === 'located-by-default')
    const found = busiestPlaces(after, tallies, 9).filter(({ byDefault }) => byDefault)
    expect(found).toHaveLength(50)
    expect(told).toMatchObject([{ code: 'located-by-default', count: found.reduce((sum, { count }) => sum + count, 0) }])
  })
})
