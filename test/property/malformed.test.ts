import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import { guessOfSource, readCrimes } from '../../engine/input/crimes.js'
import type { Crimes } from '../../engine/types.js'
import { FORCE_MAPPING, type ForceRow, forceFile } from '../helpers/forceFile.js'
import { malformed } from '../helpers/malformed.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { sourceOf, streetFile, streetRow } from '../helpers/streetFile.js'

const VARIANTS = 1000
const tables = referenceTables()

const forceRows: ForceRow[] = Array.from({ length: 40 }, (_, k) => ({
  id: `A${k}`,
  code: ['28E', '8N', '105A', '4/1', ''][k % 5],
  offence: ['Burglary', 'Assault, with injury', 'Assault "common"', 'Manslaughter', 'ASB'][k % 5],
  recorded: `${1 + (k % 28)}/03/2024 10:0${k % 10}`,
  from: k % 7 === 0 ? '' : '01/03/2024 09:00',
  status: ['Live', 'Finalised', 'Cancelled'][k % 3],
  easting: k % 9 === 0 ? '' : String(475300 + k),
  northing: k % 9 === 0 ? '' : '260500',
}))
const streetRows = Array.from({ length: 40 }, (_, k) =>
  streetRow({ id: `a${k}`, lng: k % 9 === 0 ? '' : `-0.9${k}`, lat: k % 9 === 0 ? '' : '52.2' }),
)

const counted = (crimes: Crimes) => crimes.tallies.count.reduce((sum, count) => sum + count, 0)
const setAside = (rows: Crimes['rows']) => Object.values(rows.setAside).reduce((sum, count) => sum + count, 0)

describe.each([
  ['force extracts', forceFile(forceRows), FORCE_MAPPING],
  ['police.uk files', streetFile(streetRows), null],
] as const)('%s spoilt in %i ways', (_, bytes, mapping) => {
  it('give an error of ours or an account that adds up, whatever is wrong with them', async () => {
    const outcomes = new Map<string, number>()
    for (let seed = 0; seed < VARIANTS; seed++) {
      const spoilt = malformed(bytes, seed)
      let outcome = 'read'
      try {
        guessOfSource(spoilt)
        const crimes = await readCrimes([sourceOf(`${seed}.csv`, spoilt)], tables, {
          categories: null,
          mapping,
          keepEvents: true,
        })
        const { rows } = crimes
        expect([seed, rows.read]).toEqual([seed, rows.used + setAside(rows)])
        expect([seed, counted(crimes)]).toEqual([seed, rows.used])
        expect(rows.located).toBeLessThanOrEqual(rows.used)
        if (crimes.events !== null) expect(crimes.events.count.reduce((sum, count) => sum + count, 0)).toBe(rows.used)
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        outcome = error.code
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    // the mutations are strong enough to matter and weak enough to leave files to read
    expect(outcomes.get('read')).toBeGreaterThan(VARIANTS / 10)
    expect(outcomes.size).toBeGreaterThan(3)
  })
})
