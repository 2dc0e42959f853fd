import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { backtest } from '../../engine/evaluate/backtest.js'
import type { History } from '../../engine/evaluate/expectation.js'
import { cubeOf } from '../../engine/grid/cube.js'
import { locateCells } from '../../engine/grid/locate.js'
import { studyArea } from '../../engine/grid/studyArea.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { monthText } from '../../engine/input/month.js'
import { monthsPresent } from '../../engine/score/period.js'
import { NONE } from '../../engine/types.js'
import { crimeSources } from '../../scripts/node/files.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { meanOfLast } from '../helpers/countHistory.js'
import { SHARED } from '../helpers/shared.js'

const FORCE = 'avon-and-somerset'

/** Everything recorded, by month, in the resolution-9 cells of the force. */
async function avonAndSomerset(): Promise<History> {
  const archive = `${SHARED}/data/data-police-uk`
  const months = readdirSync(archive).filter((month) => month >= '2018-01' && month <= '2021-09')
  const paths = months.flatMap((month) => {
    const name = `${month}-${FORCE}-street.csv.gz`
    return readdirSync(`${archive}/${month}`).includes(name) ? [`${archive}/${month}/${name}`] : []
  })
  const { places, tallies } = await readCrimes((await crimeSources(paths)).sources, REFERENCE_TABLES, { categories: null })
  const file = `wards2022-${FORCE}.geojson.gz`
  const wards = readAreas(JSON.parse(gunzipSync(readFileSync(`${SHARED}/data/boundaries/${file}`)).toString('utf8')), {
    kind: 'ward',
    file,
  })
  const study = studyArea([wards.areas], 9)
  const cells = locateCells(places.lng, places.lat, study)
  const cube = cubeOf(tallies, cells, study.length, (place) => !Number.isNaN(places.lng[place]))
  const counts = new Map(monthsPresent(tallies).map((month) => [month, new Float64Array(study.length)]))
  for (let row = 0; row < cube.length; row++) {
    const month = counts.get(cube.month[row])
    if (month !== undefined && cube.unit[row] !== NONE) month[cube.unit[row]] += cube.count[row]
  }
  return {
    units: study.length,
    months: [...counts.keys()],
    count: (month) => counts.get(month) ?? new Float64Array(),
    areaKm2: study.areaKm2.map((km2, cell) => km2 * study.insideShare[cell]),
    x: new Float64Array(study.length),
    y: new Float64Array(study.length),
  }
}

describe.skipIf(SHARED === null)(
  'back-test of Avon and Somerset, 2018 to 2021 (skipped: no ../shared beside the project)',
  () => {
    it('has the record of the plain count beside what was possible, and no reason to leave it for a longer or shorter one', async () => {
      const history = await avonAndSomerset()
      const found = backtest(history, meanOfLast(12), [meanOfLast(24), meanOfLast(3), meanOfLast(1)], {
        delay: 2,
        // twenty hotspots
        staffedKm2: 20 * 0.07,
        hotspots: null,
        seed: 1,
      })
      // 44 months less 12 and the delay of 2; July 2019 is missing, not empty
      expect([found.windows.length, ...[0, 29].map((window) => monthText(found.windows[window]))]).toEqual([
        30,
        '2019-03',
        '2021-09',
      ])
      expect(found.missing.map(monthText)).toEqual(['2019-07'])
      expect(found).toMatchObject({ basis: 'bootstrap', blockLength: 4, units: 14_065 })

      const plain = found.methods[0].records
      const rounded = (figures: readonly number[]) => figures.map((figure) => Number(figure.toFixed(3)))
      const row = (id: string) => found.budgets.findIndex((budget) => budget.id === id)
      expect(rounded(plain.map(({ hit }) => hit.value))).toEqual([0.151, 0.221, 0.317, 0.45, 0.677, 0.862, 0.09])
      expect(rounded(plain.map(({ pei }) => pei.value))).toEqual([0.929, 0.92, 0.908, 0.905, 0.908, 0.927, 0.937])
      // as METHODS found in simulation: the plain count has 0.90 of the possible where one who knew the rates has 0.95
      expect(rounded([...found.oracle.pei])).toEqual([0.981, 0.97, 0.959, 0.954, 0.948, 0.951, 0.987])
      const { hit, pai, autocorrelation } = plain[row('1%')]
      expect(rounded([hit.low, hit.high, pai.value, autocorrelation])).toEqual([0.303, 0.331, 31.716, 0.792])

      // two years are as good as one, three months and one are worse: nothing replaces the plain count at any window
      expect(found.verdicts.map(({ replaces }) => replaces)).toEqual([false, false, false])
      expect(rounded(found.verdicts.map(({ difference }) => difference))).toEqual([0, -0.003, -0.005])
      expect([found.next, ...found.chosen.method].every((method) => method === 0)).toBe(true)
      expect(found.chosen.records).toEqual(plain)
      // yet two years say better how many
      expect(found.methods[1].quantity.deviance).toBeLessThan(found.methods[0].quantity.deviance)
    })
  },
)
