/** Every command and flag of the command line: the only list, read by the parser, `--help`, the configuration file and its schema. */

export const DEFAULT_MARKING = 'OFFICIAL-SENSITIVE'

export type FlagType = 'switch' | 'text' | 'whole' | 'path' | 'name-or-path' | 'list' | 'texts' | 'paths' | 'pairs' | 'path-pairs'

export interface Flag {
  /** Without the dashes; the configuration key is the same word in camelCase. */
  readonly name: string
  /** `list` is comma-separated; `texts`, `paths`, `pairs` may be given again; a pair is KIND=VALUE. */
  readonly type: FlagType
  /** What stands after the flag in help. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly help: string
}

export interface Command {
  readonly name: string
  readonly does: string
  /** Arguments without dashes, as printed in help. */
  readonly operands: string
  readonly mostOperands: number
  readonly flags: readonly Flag[]
  readonly example: string
}

/** Flags that every command takes. */
export const COMMON_FLAGS = [
  { name: 'help', type: 'switch', help: 'what the command does, its flags and an example' },
  { name: 'json', type: 'switch', help: 'one JSON value on standard output, also on failure' },
  { name: 'quiet', type: 'switch', help: 'no progress, no notes and no tables' },
  { name: 'debug', type: 'switch', help: 'show where in the code an error arose' },
] as const satisfies readonly Flag[]

export const CHECK = {
  name: 'check',
  does: 'read everything, map nothing: row accounting, missing months, repeats, precision, busiest points',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    {
      name: 'mapping',
      type: 'path',
      value: 'FILE',
      help: "columns of a force's own files; default: as they look, which is shown",
    },
    {
      name: 'grid-file',
      type: 'path',
      value: 'FILE',
      help: 'OSTN15 grid of the Ordnance Survey, where analyse is given it too: decisions on places go by where they lie',
    },
    { name: 'places', type: 'path', value: 'FILE', help: 'decisions on places: a file of --save-places that people filled in' },
    { name: 'save-places', type: 'path', value: 'FILE', help: 'write the busiest points as a CSV in which people decide' },
  ],
  example: 'hexbeat check 2024-01/ 2024-02/ --save-places places.csv',
} as const satisfies Command

export const ANALYSE = {
  name: 'analyse',
  does: 'the whole chain: cells, clusters, hotspots and ranked areas, written to a results folder',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    {
      name: 'boundary',
      type: 'path',
      value: 'FILE',
      help: 'outline of the force, in any form wards may have; default: the union of the areas given',
    },
    {
      name: 'mapping',
      type: 'path',
      value: 'FILE',
      help: "columns of a force's own files, as JSON; written there once confirmed if there is no such file",
    },
    { name: 'yes', type: 'switch', help: "accept the columns of a force's own files as they look" },
    {
      name: 'state',
      type: 'path',
      value: 'FILE',
      help: 'keep what was read, locations too, so that --update need not read it again',
    },
    { name: 'update', type: 'switch', help: 'add the crime files to what the file of --state holds: the same as reading all' },
    {
      name: 'grid-file',
      type: 'path',
      value: 'FILE',
      help: 'OSTN15 grid of the Ordnance Survey; without it eastings are good to 5 m',
    },
    {
      name: 'wards',
      type: 'path',
      value: 'FILE',
      help: 'wards: GeoJSON, KML, zipped shapefile or TopoJSON, or a folder of them',
    },
    { name: 'beats', type: 'path', value: 'FILE', help: 'beats, likewise' },
    { name: 'sectors', type: 'path', value: 'FILE', help: 'sectors, likewise' },
    { name: 'lsoas', type: 'path', value: 'FILE', help: 'LSOAs of the vintage of the deprivation file, likewise' },
    { name: 'areas', type: 'path-pairs', value: 'KIND=FILE', help: 'any other kind of area, likewise' },
    { name: 'mend-rings', type: 'switch', help: 'mend rings that cross themselves, and say where' },
    {
      name: 'roads',
      type: 'path',
      value: 'FILE',
      help: "streets as GeoJSON lines with names: they name and bound the hotspots of a force's own places",
    },
    { name: 'code-column', type: 'pairs', value: 'KIND=COLUMN', help: 'column with the codes of one kind, when it is not found' },
    { name: 'name-column', type: 'pairs', value: 'KIND=COLUMN', help: 'column with the names of one kind, or of roads' },
    { name: 'parent-column', type: 'pairs', value: 'KIND=COLUMN', help: 'column with the parent codes of one kind' },
    {
      name: 'parents',
      type: 'path-pairs',
      value: 'KIND=FILE',
      help: 'lookup of one kind to another layer, such as lsoa=lsoa-to-ward.csv',
    },
    {
      name: 'deprivation',
      type: 'paths',
      value: 'FILE',
      help: 'Indices of Deprivation by LSOA; give sub-domains as a second file',
    },
    { name: 'population', type: 'path', value: 'FILE', help: 'residents by LSOA' },
    {
      name: 'factors',
      type: 'texts',
      value: 'ID=FILE',
      help: 'a factor by area: unemployment=claimants.csv and children=absence.csv replace proxies, others are added; #COLUMN/BASE names columns',
    },
    {
      name: 'weights',
      type: 'pairs',
      value: 'ID=NUMBER',
      help: 'weight of each factor of the score, adding up to 1, a factor left out 0; default: all the same',
    },
    { name: 'swing', type: 'pairs', value: 'ID=POINTS', help: 'weights by swing: 100 points shared out, in place of --weights' },
    {
      name: 'searches',
      type: 'paths',
      value: 'FILE',
      help: 'stop and search files of police.uk: counted by area, apart from crimes',
    },
    {
      name: 'outcomes',
      type: 'paths',
      value: 'FILE',
      help: 'outcomes files of police.uk: what became of the crimes, in outcomes.csv',
    },
    { name: 'calls', type: 'paths', value: 'FILE', help: 'calls for service: counted by area as demand, never as crimes' },
    { name: 'call-types', type: 'path', value: 'FILE', help: 'groups of the types of calls: call_type,group' },
    { name: 'lookup', type: 'path', value: 'FILE', help: 'LSOA codes of one census to those of the next' },
    { name: 'harm', type: 'name-or-path', value: 'NAME|FILE', help: 'harm weights: css, or a file of your own' },
    {
      name: 'problem',
      type: 'texts',
      value: 'NAME',
      help: 'problem profile of the hotspot list; default asb and serious-violence',
    },
    { name: 'resolution', type: 'whole', value: 'N', help: 'H3 resolution; default 9, cells of about 0.1 km2' },
    { name: 'measure', type: 'text', choices: ['volume', 'harm', 'rate'], help: 'what clusters and unscored ranks are of' },
    { name: 'ring', type: 'whole', value: 'N', help: 'neighbours within this many rings count in Gi*; default 1' },
    { name: 'permute', type: 'text', choices: ['total', 'conditional'], help: 'null of the exact p; default total' },
    { name: 'from', type: 'text', value: 'YYYY-MM', help: 'first month of the period; default: the latest 12 in a row' },
    { name: 'to', type: 'text', value: 'YYYY-MM', help: 'last month of the period' },
    { name: 'categories', type: 'list', value: 'A,B', help: 'keep these police.uk categories only' },
    {
      name: 'within',
      type: 'text',
      value: 'KIND',
      help: 'reference areas of Gi*: force, built-up or a kind given; default lpa where given, else force',
    },
    {
      name: 'institutions',
      type: 'text',
      choices: ['keep', 'leave-out'],
      help: 'police stations, prisons, hospitals in hot lists; default leave-out',
    },
    {
      name: 'places',
      type: 'path',
      value: 'FILE',
      help: 'decisions on places: keep, institution, by-default, premises (check --save-places)',
    },
    {
      name: 'area-of',
      type: 'text',
      choices: ['point', 'record'],
      help: 'beat a crime counts in: of its point, or of its record where it names one; default point',
    },
    {
      name: 'addresses-repeat',
      type: 'switch',
      help: 'points are places although they look like those of a map: many rows at one are of an address that repeats',
    },
    { name: 'boundary-from-data', type: 'switch', help: 'no boundary: take the cells around the crimes, and mark the result' },
    { name: 'decisions', type: 'path', value: 'FILE', help: 'earlier hotspots.csv with decisions; default: the one in --out' },
    { name: 'force', type: 'text', value: 'NAME', help: 'name of the force, which its own files do not hold' },
    { name: 'marking', type: 'text', value: 'TEXT', help: `protective marking of every output; default ${DEFAULT_MARKING}` },
    {
      name: 'formats',
      type: 'list',
      value: 'A,B',
      help: 'files beside CSV and GeoJSON: xlsx, parquet (both by default), geoparquet, gpkg, kml, powerbi',
    },
    { name: 'excel', type: 'switch', help: 'CSV for Excel: byte order mark and CRLF' },
    { name: 'seed', type: 'whole', value: 'N', help: 'seed of simulated p-values; default 1' },
    { name: 'out', type: 'path', value: 'DIR', help: 'results folder, written whole or not at all' },
    { name: 'config', type: 'path', value: 'FILE', help: 'JSON with these flags as camelCase keys; flags win over it' },
  ],
  example: 'hexbeat analyse 2024-*/ --wards wards.geojson --lsoas lsoas.geojson --deprivation iod2025.csv --out results',
} as const satisfies Command

/** What `stat` is followed by; `scripts/stat/statistics.ts` has what each does. */
export const STATISTIC_NAMES = [
  'gistar',
  'gi',
  'local-moran',
  'moran',
  'geary',
  'general-g',
  'eb-rates',
  'exceedance',
  'scan',
  'kde',
  'dual-kde',
  'nearest-neighbour',
  'knox',
  'centrography',
  'mann-kendall',
  'seasonal-kendall',
  'change-point',
  'emerging',
  'persistence',
  'dispersion',
  'concentration',
  'sppt',
  'breaks',
  'fdr',
] as const

export const STAT = {
  name: 'stat',
  does: `one statistic on a plain table, CSV in, CSV out: ${STATISTIC_NAMES.join(', ')}`,
  operands: 'NAME',
  mostOperands: 1,
  flags: [
    {
      name: 'explain',
      type: 'switch',
      help: 'print formula, conventions, what the values look like and what misleads, not the table',
    },
    { name: 'cells', type: 'path', value: 'FILE', help: 'CSV with a column of H3 cells; all cells in it are the study area' },
    { name: 'values', type: 'path', value: 'FILE', help: 'CSV with ids first: units, areas or tests' },
    {
      name: 'series',
      type: 'path',
      value: 'FILE',
      help: 'CSV with ids first, then one column a step; empty, NA and NaN: not measured',
    },
    { name: 'points', type: 'path', value: 'FILE', help: 'CSV of events: x,y in metres (they win), or lng|lon,lat in degrees' },
    { name: 'base', type: 'path', value: 'FILE', help: 'CSV of the points to divide by: x,y or lng|lon,lat, as the others' },
    {
      name: 'at',
      type: 'path',
      value: 'FILE',
      help: 'CSV of the places to estimate at, with their ids as cell, h3 or first: x,y or lng|lon,lat, as the points',
    },
    {
      name: 'area',
      type: 'path',
      value: 'FILE',
      help: 'polygon the points could lie in',
    },
    { name: 'value', type: 'text', value: 'COLUMN', help: 'column with the values' },
    { name: 'second', type: 'text', value: 'COLUMN', help: 'column with the counts of the second pattern' },
    {
      name: 'exposure',
      type: 'text',
      value: 'COLUMN',
      help: 'column with what events are expected in proportion to: people, ground',
    },
    { name: 'weight', type: 'text', value: 'COLUMN', help: 'column with what each point counts for; default: one each' },
    { name: 'km2', type: 'text', value: 'COLUMN', help: 'column with the ground of each unit, for shares of it' },
    { name: 'when', type: 'text', value: 'COLUMN', help: 'column with whole days, or dates YYYY-MM-DD; default day' },
    { name: 'ring', type: 'whole', value: 'N', help: 'neighbours within this many rings count; default 1' },
    {
      name: 'style',
      type: 'text',
      choices: ['B', 'W'],
      help: 'binary or row-standardised weights',
    },
    {
      name: 'permute',
      type: 'text',
      choices: ['total', 'conditional'],
      help: 'null of the exact p',
    },
    {
      name: 'moments',
      type: 'text',
      choices: ['conditional', 'total', 'randomisation', 'normality'],
      help: 'null of z',
    },
    { name: 'divisor', type: 'text', choices: ['n', 'n-1'], help: 'of the variance; default n' },
    {
      name: 'prior',
      type: 'text',
      choices: ['global', 'spatial'],
      help: 'drawn to the mean of all (default), or of the ring',
    },
    { name: 'phi', type: 'text', value: 'NUMBER', help: 'variance over mean of a count; default 1, see stat dispersion' },
    { name: 'shape', type: 'text', choices: ['circular', 'flexible'], help: 'of the zones; default circular' },
    {
      name: 'max-share',
      type: 'text',
      value: 'NUMBER',
      help: 'circular: largest share of the expected in a zone; default 0.5',
    },
    { name: 'kernel', type: 'text', choices: ['quartic', 'epanechnikov', 'gaussian'], help: 'default quartic' },
    {
      name: 'bandwidth',
      type: 'text',
      value: 'METRES|RULE',
      help: 'radius (Gaussian: standard deviation), or normal (default), esri, patrol, cross-validation',
    },
    {
      name: 'nearest',
      type: 'whole',
      value: 'N',
      help: 'this many points or cells nearest to a place',
    },
    {
      name: 'least-base',
      type: 'text',
      value: 'NUMBER',
      help: 'base there must be around a place for a ratio, weighted by the kernel',
    },
    { name: 'space', type: 'list', value: 'A,B', help: 'edges of the distance bands, metres' },
    { name: 'time', type: 'list', value: 'A,B', help: 'edges of the time bands, days' },
    {
      name: 'within',
      type: 'text',
      choices: ['all', 'quarter'],
      help: 'days are permuted within; default quarter for dates, else all',
    },
    { name: 'allow-snapped', type: 'switch', help: 'go on although many points share a position' },
    { name: 'period', type: 'whole', value: 'N', help: 'steps in a year; default 12' },
    { name: 'hamed-rao', type: 'switch', help: 'correct the variance for autocorrelation; from 24 steps on' },
    {
      name: 'curve',
      type: 'switch',
      help: 'print the Lorenz curve beside that of chance, not the summary',
    },
    { name: 'rules', type: 'text', choices: ['esri-3', 'esri-2'], help: 'wording of the classes; default esri-3' },
    {
      name: 'method',
      type: 'text',
      choices: ['bh', 'by', 'bonferroni'],
      help: 'of Benjamini-Hochberg (default), Benjamini-Yekutieli or Bonferroni',
    },
    {
      name: 'alpha',
      type: 'text',
      value: 'NUMBER',
      help: 'level of q the number of permutations must reach, in (0, 1); default 0.05',
    },
    { name: 'permutations', type: 'whole', value: 'R', help: 'random draws for a simulated p, from 1; default none' },
    { name: 'all-draws', type: 'switch', help: 'make all R draws in every row; default: stop at 10 as extreme in each tail' },
    { name: 'seed', type: 'whole', value: 'S', help: 'seed of the draws, 0 to 4294967295; default 1' },
  ],
  example: 'hexbeat stat gistar --cells cells.csv --value crimes --ring 1',
} as const satisfies Command

export const SAMPLE = {
  name: 'sample',
  does: 'make the synthetic sample force: crimes, areas, deprivation, and the truths planted in it',
  operands: '',
  mostOperands: 0,
  flags: [
    { name: 'out', type: 'path', value: 'DIR', help: 'folder; default data/sample' },
    { name: 'seed', type: 'whole', value: 'N', help: 'same seed, same force; default 1' },
  ],
  example: 'hexbeat sample --out data/sample',
} as const satisfies Command

export const SQL = {
  name: 'sql',
  does: 'print the query that counts crimes by place in an existing engine; analyse takes its answer in place of the crime files',
  operands: '',
  mostOperands: 0,
  flags: [
    { name: 'dialect', type: 'text', choices: ['clickhouse', 'duckdb', 'ansi'], help: 'SQL of the engine' },
    {
      name: 'table',
      type: 'text',
      value: 'TABLE',
      help: 'table, view or table function with a row a crime, as the engine writes it; default crime',
    },
    {
      name: 'column',
      type: 'pairs',
      value: 'FIELD=COLUMN',
      help: 'column of lng, lat, lsoa, location, category, month or force; - where there is none; default: as police.uk heads them',
    },
    {
      name: 'cells',
      type: 'switch',
      help: 'count by H3 cell instead, by the H3 of ClickHouse: for maps of your own, not for analyse',
    },
    { name: 'resolution', type: 'whole', value: 'N', help: 'of the cells; default 9' },
    {
      name: 'argument-order',
      type: 'text',
      choices: ['lat_lon', 'lon_lat'],
      help: 'of geoToH3: lon_lat for a ClickHouse without the setting geotoh3_argument_order; default lat_lon, which sets it',
    },
  ],
  example: 'hexbeat sql --dialect clickhouse --table crime > places.sql',
} as const satisfies Command

export const INIT = {
  name: 'init',
  does: 'write a configuration file to start from',
  operands: '[FILE]',
  mostOperands: 1,
  flags: [],
  example: 'hexbeat init hexbeat.json',
} as const satisfies Command

export const VIEW = {
  name: 'view',
  does: 'show a results folder in the browser, from this computer only (127.0.0.1)',
  operands: '[DIR]',
  mostOperands: 1,
  flags: [{ name: 'port', type: 'whole', value: 'N', help: 'port; default: one that is free' }],
  example: 'hexbeat view results --port 8080',
} as const satisfies Command

export const FETCH = {
  name: 'fetch',
  does: 'download published data of one force: crimes, neighbourhoods, wards, LSOAs, deprivation; the only command that uses a network',
  operands: '',
  mostOperands: 0,
  flags: [
    { name: 'force', type: 'text', value: 'NAME', help: 'the force, as police.uk names it: northamptonshire' },
    { name: 'months', type: 'text', value: 'A..B', help: 'first and last month: 2024-01..2024-12' },
    { name: 'what', type: 'list', value: 'A,B', help: 'crimes, neighbourhoods, wards, lsoas, deprivation; default all' },
    { name: 'out', type: 'path', value: 'DIR', help: 'folder; default downloads' },
    {
      name: 'address',
      type: 'pairs',
      value: 'ID=URL',
      help: 'addresses move: give the new one; those in use are in data/downloads.csv',
    },
    { name: 'mirror', type: 'text', value: 'URL', help: 'one server in place of all hosts: https, or http on this computer' },
  ],
  example: 'hexbeat fetch --force northamptonshire --months 2024-01..2024-12',
} as const satisfies Command
