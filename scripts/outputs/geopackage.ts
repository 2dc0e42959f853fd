import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import {
  type Analysis,
  type Column,
  type ResultFile,
  type ResultTable,
  type RunDocument,
  resultTables,
  toNationalGrid,
} from '../../engine/index.js'
import { aboutLine } from './about.js'
import { amountPainting, areaPainting, heatPainting } from './colourClasses.js'
import { qgisPlainStyle, qgisStyle } from './qgisStyle.js'
import { significant } from './significant.js'
import { uniqueName } from './uniqueName.js'
import { wkb } from './wkb.js'

const NATIONAL_GRID = 27_700
/** "GPKG", and the version as its standard writes it: 1.3.0. */
const APPLICATION_ID = 0x47504b47
const USER_VERSION = 10_300

/** What no layer may be called. */
const OWN_TABLES = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys', 'layer_styles', 'sqlite_sequence']

/** One layer of the file, with the styles QGIS offers for it; the first is the default. */
interface Layer {
  readonly name: string
  readonly source: ResultTable
  readonly styles: readonly { readonly name: string; readonly qml: string }[]
}

/**
 * hexbeat.gpkg: a GeoPackage 1.3 in British National Grid with a layer for cells, clusters, hotspots, each kind of area and each
 * map of what was asked on top, and the styles QGIS opens the first three with. Rows are those of the CSV files but for `outside`, which lies nowhere. Coordinates are to the millimetre,
 * and good to about 5 m (`toNationalGrid`).
 *
 * The database is made in a temporary file, which is removed: the library writes files only.
 */
export function geopackage(analysis: Analysis, document: RunDocument): ResultFile {
  const folder = mkdtempSync(join(tmpdir(), 'hexbeat-'))
  try {
    const path = join(folder, 'hexbeat.gpkg')
    const database = new sqlite.Database(path)
    try {
      write(database, layersOf(analysis), document)
    } finally {
      database.close()
    }
    return { name: 'hexbeat.gpkg', bytes: readFileSync(path) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function layersOf(analysis: Analysis): Layer[] {
  const { cells, layers, clusters, hotspots, sections } = resultTables(analysis)
  const taken = new Set(OWN_TABLES)
  const layer = (source: ResultTable, styles: Layer['styles']): Layer => ({
    name: uniqueName(source.file, taken),
    source,
    styles,
  })
  const painted = (source: ResultTable, ...paintings: ReturnType<typeof heatPainting>[]) =>
    layer(
      source,
      paintings.map((painting) => ({ name: painting.title, qml: qgisStyle(painting, source.shape.type) })),
    )
  return [
    painted(cells, heatPainting('gistar_class', -3), amountPainting(cells, 'volume', 'Crimes and ASB incidents')),
    painted(clusters, heatPainting('hot_class', 1)),
    layer(hotspots, [{ name: 'Hotspots', qml: qgisPlainStyle(hotspots.shape.type, '#1a1a1a') }]),
    ...layers.map((source) => painted(source, areaPainting(source))),
    ...sections.flatMap(({ maps }) => maps.map((source) => layer(source, []))),
  ]
}

function write(database: sqlite.Database, layers: readonly Layer[], document: RunDocument): void {
  // the file is read whole once it is made; until then nothing need survive
  database.exec(
    `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${USER_VERSION}; BEGIN; ${SCHEMA}`,
  )
  for (const values of SYSTEMS) database.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)', [...values])
  const changed = `${document.period.dataTo}-01T00:00:00.000Z`
  const about = aboutLine(document)
  for (const layer of layers) addLayer(database, layer, about, changed)
  database.run(
    "INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, NULL, NULL, NULL, NULL, NULL)",
    [changed],
  )
  database.exec('COMMIT')
}

function addLayer(database: sqlite.Database, { name, source, styles }: Layer, about: string, changed: string): void {
  const { table, shape } = source
  const columns = table.columns.map((column) => ({ column, type: sqlType(column, shape.length) }))
  const own = columns.map(({ column, type }) => `, ${quoted(column.name)} ${type}`)
  database.exec(
    `CREATE TABLE ${quoted(name)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom ${shape.type.toUpperCase()}${own.join('')})`,
  )
  const insert = database.prepare(`INSERT INTO ${quoted(name)} VALUES (?, ?${', ?'.repeat(columns.length)})`)
  const whole = emptyBox()
  for (let row = 0; row < shape.length; row++) {
    const values = columns.map(({ column }) => (column.type === 'text' ? column.at(row) || null : numberOrNull(column.at(row))))
    insert.run([row + 1, geometry(source, row, whole), ...values])
  }
  insert.finalize()
  const box = shape.length === 0 ? [null, null, null, null] : [whole.west, whole.south, whole.east, whole.north]
  database.run('INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
    name,
    'features',
    // unlike any other in the file, as the standard asks
    name,
    about,
    changed,
    ...box,
    NATIONAL_GRID,
  ])
  database.run('INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)', [
    name,
    'geom',
    shape.type.toUpperCase(),
    NATIONAL_GRID,
  ])
  styles.forEach((style, k) => {
    database.run(
      'INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)',
      ['', '', name, 'geom', style.name, style.qml, '', k === 0 ? 1 : 0, about, 'hexbeat', changed],
    )
  })
}

function sqlType(column: Column, rows: number): string {
  if (column.type === 'text') return 'TEXT'
  for (let row = 0; row < rows; row++) {
    const value = column.at(row)
    if (!Number.isNaN(value) && !Number.isInteger(value)) return 'REAL'
  }
  return 'INTEGER'
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : significant(value)
}

interface Box {
  west: number
  south: number
  east: number
  north: number
}

function emptyBox(): Box {
  return {
    west: Number.POSITIVE_INFINITY,
    south: Number.POSITIVE_INFINITY,
    east: Number.NEGATIVE_INFINITY,
    north: Number.NEGATIVE_INFINITY,
  }
}

function widen(box: Box, west: number, south: number, east: number, north: number): void {
  box.west = Math.min(box.west, west)
  box.south = Math.min(box.south, south)
  box.east = Math.max(box.east, east)
  box.north = Math.max(box.north, north)
}

/** Two letters, version, flags, reference system; then, but for points, the box the geometry lies in. */
const POINT_HEAD = 8
const HEAD = POINT_HEAD + 4 * 8
const LITTLE_ENDIAN = 1
const WITH_BOX = 2

/** GeoPackage's own head before the well-known binary; widens `whole` to hold it. */
function geometry({ shape }: ResultTable, row: number, whole: Box): Uint8Array {
  const own = emptyBox()
  const project = (lng: number, lat: number): readonly [number, number] => {
    const [east, north] = toNationalGrid(lng, lat)
    const position = [Math.round(east * 1000) / 1000, Math.round(north * 1000) / 1000] as const
    widen(own, position[0], position[1], position[0], position[1])
    return position
  }
  const point = shape.type === 'point'
  const bytes = wkb(shape, row, project, point ? POINT_HEAD : HEAD)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x4750)
  view.setUint8(3, point ? LITTLE_ENDIAN : LITTLE_ENDIAN | WITH_BOX)
  view.setInt32(4, NATIONAL_GRID, true)
  if (!point) {
    view.setFloat64(POINT_HEAD, own.west, true)
    view.setFloat64(POINT_HEAD + 8, own.east, true)
    view.setFloat64(POINT_HEAD + 16, own.south, true)
    view.setFloat64(POINT_HEAD + 24, own.north, true)
  }
  widen(whole, own.west, own.south, own.east, own.north)
  return bytes
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Tables of the GeoPackage standard (annex C), and the one QGIS keeps its styles in. */
const SCHEMA = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
`

/** The rows the standard asks for, and the British National Grid. */
const SYSTEMS = [
  ['Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'],
  ['Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'],
  [
    'WGS 84 geodetic',
    4326,
    'EPSG',
    4326,
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
    'longitude and latitude of GPS',
  ],
  [
    'OSGB36 / British National Grid',
    27700,
    'EPSG',
    27700,
    'PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",DATUM["Ordnance_Survey_of_Great_Britain_1936",SPHEROID["Airy 1830",6377563.396,299.3249646,AUTHORITY["EPSG","7001"]],AUTHORITY["EPSG","6277"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4277"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],PARAMETER["false_northing",-100000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","27700"]]',
    'Great Britain',
  ],
] as const
