import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Analysis, analyse, readAreas, readCrimes } from '../../engine/index.js'
import { busiest } from '../../engine/output/publishedPoints.js'
import { crimeSources } from '../../scripts/node/files.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { SHARED } from '../helpers/shared.js'

describe.skipIf(SHARED === null)('Cleveland, January to April 2024 (skipped without ../shared)', () => {
  let kept: Analysis
  let left: Analysis

  beforeAll(async () => {
    const months = ['2024-01', '2024-02', '2024-03', '2024-04'].map((month) => join(`${SHARED}/data/data-police-uk`, month))
    const paths = months.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.includes('cleveland'))
        .map((name) => join(folder, name)),
    )
    const crimes = await readCrimes((await crimeSources(paths)).sources, REFERENCE_TABLES, { categories: null })
    const wards = readAreas(
      JSON.parse(gunzipSync(readFileSync(`${SHARED}/data/boundaries-detailed/wards-cleveland.geojson.gz`)).toString()),
      { kind: 'ward', file: 'wards' },
    ).areas
    const input = {
      crimes,
      layers: [wards],
      boundary: null,
      deprivation: null,
      population: null,
      lookup: null,
      tables: REFERENCE_TABLES,
      decisions: null,
    }
    // every category together is the hardest case: no problem profile hides an institution
    const all = { id: 'all', label: 'All', rankBy: crimes.kindIds, beside: [], note: '', offences: null }
    const everything = { ...input, tables: { ...REFERENCE_TABLES, problems: [all] } }
    kept = await analyse(everything, { problems: ['all'], institutions: true })
    left = await analyse(everything, { problems: ['all'] })
  })

  /** By the published name, not by our own flag; a street such as Hospital Hill is none. */
  const isInstitution = ({ crimes: { places } }: Analysis, place: number) =>
    /(police|prison|custody|hospital)( station| hq| headquarters)?$/i.test(places.texts[places.text[place]])

  it('has institutions among the 20 busiest points when they are kept', () => {
    expect(kept.hotspots.filter(({ place }) => isInstitution(kept, place)).length).toBeGreaterThan(3)
    expect(kept.hotspots[0].name).toBe('On or near Police Station')
  })

  it('has none among the first 20 places by default, and still 20 places', () => {
    expect(left.hotspots.filter(({ place }) => isInstitution(left, place))).toEqual([])
    expect(left.hotspots).toHaveLength(20)
  })

  it('keeps them in the totals and lists them in data quality', () => {
    expect([...left.cells.columns.volume]).toEqual([...kept.cells.columns.volume])
    expect(
      busiest(left)
        .slice(0, 3)
        .map(({ name, flag }) => `${name} ${flag}`),
    ).toEqual(['Police Station institution', 'Captain Cook Square ', 'Hospital institution'])
  })
})
