import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import { readAreas } from '../../engine/input/area.js'
import { guessCallMapping, readCalls } from '../../engine/input/calls.js'
import { readCallTypes } from '../../engine/input/callTypes.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { readTextTable } from '../../engine/input/csv.js'
import { readDeprivation } from '../../engine/input/deprivation.js'
import { parseFactorRequest } from '../../engine/input/factorRequest.js'
import { readFactorTable } from '../../engine/input/factorTable.js'
import { fromShiftedGrid, readGridFile, toShiftedGrid } from '../../engine/input/gridFile.js'
import { readHarmScheme } from '../../engine/input/harmTable.js'
import { readLookup } from '../../engine/input/lookup.js'
import { readOutcomes } from '../../engine/input/outcomes.js'
import { readParents } from '../../engine/input/parents.js'
import { applyPlaceDecisions, readPlaceDecisions } from '../../engine/input/placeDecisions.js'
import { readPopulation } from '../../engine/input/population.js'
import { readSearches } from '../../engine/input/stopSearch.js'
import { readWorkingAge } from '../../engine/input/workingAge.js'
import { csv } from '../../engine/output/csv.js'
import { hotspotTable } from '../../engine/output/hotspotTable.js'
import { placesTable } from '../../engine/output/placesTable.js'
import { busiestPlaces } from '../../engine/score/busiestPlaces.js'
import type { Activity, AreaTable, RowAccount, TallyTable } from '../../engine/types.js'
import { readBoundaries } from '../../scripts/boundaries/readBoundaries.js'
import { readConfig } from '../../scripts/node/config.js'
import { crimeSources, readWhole } from '../../scripts/node/files.js'
import { confirmedMapping } from '../../scripts/node/mapping.js'
import { smallAnalysis } from '../helpers/analysis.js'
import { FORCE_MAPPING, forceFile } from '../helpers/forceFile.js'
import { box, geojson } from '../helpers/layer.js'
import { MALFORMED_VARIANTS, malformed, malformedJson } from '../helpers/malformed.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { zipOf } from '../helpers/shapefile.js'
import { sourceOf, streetFile, streetRow } from '../helpers/streetFile.js'
import { areaTable } from '../helpers/tables.js'
import { temporaryFolder } from '../helpers/temporaryFolder.js'

const tables = referenceTables()
const text = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`)
const times = <T>(count: number, make: (k: number) => T): T[] => Array.from({ length: count }, (_, k) => make(k))
const lsoa = (k: number) => `E010000${10 + k}`
const table = (bytes: Uint8Array) => readTextTable(bytes, 'table.csv')

interface Input {
  readonly name: string
  /** The sound file. */
  readonly whole: Uint8Array
  /** Sound JSON, which is spoilt as JSON every other time. */
  readonly json?: unknown
  /** Reads it as the program does and checks that what comes out adds up. */
  readonly read: (bytes: Uint8Array, seed: number, folder: string) => unknown
}

// ---------------------------------------------------------------- files of rows

const CALLS = text([
  'Incident No,Call Time,Incident Type,Easting,Northing,Location',
  ...times(
    30,
    (k) =>
      `${k},${10 + (k % 18)}/09/2023 2${k % 4}:10,${['ASB', 'Domestic', '"Noise, party"'][k % 3]},${475300 + k},260500,Lane ${k}`,
  ),
])
const CALL_MAPPING = {
  fields: guessCallMapping(['Incident No', 'Call Time', 'Incident Type', 'Easting', 'Northing', 'Location'], []).fields,
  coordinates: 'national-grid',
  dates: 'dmy',
} as const
const SEARCHES = text([
  'Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing',
  ...times(
    30,
    (k) =>
      `Person search,2021-09-${10 + (k % 20)}T23:10:00+00:00,False,,${k % 7 === 0 ? ',' : `51.51950${k % 10},-0.214303`},Male,,Other,Black,"An Act, 1971",Controlled drugs,Arrest,,`,
  ),
])
const OUTCOMES = text([
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type',
  ...times(
    30,
    (k) =>
      `${k % 5 === 0 ? '' : `id${k}`},2024-0${1 + (k % 9)},Test Police,Test Police,-0.9,52.2,"On or near A, B",E01000001,Town 001A,Suspect charged`,
  ),
])
const street = streetFile(
  times(40, (k) => streetRow({ id: `a${k}`, lng: k % 9 === 0 ? '' : `-0.9${k}`, lat: k % 9 === 0 ? '' : '52.2' })),
)
const force = forceFile(
  times(40, (k) => ({ id: `A${k}`, code: ['28E', '8N', '105A'][k % 3], recorded: `${1 + (k % 28)}/03/2024 10:00` })),
)

const sumOf = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)

function expectRows({ rows, tallies }: { rows: RowAccount; tallies: TallyTable }): void {
  expect(rows.read).toBe(rows.used + sumOf(Object.values(rows.setAside)))
  expect(sumOf(tallies.count)).toBe(rows.used)
  expect(rows.located).toBeLessThanOrEqual(rows.used)
}

const expectActivity = async (activity: Promise<Activity>) => expectRows(await activity)

// ---------------------------------------------------------------- tables by area

const LSOAS = areaTable(
  'lsoa',
  times(24, (k) => ({ code: lsoa(k), box: [-1 + k / 100, 52, -0.99 + k / 100, 52.01] as const })),
)
const WARDS = areaTable('ward', [
  { code: 'W1', box: [-1, 52, -0.9, 52.01] },
  { code: 'W2', box: [-0.9, 52, -0.8, 52.01] },
])
const DEPRIVATION = text([
  'LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Income Rank (where 1 is most deprived),"Education, Skills and Training Rank (where 1 is most deprived)",Total population: mid 2022',
  ...times(24, (k) => `${lsoa(k)},"Town, ${k}",${100 + k},${2000 + k},${30000 - k},${1500 + k}`),
])
const POPULATION = text([
  'LSOA21CD,LSOA21NM,Total population,Aged 16 to 64',
  ...times(24, (k) => `${lsoa(k)},Town,"1,${500 + k}",${900 + k}`),
])

const FACTORS: Readonly<Record<string, { flag: string; lines: readonly string[] }>> = {
  'of Nomis, as its API gives them': {
    flag: 'unemployment=nomis.csv',
    lines: [
      'DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE',
      ...times(48, (k) => `${k < 24 ? 'August' : 'September'} 2026,"Town, ${k}",${lsoa(k % 24)},${k % 9 === 0 ? '*' : 5 * k}`),
    ],
  },
  'of Nomis, with title and notes': {
    flag: 'nomis.csv',
    lines: [
      '"Claimant count"',
      '"ONS Crown Copyright Reserved"',
      '',
      '"date","September 2026"',
      '',
      '"2021 super output area - lower layer","mnemonic","Claimant count"',
      ...times(24, (k) => `"Town ${k}","${lsoa(k)}",${5 * k}`),
      '',
      '"Column Total","",55',
      '"Figures are rounded."',
    ],
  },
  'of a wide Census table': {
    flag: 'no-car=census.csv#No cars',
    lines: [
      'date,geography,geography code,Total: All households,No cars,Two cars',
      ...times(24, (k) => `2021,Town ${k},${lsoa(k)},${100 + k},${40 + k},${k}`),
    ],
  },
  'of a long Census table': {
    flag: 'no-car=census.csv#No cars',
    lines: [
      'lsoa21cd,variable,value',
      ...times(24, (k) => [`${lsoa(k)},Total: All households,100`, `${lsoa(k)},No cars,${k}`]).flat(),
    ],
  },
  'of school absence': {
    flag: 'school-absence.csv',
    lines: [
      'LSOA21CD,LSOA21NM,school_year,pupils,persistently_absent,source',
      ...times(24, (k) => `${lsoa(k)},Town,2025/26,${100 + k},${k},made`),
    ],
  },
}

function expectFactor(bytes: Uint8Array, flag: string): void {
  const { path, request } = parseFactorRequest(flag)
  const { rows, value, code, base } = readFactorTable({ name: path, bytes }, request)
  expect(rows.read).toBe(rows.used + rows.earlier + rows.otherVariables + rows.withoutCode + rows.repeated)
  expect(rows.missing).toBeLessThanOrEqual(rows.used)
  expect(value).toHaveLength(code.length)
  if (base !== null) expect(base).toHaveLength(code.length)
}

function expectParallel(code: readonly string[], ...columns: readonly ArrayLike<number>[]): void {
  expect(new Set(code).size).toBe(code.length)
  for (const column of columns) expect(column).toHaveLength(code.length)
}

// ---------------------------------------------------------------- boundaries

const squares = Object.fromEntries(times(12, (k) => [`E${k}`, [[box(-1 + k / 100, 52, -0.99 + k / 100, 52.01)]]]))

function expectAreas({ length, code, areaRing, ringStart, ringOuter, xy, areaKm2 }: AreaTable): void {
  expect(code).toHaveLength(length)
  expect(areaRing[length]).toBe(ringOuter.length)
  expect(ringStart[ringOuter.length] * 2).toBe(xy.length)
  expect(xy.every(Number.isFinite)).toBe(true)
  expect(areaKm2.every((km2) => km2 >= 0 && km2 < 1e9)).toBe(true)
}

// ---------------------------------------------------------------- what people decided

const analysis = await smallAnalysis({ months: ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05'] })
const HOTSPOTS = csv(hotspotTable(analysis), false)
const crimes = await readCrimes([sourceOf('street.csv', street)], tables, { categories: null })
const PLACES = text(
  new TextDecoder()
    .decode(csv(placesTable(busiestPlaces(crimes.places, crimes.tallies, 9), crimes.places, null), false))
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/,,,$/, ',keep,"seen, by me",A N')),
)

// ---------------------------------------------------------------- the table

/** As a file on disk, which some readers open themselves. */
const saved = (folder: string, name: string, bytes: Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const readPacked = async (path: string) => {
  const { sources } = await crimeSources([path])
  expectRows(await readCrimes(sources, tables, { categories: null }))
}
const MAPPING = FORCE_MAPPING
const CONFIG = {
  crime: ['crime/'],
  wards: 'wards.geojson',
  areas: { npt: 'npt.kml' },
  deprivation: ['a.csv', 'b.csv'],
  resolution: 9,
  categories: ['burglary'],
  measure: 'harm',
  excel: true,
  out: 'results',
}

const INPUTS: readonly Input[] = [
  {
    name: 'stop and search',
    whole: SEARCHES,
    read: (bytes) => expectActivity(readSearches([sourceOf('s.csv', bytes)], tables.places)),
  },
  {
    name: 'outcomes',
    whole: OUTCOMES,
    read: async (bytes) =>
      expectRows((({ activity }) => activity)(await readOutcomes([sourceOf('o.csv', bytes)], tables.places))),
  },
  {
    name: 'calls for service',
    whole: CALLS,
    read: (bytes) =>
      expectActivity(readCalls([sourceOf('c.csv', bytes)], { mapping: CALL_MAPPING, types: null, grid: null }, tables.places)),
  },
  {
    name: 'groups of call types',
    whole: text(['call_type,group', ...times(20, (k) => `"Type ${k}, other",${k % 3 === 0 ? '' : `g${k % 4}`}`)]),
    read: (bytes) => expect(readCallTypes(table(bytes)).has('')).toBe(false),
  },
  {
    name: 'deprivation',
    whole: DEPRIVATION,
    read: (bytes) => {
      const { code, rank, units } = readDeprivation([table(bytes)])
      expectParallel(code, ...Object.values(rank))
      for (const ranks of Object.values(rank))
        expect(ranks.every((value) => Number.isNaN(value) || (value >= 1 && value <= units))).toBe(true)
    },
  },
  {
    name: 'population, with an age column',
    whole: POPULATION,
    read: (bytes) => {
      for (const read of [readPopulation(table(bytes)), readWorkingAge(table(bytes))])
        if (read !== null) expectParallel(read.code, read.residents)
    },
  },
  {
    name: 'an LSOA lookup',
    whole: text([
      'LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM',
      ...times(24, (k) => `E0100009${k},Town ${k},${'USMX'[k % 4]},${lsoa(k)},Town`),
    ]),
    read: (bytes) => {
      for (const [code, children] of readLookup(table(bytes), LSOAS.code).children) {
        expect(code).not.toBe('')
        expect(children.length).toBeGreaterThan(0)
      }
    },
  },
  {
    name: 'a table of parents',
    whole: text(['LSOA21CD,LSOA21NM,WD24CD', ...times(24, (k) => `${lsoa(k)},"Town, ${k}",W${1 + (k % 2)}`)]),
    read: (bytes) => expect(readParents(table(bytes), LSOAS, [WARDS]).parent).toHaveLength(LSOAS.length),
  },
  {
    name: 'harm by Home Office code',
    whole: text([
      'ho_code,offence,weight',
      ...['28E', '8N', '4/1', '105A', '56A'].map((code, k) => `${code},"Name, ${k}",${10.5 * k}`),
    ]),
    read: (bytes) => expectHarm(bytes),
  },
  {
    name: 'harm by category',
    whole: text(['category,harm_days', ...tables.categories.filter(({ to }) => to === '').map(({ id }, k) => `${id},${k}`)]),
    read: (bytes) => expectHarm(bytes),
  },
  {
    name: 'the Cambridge harm index',
    whole: text([
      'classification_code,classification,cchi_days,notifiable',
      ...['28E', '8N', '8N', '105A'].map((code, k) => `${code},"Name, ${k}",${k},Notifiable`),
    ]),
    read: (bytes) => expectHarm(bytes),
  },
  ...Object.entries(FACTORS).map(
    ([name, { flag, lines }]): Input => ({
      name: `factors ${name}`,
      whole: text(lines),
      read: (bytes) => expectFactor(bytes, flag),
    }),
  ),
  {
    name: 'an OSTN15 grid',
    whole: text([
      'Point_ID,ETRS89_Easting,ETRS89_Northing,ETRS89_OSGB36_EShift,ETRS89_OSGB36_NShift,ETRS89_ODN_HeightShift,Height_Datum_Flag',
      ...times(
        36,
        (k) => `${k},${470000 + 1000 * (k % 6)},${258000 + 1000 * Math.floor(k / 6)},${100 + k / 10},${-80 - k / 10},44,1`,
      ),
    ]),
    read: (bytes) => {
      const grid = readGridFile(table(bytes))
      const there = fromShiftedGrid(grid, 472600, 260500)
      if (there === null) return
      const back = toShiftedGrid(grid, ...there)
      if (back !== null) expect(Math.hypot(back[0] - 472600, back[1] - 260500)).toBeLessThan(1)
    },
  },
  {
    name: 'GeoJSON areas',
    whole: text([JSON.stringify(geojson(squares))]),
    json: geojson(squares),
    read: async (bytes, seed) => {
      const { json } = await readBoundaries('ward', [{ name: 'w.geojson', bytes }])
      expectAreas(readAreas(json, { kind: 'ward', file: 'w.geojson', mend: seed % 3 === 0 }).areas)
    },
  },
  {
    name: 'earlier hotspots.csv',
    whole: HOTSPOTS,
    read: (bytes) => {
      const { length, columns } = hotspotTable({ ...analysis, decisions: table(bytes) })
      expect(length).toBe(analysis.hotspots.length)
      for (const { name, at } of columns)
        if (name === 'include') for (let row = 0; row < length; row++) expect(at(row)).not.toBe('')
    },
  },
  {
    name: 'decisions on places',
    whole: PLACES,
    read: (bytes) => expectRows(applyPlaceDecisions(crimes, readPlaceDecisions(table(bytes)))),
  },
  {
    name: 'a mapping',
    whole: text([JSON.stringify(MAPPING, null, 2)]),
    json: MAPPING,
    read: async (bytes, _, folder) => {
      const path = saved(folder, 'mapping.json', bytes)
      const mapping = await confirmedMapping([], path, { yes: false, show: () => undefined, ask: null })
      expectRows(await readCrimes([sourceOf('force.csv', force)], tables, { categories: null, mapping }))
    },
  },
  {
    name: 'a configuration',
    whole: text([JSON.stringify(CONFIG, null, 2)]),
    json: CONFIG,
    read: async (bytes, _, folder) =>
      expect(Array.isArray((await readConfig(saved(folder, 'hexbeat.json', bytes))).operands)).toBe(true),
  },
  {
    name: 'gzip files',
    whole: gzipSync(street),
    read: (bytes, _, folder) => readPacked(saved(folder, '2024-01-x-street.csv.gz', bytes)),
  },
  {
    name: 'zip files of crimes',
    whole: zipOf({ '2024-01-x-street.csv': street, 'notes.txt': text(['no crimes']) }),
    read: (bytes, _, folder) => readPacked(saved(folder, 'crime.zip', bytes)),
  },
  {
    name: 'zip files of a table',
    whole: zipOf({ 'population.csv': POPULATION }),
    read: async (bytes, _, folder) => {
      const { code, residents } = readPopulation(table((await readWhole(saved(folder, 'population.zip', bytes))).bytes))
      expectParallel(code, residents)
    },
  },
]

function expectHarm(bytes: Uint8Array): void {
  const { offence, category } = readHarmScheme(table(bytes), tables)
  for (const weight of [...offence.values(), ...category.values()]) expect(weight).toBeGreaterThanOrEqual(0)
}

/** A slower variant is told of. */
const SLOW_MS = 1000
const LONGEST_MESSAGE = 5000

describe(`of ${MALFORMED_VARIANTS} malformed variants each is read, with accounts that add up, or refused in our words`, {
  timeout: 120_000,
}, () => {
  it.each(INPUTS.map((input) => [input.name, input] as const))('%s', async (_, { whole, json, read }) => {
    const folder = temporaryFolder()
    // the file they are made of is sound
    await read(whole, 1, folder)
    let refused = 0
    for (let seed = 0; seed < MALFORMED_VARIANTS; seed++) {
      const bytes = json !== undefined && seed % 2 === 0 ? malformedJson(json, seed) : malformed(whole, seed)
      const began = performance.now()
      try {
        await read(bytes, seed, folder)
      } catch (error) {
        if (!(error instanceof EngineError)) throw new Error(`seed ${seed}`, { cause: error })
        // for a person to read, whatever stood in the file
        expect(error.message.length).toBeLessThan(LONGEST_MESSAGE)
        refused++
      }
      const took = performance.now() - began
      if (took > SLOW_MS) console.log(`seed ${seed} took ${took.toFixed(0)} ms`)
    }
    // strong enough to matter
    expect(refused).toBeGreaterThan(MALFORMED_VARIANTS / 10)
  })
})
