import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { joinOutcomes } from '../../engine/input/outcomeJoin.js'
import { readOutcomes } from '../../engine/input/outcomes.js'
import { readSearches } from '../../engine/input/stopSearch.js'
import type { Activity } from '../../engine/types.js'
import { crimeSources } from '../../scripts/node/files.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { SHARED } from '../helpers/shared.js'

const DATA = `${SHARED}/data`

const sourcesOf = async (paths: readonly string[]) => (await crimeSources(paths)).sources

function byKind({ tallies, kindIds }: Activity): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let row = 0; row < tallies.length; row++) {
    const id = kindIds[tallies.kind[row]]
    counts[id] = (counts[id] ?? 0) + tallies.count[row]
  }
  return counts
}

describe.skipIf(SHARED === null)('published activity (needs ../shared)', () => {
  it('reads a month of searches without any location', async () => {
    const path = join(DATA, 'data-police-uk/2016-01/2016-01-metropolitan-stop-and-search.csv.gz')
    const searches = await readSearches(await sourcesOf([path]), REFERENCE_TABLES.places)
    expect(searches.rows).toEqual({ read: 15_026, used: 15_026, located: 0, setAside: {} })
    expect(searches.places.length).toBe(1)
  })

  it('reads searches with latitude first, by object and London month', async () => {
    const path = join(DATA, 'data-police-uk/2021-10/2021-10-metropolitan-stop-and-search.csv.gz')
    const searches = await readSearches(await sourcesOf([path]), REFERENCE_TABLES.places)
    expect(searches.rows).toEqual({ read: 18_129, used: 18_129, located: 16_252, setAside: {} })
    // the first 17 rows are of 30 September by UTC, after 23:00, which is October in London
    expect(searches.files[0].months).toEqual(['2021-10'])
    // counted by a plain reader of CSV
    expect(byKind(searches)).toEqual({
      'Anything to threaten or harm anyone': 116,
      'Articles for use in criminal damage': 134,
      'Controlled drugs': 11_758,
      'Evidence of offences under the Act': 626,
      'Firearms': 150,
      'Fireworks': 482,
      'Offensive weapons': 2780,
      'Stolen goods': 2035,
      'not stated': 48,
    })
    const { lng, lat } = searches.places
    expect([Math.min(...lng.filter(Number.isFinite)) > -1, Math.min(...lat.filter(Number.isFinite)) > 50]).toEqual([true, true])
  })

  it('joins every outcome of three months of burglary to its crime', { timeout: 60_000 }, async () => {
    const folder = join(DATA, 'metropolitan-burglary-only')
    const files = (part: string) =>
      readdirSync(folder)
        .filter((name) => name.includes(part))
        .map((name) => join(folder, name))
    const outcomes = await readOutcomes(await sourcesOf(files('outcomes')), REFERENCE_TABLES.places)
    expect(outcomes.activity.files.map(({ used }) => used)).toEqual([593, 586, 757])
    const joined = await joinOutcomes(outcomes.rows, await sourcesOf(files('street')), REFERENCE_TABLES.categories)
    expect(joined).toMatchObject({ outcomes: 1936, joined: 1936, unjoined: {} })
    expect(joined.rows.map(({ category, outcome, month, count }) => [category, outcome, month, count])).toEqual([
      ['burglary', 'Investigation complete; no suspect identified', 261, 508],
      ['burglary', 'Investigation complete; no suspect identified', 262, 507],
      ['burglary', 'Investigation complete; no suspect identified', 263, 674],
      ['burglary', 'Offender given a caution', 262, 2],
      ['burglary', 'Offender given a caution', 263, 2],
      ['burglary', 'Suspect charged', 261, 85],
      ['burglary', 'Suspect charged', 262, 77],
      ['burglary', 'Suspect charged', 263, 81],
    ])
    // all outcomes of the December file are of December's burglaries; the months before are not given here
    const december = (await sourcesOf(files('street'))).filter(({ name }) => name.startsWith('2021-12'))
    const partly = await joinOutcomes(outcomes.rows, december, REFERENCE_TABLES.categories)
    expect(partly).toMatchObject({ joined: 757, unjoined: { 'crime-not-given': 1179 } })
  })
})
