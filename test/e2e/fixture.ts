import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cellsToMultiPolygon, cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import type { AnalysisDocument, LayerSummary } from '../../engine/resultsDocument.js'

/** Harm of one record by kind; drugs are proactive. */
const HARM: Readonly<Record<string, number>> = { burglary: 58.25, 'violent-crime': 73.5, drugs: 21, 'anti-social-behaviour': 0 }
const YEAR = Array.from({ length: 12 }, (_, k) => `2024-${String(k + 1).padStart(2, '0')}`)

/** A made-up county of hexagons: what the viewer reads, without the engine. Nothing in it is random. */
export interface Fixture {
  readonly document: AnalysisDocument
  /** Cell with most volume, in the middle of the map, and its numbers. */
  readonly busiest: {
    readonly cell: string
    readonly crimes: number
    readonly asb: number
    readonly harm: number
    readonly reactive: number
  }
  /** Ward names in order of rank. */
  readonly wards: readonly string[]
}

const CENTRE = latLngToCell(52.24, -0.9, 9)
const RADIUS = 18
const NAMES = [
  'Castle',
  'Abington',
  'Kingsthorpe',
  'Moulton',
  'St James',
  'Delapre',
  'Billing',
  'Duston',
  'Harlestone',
  'Brackmills',
  'Old Market',
  'Riverside',
]

type Row = Record<string, string | number | null>

export async function writeFixture(folder: string, change: Partial<AnalysisDocument> = {}): Promise<Fixture> {
  await mkdir(folder, { recursive: true })
  const cells = gridDisk(CENTRE, RADIUS).toSorted()
  const wardOf = cells.map((cell) => sector(cell, 12))
  const beatOf = wardOf.map((ward) => Math.floor(ward / 3))
  const lsoaOf = cells.map((cell, k) => wardOf[k] * 3 + (distance(cell) < 0.02 ? 0 : distance(cell) < 0.038 ? 1 : 2))
  const rows = cells.map((cell, k) => {
    const [lat, lng] = cellToLatLng(cell)
    // one centre, one town to the north-east, a quiet rest; a third of the cells have nothing
    const heat =
      260 * Math.exp(-((distance(cell) / 0.008) ** 2)) +
      90 * Math.exp(-((Math.hypot(lat - 52.265, (lng + 0.86) * 0.61) / 0.004) ** 2))
    const volume = k % 3 === 0 && heat < 4 ? 0 : Math.round(heat + ((k * 7919) % 11) / 2)
    const asb = Math.floor(volume / 4)
    const kinds = kindsOf(volume - asb, asb)
    const harm = (names: readonly string[]) => round(names.reduce((sum, kind) => sum + kinds[kind] * HARM[kind], 0))
    const z = (volume - 9) / 11
    const hotClass = z > 4 ? 3 : z > 2.5 ? 2 : z > 1.6 ? 1 : volume === 0 && k % 41 === 0 ? -1 : 0
    return {
      cell,
      lng: round(lng),
      lat: round(lat),
      easting: 475000,
      northing: 260000,
      area_km2: 0.105,
      inside_share: k % 97 === 0 ? 0.62 : 1,
      ward_of_centre: code('W', wardOf[k]),
      beat_of_centre: code('N', beatOf[k]),
      crimes: volume - asb,
      asb,
      volume,
      harm: harm(Object.keys(HARM)),
      harm_reactive: harm(['burglary', 'violent-crime']),
      volume_per_km2: round(volume / 0.105),
      gistar_z: round(z),
      gistar_p: 0.01,
      gistar_q: 0.02,
      gistar_class: hotClass,
      gistar_p_exact: 0.0002,
      gistar_q_exact: [0.4, 0.07, 0.03, 0.0004][Math.abs(hotClass)],
      months_active: Math.min(12, volume),
    }
  })
  const outside: Row = {
    ...Object.fromEntries(Object.keys(rows[0]).map((name) => [name, null])),
    cell: 'outside',
    crimes: 3,
    asb: 1,
    volume: 4,
    harm: round(Object.entries(kindsOf(3, 1)).reduce((sum, [kind, records]) => sum + records * HARM[kind], 0)),
  }

  const area = (of: readonly number[], unit: number, name: string, id: string, parent: string | null): [Row, string[]] => {
    const inside = rows.filter((_, k) => of[k] === unit)
    const sum = (column: 'crimes' | 'asb' | 'volume' | 'harm' | 'harm_reactive') =>
      inside.reduce((total, row) => total + row[column], 0)
    const parts = [28, 19, 22, 18, 20].map((part, k) => round(part * (0.3 + ((unit * 5 + k * 3) % 7) / 10)))
    const row = {
      code: id,
      name,
      parent,
      area_km2: round(inside.length * 0.105),
      residents: 1500 + ((unit * 911) % 6000),
      crimes: sum('crimes'),
      asb: sum('asb'),
      volume: sum('volume'),
      harm: sum('harm'),
      harm_reactive: sum('harm_reactive'),
      volume_per_km2: round(sum('volume') / (inside.length * 0.105)),
      volume_per_1000: 41.2,
      previous_12m: sum('volume') - 20,
      change_pct: 1.2,
      score: round(parts.reduce((total, part) => total + part, 0)),
      rank: 0,
      contribution_deprivation: parts[0],
      contribution_unemployment: parts[1],
      contribution_children: parts[2],
      contribution_harm: parts[3],
      contribution_volume: parts[4],
    }
    return [row, inside.map((cell) => cell.cell)]
  }
  const wards = ranked(NAMES.map((name, k) => area(wardOf, k, name, code('W', k), code('N', Math.floor(k / 3)))))
  const beats = ranked(['North', 'East', 'South', 'West'].map((name, k) => area(beatOf, k, `Beat ${name}`, code('N', k), null)))
  const lsoas = ranked(
    Array.from({ length: 36 }, (_, k) =>
      area(lsoaOf, k, `${NAMES[Math.floor(k / 3)]} ${'ABC'[k % 3]}`, code('E', k), code('W', Math.floor(k / 3))),
    ),
  )
  const hot = rows.filter((row) => row.gistar_class >= 1)
  const cluster = (id: string, type: string, zone: string, inside: typeof rows): [Row, string[]] => [
    {
      id,
      type,
      zone,
      name: `${type === 'zone' ? 'Hot zone' : 'Cluster'} at Abington Street`,
      cells: inside.length,
      area_km2: round(inside.length * 0.105),
      hot_class: 2,
      peak_z: Math.max(...inside.map((row) => row.gistar_z)),
      crimes: inside.reduce((total, row) => total + row.crimes, 0),
      asb: inside.reduce((total, row) => total + row.asb, 0),
      volume: inside.reduce((total, row) => total + row.volume, 0),
      harm: inside.reduce((total, row) => total + row.harm, 0),
      months_active: 12,
      ward: code('W', 0),
      beat: code('N', 0),
    },
    inside.map((row) => row.cell),
  ]
  const town = hot.filter((row) => row.lng > -0.885)
  const centre = hot.filter((row) => row.lng <= -0.885)
  const clusters = [
    cluster('Z1', 'zone', '', centre),
    cluster(
      'C1',
      'cluster',
      'Z1',
      centre.filter((row) => row.gistar_class === 3),
    ),
    cluster('C2', 'cluster', '', town),
  ]
  const busy = rows.toSorted((a, b) => b.volume - a.volume)
  const hotspots = ['asb', 'serious-violence'].flatMap((problem, p) =>
    Array.from({ length: 12 }, (_, k): Row => {
      const at = busy[p * 3 + k * 6]
      return {
        id: `${problem}-${k + 1}`,
        name: `On or near ${['Abington Street', 'Bus Station', 'Market Square', 'High Street', 'Station Road', 'Park Lane'][k % 6]}`,
        beat: at.beat_of_centre,
        easting: 475000,
        northing: 260000,
        lng: at.lng,
        lat: at.lat,
        problem,
        rank: k + 1,
        offences_12m: at.asb,
        months_active: at.months_active,
        why: `${at.asb} ASB incidents in 12 months, in every season`,
        premises_note: k === 1 ? '61 of 84 at one bus station: problem-solve with the operator first' : '',
        include: '',
        reason_changed: '',
        decided_by: '',
      }
    }),
  )

  // every record of a place falls into one of the months in turn, and some into months before the period
  const cube: Row[] = []
  const count = (geography: string, unit: string, kind: string, records: number, from: number) => {
    const inMonth = new Map<string, number>()
    for (let k = 0; k < records; k++) inMonth.set(YEAR[(from + k) % 12], (inMonth.get(YEAR[(from + k) % 12]) ?? 0) + 1)
    if (records > 3) for (const month of ['2023-10', '2023-12']) inMonth.set(month, 1)
    for (const month of [...inMonth.keys()].toSorted())
      cube.push({ geography, unit, kind, month, count: inMonth.get(month) ?? 0 })
  }
  const counted = (geography: string, unit: string, kinds: Readonly<Record<string, number>>) => {
    let from = 0
    for (const kind of Object.keys(kinds).toSorted()) {
      count(geography, unit, kind, kinds[kind], from)
      from += kinds[kind]
    }
  }
  for (const row of rows) counted('cell', row.cell, kindsOf(row.crimes, row.asb))
  counted('cell', 'outside', kindsOf(3, 1))
  for (const [kind, of, letter, many] of [
    ['ward', wardOf, 'W', 12],
    ['beat', beatOf, 'N', 4],
    ['lsoa', lsoaOf, 'E', 36],
  ] as const)
    for (let unit = 0; unit < many; unit++) {
      const sum: Record<string, number> = {}
      rows.forEach((row, k) => {
        if (of[k] !== unit) return
        const kinds = kindsOf(row.crimes, row.asb)
        for (const name of Object.keys(kinds)) sum[name] = (sum[name] ?? 0) + kinds[name]
      })
      counted(kind, code(letter, unit), sum)
    }

  const files: Record<string, string> = {
    'cube.csv': csv(cube),
    'cells.csv': csv([...rows, outside]),
    'wards.geojson': collection(wards),
    'beats.geojson': collection(beats),
    'lsoas.geojson': collection(lsoas),
    'clusters.geojson': collection(clusters),
    'hotspots.csv': csv(hotspots),
  }
  const layer = (kind: string, file: string, label: string, count: number): LayerSummary => ({
    kind,
    file,
    label,
    count,
    outside: 4,
    rankedBy: 'score',
  })
  const total = (column: 'crimes' | 'asb' | 'volume' | 'harm') => rows.reduce((sum, row) => sum + row[column], 0)
  const limits = (column: 'crimes' | 'asb' | 'volume' | 'harm' | 'harm_reactive' | 'volume_per_km2') => {
    const values = rows
      .map((row) => row[column])
      .filter((value) => value > 0)
      .toSorted((a, b) => a - b)
    const uppers = [0.3, 0.6, 0.8, 0.92, 0.98, 1].map((share) => values[Math.ceil(share * values.length) - 1])
    return [...new Set(uppers)]
  }
  const located = total('volume') + 4
  const account = { read: located + 340, used: located + 180, located, setAside: { 'malformed-row': 40, 'kind-unknown': 120 } }
  const factor = (id: string, label: string, proxy = false) => ({
    id,
    label,
    weight: 0.2,
    source: 'Synthetic',
    year: '2025',
    unit: 'percentile',
    geography: 'LSOA',
    frame: 'national',
    proxy,
    note: '',
  })
  const document: AnalysisDocument = {
    format: 'hexbeat/1',
    version: '0.1.0',
    force: 'Hexshire Police (synthetic)',
    synthetic: true,
    marking: 'OFFICIAL-SENSITIVE',
    attribution: ['Synthetic data made by hexbeat; no place or person is real.'],
    options: { resolution: 9 },
    inputs: [{ role: 'crime', name: '2024-12-hexshire-street.csv', bytes: 123456, sha256: 'ab'.repeat(32) }],
    rows: { ...account, inStudyArea: located - 4 },
    files: Object.keys(files).map((name) => ({
      name,
      bytes: Buffer.byteLength(files[name]),
      sha256: createHash('sha256').update(files[name]).digest('hex'),
    })),
    sources: [
      {
        ...account,
        name: '2024-12-hexshire-street.csv',
        bytes: 123456,
        sha256: 'ab'.repeat(32),
        forces: ['Hexshire Police'],
        months: ['2023-10', '2023-12', ...YEAR],
        blankIds: 12,
        repeatedIds: 3,
        identicalRows: 1,
      },
    ],
    period: { from: '2024-01', to: '2024-12', months: YEAR, missing: [], seasonal: false, dataTo: '2024-12' },
    measure: { id: 'volume', label: 'volume' },
    harm: {
      id: 'css',
      label: 'severity (ONS CSS 2020-21)',
      unit: 'weight',
      source: 'ONS Crime Severity Score',
      licence: 'Open Government Licence v3.0',
      average: true,
    },
    resolution: { used: 9, snapped: true, singlePointShare: 0.112, finest: 9 },
    layers: [layer('ward', 'wards', 'wards', 12), layer('beat', 'beats', 'beats', 4), layer('lsoa', 'lsoas', 'LSOAs', 36)],
    totals: {
      crimes: total('crimes') + 3,
      asb: total('asb') + 1,
      volume: located,
      harm: total('harm') + Number(outside.harm),
    },
    statistics: {
      within: 'force',
      cells: rows.length,
      inStatistics: rows.length,
      mean: 9,
      sd: 11,
      shareZero: 0.3,
      hot: hot.length,
      cold: 12,
      basis: 'exact',
      changedOnAllCells: 0.04,
    },
    breaks: Object.fromEntries(
      (['crimes', 'asb', 'volume', 'harm', 'harm_reactive', 'volume_per_km2'] as const).map((column) => [column, limits(column)]),
    ),
    factors: [
      factor('deprivation', 'Deprivation'),
      factor('unemployment', 'Unemployment', true),
      factor('children', 'Children in need', true),
      factor('harm', 'Harm'),
      factor('volume', 'Volume of crime'),
    ],
    clusters: { clusters: 2, zones: 1 },
    warnings: [
      {
        code: 'one-address-dominates',
        count: 1,
        message: 'One point holds over half of its cell.',
        examples: [{ value: 'On or near Supermarket' }],
      },
      {
        code: 'ids-repeated',
        count: 3,
        message: 'Three rows carry an ID met before; none was removed.',
        examples: [{ file: '2024-12-hexshire-street.csv', line: 402, column: 'Crime ID' }],
      },
    ],
    findings: [
      'Half of all recorded crime and ASB lies in 3.1 % of the ground.',
      'Castle ranks first of 12 wards by need.',
      'One hot zone covers the town centre; a smaller cluster lies to the north-east.',
    ],
    limits: [
      'Times of day are not in this data: police.uk publishes months only.',
      'Recorded crime depends on who reports and where police look.',
      'Points are snapped, so a hotspot is a published point with its name, not an address.',
    ],
    busiest: [
      { name: 'On or near Police Station', count: 412, share: 0.031, flag: 'institution' },
      { name: 'On or near Supermarket', count: 268, share: 0.02, flag: 'premises' },
      { name: 'On or near Abington Street', count: 251, share: 0.019, flag: '' },
    ],
    ...change,
  }
  for (const [name, text] of Object.entries({ ...files, 'analysis.json': JSON.stringify(document, null, 1) }))
    await writeFile(join(folder, name), text)
  const top = busy[0]
  return {
    document,
    busiest: { cell: top.cell, crimes: top.crimes, asb: top.asb, harm: top.harm, reactive: top.harm_reactive },
    wards: wards.toSorted(([a], [b]) => Number(a.rank) - Number(b.rank)).map(([ward]) => String(ward.name)),
  }
}

/** Crimes of a place by kind. */
function kindsOf(crimes: number, asb: number): Record<string, number> {
  const drugs = Math.floor(crimes / 8)
  const violence = Math.floor((crimes - drugs) / 2)
  return { burglary: crimes - drugs - violence, drugs, 'violent-crime': violence, 'anti-social-behaviour': asb }
}

const code = (letter: string, k: number) => `${letter}${String(k + 1).padStart(2, '0')}`
const round = (value: number) => Number(value.toPrecision(9))

/** Distance from the middle in degrees of latitude. */
function distance(cell: string): number {
  const [lat, lng] = cellToLatLng(cell)
  const [lat0, lng0] = cellToLatLng(CENTRE)
  return Math.hypot(lat - lat0, (lng - lng0) * 0.61)
}

/** Slices of the disk like those of a cake. */
function sector(cell: string, slices: number): number {
  const [lat, lng] = cellToLatLng(cell)
  const [lat0, lng0] = cellToLatLng(CENTRE)
  const turn = Math.atan2(lat - lat0, (lng - lng0) * 0.61) / (2 * Math.PI) + 0.5
  return Math.min(slices - 1, Math.floor(turn * slices))
}

function ranked(areas: readonly [Row, string[]][]): [Row, string[]][] {
  const scores = areas.map(([row]) => Number(row.score))
  return areas.map(([row, cells]) => [{ ...row, rank: 1 + scores.filter((score) => score > Number(row.score)).length }, cells])
}

function csv(rows: readonly Row[]): string {
  const header = Object.keys(rows[0])
  const field = (value: string | number | null) =>
    value === null ? '' : /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return `${[header.join(','), ...rows.map((row) => header.map((name) => field(row[name])).join(','))].join('\n')}\n`
}

function collection(areas: readonly [Row, string[]][]): string {
  const features = areas.map(([properties, cells]) => ({
    type: 'Feature',
    properties,
    geometry: {
      type: 'MultiPolygon',
      coordinates: cells.length === 1 ? [[cellToBoundary(cells[0], true)]] : cellsToMultiPolygon(cells, true),
    },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
