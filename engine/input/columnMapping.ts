import { EngineError } from '../error.js'
import { type DateGuess, type DateOrder, dateOrderOf } from './dateTime.js'
import { parseGridReference } from './gridReference.js'
import { separatorHint } from './separator.js'

/** `national-grid`: eastings and northings in metres; `grid-reference`: letters and digits (`SP 753 605`); `degrees`: WGS84 longitude and latitude. */
export type CoordinateSystem = 'national-grid' | 'grid-reference' | 'degrees'

/**
 * What a column may serve as, and its usual headings in lower case without blanks and punctuation, best first. A heading stands for one
 * field only.
 */
const HEADINGS = {
  id: [
    'crimeref',
    'crimereference',
    'crimereferencenumber',
    'crimerefno',
    'crimenumber',
    'crimeno',
    'crimeid',
    'crn',
    'occurrencenumber',
    'urn',
  ],
  code: ['hocode', 'homeofficecode', 'hoc', 'hooffencecode', 'homeofficeoffencecode', 'hocrimecode', 'hoclass', 'offencecode'],
  offence: [
    'offence',
    'offencedescription',
    'hooffence',
    'offencetitle',
    'offencename',
    'hodescription',
    'crimetype',
    'offencetype',
  ],
  recorded: [
    'recordeddate',
    'daterecorded',
    'recordeddatetime',
    'datetimerecorded',
    'recordedon',
    'recorded',
    'crimerecordeddate',
    'created',
    'createddate',
    'datecreated',
    'createdon',
  ],
  recordedTime: ['recordedtime', 'timerecorded', 'createdtime', 'timecreated'],
  from: [
    'committedfrom',
    'committedfromdate',
    'committedfromdatetime',
    'datecommittedfrom',
    'committeddatefrom',
    'firstcommitted',
    'firstcommitteddate',
    'datefirstcommitted',
    'earliestdate',
    'earliestdatetime',
    'occurredfrom',
    'datefrom',
    'fromdate',
    'offencestartdate',
    'startdate',
  ],
  fromTime: [
    'committedfromtime',
    'timecommittedfrom',
    'committedtimefrom',
    'firstcommittedtime',
    'earliesttime',
    'timefrom',
    'fromtime',
    'offencestarttime',
    'starttime',
  ],
  to: [
    'committedto',
    'committedtodate',
    'committedtodatetime',
    'datecommittedto',
    'committeddateto',
    'lastcommitted',
    'lastcommitteddate',
    'datelastcommitted',
    'latestdate',
    'latestdatetime',
    'occurredto',
    'dateto',
    'todate',
    'offenceenddate',
    'enddate',
  ],
  toTime: [
    'committedtotime',
    'timecommittedto',
    'committedtimeto',
    'lastcommittedtime',
    'latesttime',
    'timeto',
    'totime',
    'offenceendtime',
    'endtime',
  ],
  easting: ['easting', 'eastings', 'x', 'xcoord', 'xcoordinate', 'gridx', 'gridrefx', 'offenceeasting', 'locationeasting', 'osx'],
  northing: [
    'northing',
    'northings',
    'y',
    'ycoord',
    'ycoordinate',
    'gridy',
    'gridrefy',
    'offencenorthing',
    'locationnorthing',
    'osy',
  ],
  gridReference: ['gridref', 'gridreference', 'osgridref', 'osgridreference', 'ngr', 'nationalgridreference', 'osref'],
  lng: ['longitude', 'lng', 'long', 'lon'],
  lat: ['latitude', 'lat'],
  beat: ['beatcode', 'beat', 'npt', 'nptcode', 'neighbourhoodcode', 'beatid', 'policebeat', 'snt'],
  domestic: ['daflag', 'domesticabuseflag', 'domestic', 'domesticabuse', 'domesticflag', 'da', 'dvflag', 'domesticviolenceflag'],
  online: ['onlineflag', 'online', 'cyber', 'cyberflag', 'onlinecrimeflag', 'cybercrime', 'cyberenabled', 'internetrelated'],
  repeatLocation: ['repeatlocation', 'repeatlocationflag', 'repeatvenue', 'repeatlocationyn'],
  premises: ['premisestype', 'locationtype', 'premisetype', 'premises', 'premisesdescription', 'typeoflocation'],
  text: ['location', 'street', 'streetname', 'address', 'locationdescription', 'offencelocation', 'locationname', 'road'],
  status: ['status', 'crimestatus', 'recordstatus', 'currentstatus', 'statusdescription', 'investigationstatus'],
  lsoa: ['lsoa', 'lsoacode', 'lsoa21', 'lsoa21cd', 'lsoa11', 'lsoa11cd', 'lsoacode2021', 'lsoacode2011'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type FieldId = keyof typeof HEADINGS
export const FIELD_IDS = /* @__PURE__ */ Object.keys(HEADINGS).filter((key): key is FieldId => Object.hasOwn(HEADINGS, key))

/** Columns that hold a location, by system. */
const LOCATION_FIELDS: Readonly<Record<CoordinateSystem, readonly FieldId[]>> = {
  'national-grid': ['easting', 'northing'],
  'grid-reference': ['gridReference'],
  'degrees': ['lng', 'lat'],
}
const DATE_ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd', 'excel']
const SYSTEMS: readonly CoordinateSystem[] = ['national-grid', 'grid-reference', 'degrees']

/**
 * Which heading of a force's file serves which field. Plain JSON: it is saved in the configuration. `recorded` may name the heading of
 * `from` where no recording is known: a crime then counts in the month it began.
 */
export interface ColumnMapping {
  readonly fields: Readonly<Partial<Record<FieldId, string>>>
  readonly coordinates: CoordinateSystem
  readonly dates: DateOrder
  /** What every row has, where no column says it: a file of one offence. */
  readonly constants?: Readonly<Partial<Record<ConstantField, string>>>
}

const CONSTANT_FIELDS = ['code', 'offence'] as const
type ConstantField = (typeof CONSTANT_FIELDS)[number]

/** What a file looks like: shown to the user, who confirms or changes it. */
export interface MappingGuess {
  readonly fields: ColumnMapping['fields']
  /** Up to three values of each field. */
  readonly examples: Readonly<Partial<Record<FieldId, readonly string[]>>>
  /** Null where no columns hold locations. */
  readonly coordinates: CoordinateSystem | null
  readonly dates: DateGuess['order']
  /** Values that show the order of dates; two that disagree where it is mixed. */
  readonly dateExamples: readonly string[]
  /** Headings that serve nothing. */
  readonly unused: readonly string[]
}

const MAX_EXAMPLES = 3

/**
 * Guesses which column serves which field from the headings, the coordinate system and the order of dates from the values.
 *
 * @param rows some rows, as many as are at hand: with a few hundred the order of dates nearly always shows
 */
export function guessMapping(header: readonly string[], rows: readonly (readonly string[])[]): MappingGuess {
  const plain = header.map(plainHeading)
  const columnOf = (field: FieldId): number => {
    for (const heading of HEADINGS[field]) {
      const column = plain.indexOf(heading)
      if (column !== -1) return column
    }
    return -1
  }
  const values = (column: number) => rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '')
  const columns = new Map<FieldId, number>()
  for (const field of FIELD_IDS) {
    const column = columnOf(field)
    if (column !== -1) columns.set(field, column)
  }
  const coordinates = locationColumns(columns, values)
  const dated = (['recorded', 'from', 'to'] as const).flatMap((field) => {
    const column = columns.get(field)
    return column === undefined ? [] : values(column)
  })
  const used = new Set(columns.values())
  const { order, examples: dateExamples } = dateOrderOf(dated)
  return {
    fields: Object.fromEntries([...columns].map(([field, column]) => [field, header[column].trim()])),
    examples: Object.fromEntries(
      [...columns].map(([field, column]) => [field, [...new Set(values(column))].slice(0, MAX_EXAMPLES)]),
    ),
    coordinates,
    dates: order,
    dateExamples,
    unused: header.filter((_, column) => !used.has(column)),
  }
}

/** Decides the system by the values, and leaves in `columns` only the fields that belong to it. */
function locationColumns(columns: Map<FieldId, number>, values: (column: number) => string[]): CoordinateSystem | null {
  const pairs = [
    [columns.get('easting'), columns.get('northing')],
    [columns.get('lng'), columns.get('lat')],
  ] as const
  const reference = columns.get('gridReference')
  for (const fields of Object.values(LOCATION_FIELDS)) for (const field of fields) columns.delete(field)
  const found = [...pairs.map(([x, y]) => candidate(x, y, values)), ...referenceCandidate(reference, values)]
    .flat()
    // metres before letters before degrees: the most exact that has values; without any, the first heading
    .sort((a, b) => Number(b.seen) - Number(a.seen) || SYSTEMS.indexOf(a.system) - SYSTEMS.indexOf(b.system))[0]
  if (found === undefined) return null
  LOCATION_FIELDS[found.system].forEach((field, k) => {
    columns.set(field, found.columns[k])
  })
  return found.system
}

interface Candidate {
  readonly system: CoordinateSystem
  readonly columns: readonly number[]
  /** Values say so, not the heading alone. */
  readonly seen: boolean
}

function candidate(x: number | undefined, y: number | undefined, values: (column: number) => string[]): Candidate[] {
  if (x === undefined || y === undefined) return []
  const both = [...values(x), ...values(y)].map((value) => value.replaceAll(',', '')).filter((value) => Number(value) !== 0)
  // whole numbers are metres however small: eastings with digits cut off are not degrees
  const degrees = both.filter((value) => /^[+-]?\d{1,3}\.\d{2,}$/.test(value)).length
  return [{ system: degrees * 2 > both.length ? 'degrees' : 'national-grid', columns: [x, y], seen: both.length > 0 }]
}

function referenceCandidate(column: number | undefined, values: (column: number) => string[]): Candidate[] {
  if (column === undefined) return []
  const seen = values(column).some((value) => parseGridReference(value) !== null)
  return [{ system: 'grid-reference', columns: [column], seen }]
}

/** Lower case, letters and digits only: `HO_Code`, `HO Code` and `HoCode` are one heading. */
function plainHeading(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Whether this is a file of single crimes: a date of recording, an offence and a location were found. */
export function isForceExtract({ fields, coordinates }: MappingGuess): boolean {
  return fields.recorded !== undefined && (fields.code !== undefined || fields.offence !== undefined) && coordinates !== null
}

/** The guess in one line: `code "HO Code", recorded "Recorded Date" ...; national-grid; dates dmy`. */
export function describeGuess({ fields, coordinates, dates }: MappingGuess): string {
  const columns = FIELD_IDS.flatMap((field) =>
    fields[field] === undefined ? [] : [`${field} "${shown([fields[field] ?? ''])}"`],
  )
  return `${columns.join(', ')}; coordinates ${coordinates ?? 'not found'}; dates ${dates ?? 'not found'}`
}

const NO_ORDER = {
  ambiguous:
    'No date has a day over 12, so day and month cannot be told apart. Write "dates": "dmy" (day first) or "mdy" into the mapping.',
  mixed: 'Dates are written in more than one way, as these two. Bring all rows into one way, or write "dates" into the mapping.',
  none: 'No value of the columns of dates is a date. Write dates as 29/12/2024 or 2024-12-29, or name other columns in the mapping.',
} as const

/**
 * The guess as a mapping to read with, once the user has agreed to it.
 *
 * @param dates the order of dates where the user says it
 * @throws EngineError 'mapping-invalid' (something needed was not found), 'date-ambiguous'
 */
export function acceptGuess(guess: MappingGuess, file: string, dates: DateOrder | null = null): ColumnMapping {
  const order = dates ?? guess.dates
  if (guess.coordinates === null || !isForceExtract(guess)) {
    throw new EngineError('mapping-invalid', {
      file,
      hint: `A date of recording, a Home Office code or offence and a location are needed. Found: ${describeGuess(guess)}. Name the columns in the mapping.`,
    })
  }
  if (order === null || order === 'ambiguous' || order === 'mixed') {
    throw new EngineError('date-ambiguous', {
      file,
      column: guess.fields.recorded ?? '',
      value: guess.dateExamples.map((value) => shown([value])).join(', '),
      hint: NO_ORDER[order ?? 'none'],
    })
  }
  return { fields: guess.fields, coordinates: guess.coordinates, dates: order }
}

/**
 * A mapping read back from JSON.
 *
 * @throws EngineError 'mapping-invalid' naming the key, 'date-ambiguous' where `dates` is left open
 */
export function readMapping(json: unknown, file: string): ColumnMapping {
  const refuse = (column: string, value: unknown, hint: string): never => {
    throw new EngineError('mapping-invalid', { file, column, value: JSON.stringify(value) ?? '', hint })
  }
  if (!isRecord(json)) return refuse('mapping', json, 'Write an object with fields, coordinates and dates.')
  for (const key of Object.keys(json)) {
    if (!['fields', 'coordinates', 'dates', 'constants'].includes(key))
      refuse(key, json[key], 'Known: fields, coordinates, dates, constants.')
  }
  const { fields } = json
  if (!isRecord(fields)) return refuse('fields', fields, 'Write an object of fields and their headings.')
  const named: Partial<Record<FieldId, string>> = {}
  for (const [key, heading] of Object.entries(fields)) {
    const field = FIELD_IDS.find((id) => id === key)
    if (field === undefined) return refuse(`fields.${key}`, heading, `Known fields: ${FIELD_IDS.join(', ')}.`)
    if (typeof heading !== 'string' || heading.trim() === '')
      return refuse(`fields.${key}`, heading, 'Write the heading of a column.')
    named[field] = heading
  }
  const coordinates = SYSTEMS.find((system) => system === json.coordinates)
  if (coordinates === undefined) return refuse('coordinates', json.coordinates, `Write one of ${SYSTEMS.join(', ')}.`)
  if (json.dates === 'ambiguous')
    throw new EngineError('date-ambiguous', { file, column: 'dates', hint: `Write ${DATE_ORDERS.join(', ')}; dmy is day first.` })
  const dates = DATE_ORDERS.find((order) => order === json.dates)
  if (dates === undefined) return refuse('dates', json.dates, `Write one of ${DATE_ORDERS.join(', ')}.`)
  const needed: readonly FieldId[] = ['recorded', ...LOCATION_FIELDS[coordinates]]
  for (const field of needed) if (named[field] === undefined) refuse(`fields.${field}`, null, 'This field is needed.')
  const constants = readConstants(json.constants, named, refuse)
  if ([named.code, named.offence, constants.code, constants.offence].every((given) => given === undefined)) {
    const hint = 'The code or the offence is needed: a column, or for a file of one offence "constants": {"code": "28E"}.'
    refuse('fields.code', null, hint)
  }
  return { fields: named, coordinates, dates, ...(json.constants === undefined ? {} : { constants }) }
}

function readConstants(
  json: unknown,
  named: ColumnMapping['fields'],
  refuse: (column: string, value: unknown, hint: string) => never,
): NonNullable<ColumnMapping['constants']> {
  if (json === undefined) return {}
  if (!isRecord(json)) return refuse('constants', json, 'Write an object: {"code": "28E"}.')
  const constants: Partial<Record<ConstantField, string>> = {}
  for (const [key, value] of Object.entries(json)) {
    const field = CONSTANT_FIELDS.find((id) => id === key)
    if (field === undefined) return refuse(`constants.${key}`, value, `Known constants: ${CONSTANT_FIELDS.join(', ')}.`)
    if (typeof value !== 'string' || value.trim() === '') return refuse(`constants.${key}`, value, 'Write what every row has.')
    if (named[field] !== undefined) refuse(`constants.${key}`, value, `A column serves as ${key} too. Keep one of the two.`)
    constants[field] = value
  }
  return constants
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Column of each mapped field, -1 for fields not mapped. Headings are compared in lower case without punctuation.
 *
 * @throws EngineError 'mapping-column-missing' with the nearest heading, 'header-foreign' (a mapped heading is there twice)
 */
export function mappedColumns(
  { fields }: ColumnMapping,
  header: readonly string[],
  file: string,
  line: number,
): Record<FieldId, number> {
  const plain = header.map(plainHeading)
  const column = (field: FieldId): number => {
    const heading = fields[field]
    if (heading === undefined) return -1
    const exact = header.findIndex((name) => name.trim() === heading.trim())
    const found = exact !== -1 ? exact : plain.indexOf(plainHeading(heading))
    if (found === -1) {
      throw new EngineError('mapping-column-missing', {
        file,
        line,
        column: heading,
        hint: `It serves as ${field}. Did you mean ${shown([nearestHeading(heading, header)])}? The file has: ${shown(header)}.`,
      })
    }
    if (header.indexOf(header[found]) !== header.lastIndexOf(header[found]))
      throw new EngineError('header-foreign', { file, line, column: heading, hint: 'The column is there twice.' })
    return found
  }
  const columns = FIELD_IDS.map((field): [FieldId, number] => [field, column(field)])
  // every field has its entry
  return Object.fromEntries(columns) as Record<FieldId, number>
}

/**
 * What to do with a file whose headings are neither of police.uk nor enough for a force's own: which were recognised, which are missing.
 */
export function missingColumns({ fields, coordinates, unused }: MappingGuess): string {
  if (unused.length === 1 && Object.keys(fields).length === 0) return separatorHint(unused[0])
  const found = FIELD_IDS.flatMap((field) => (fields[field] === undefined ? [] : [`${field} "${shown([fields[field]])}"`]))
  const missing = [
    ...(fields.recorded === undefined ? ['a date of recording'] : []),
    ...(fields.code === undefined && fields.offence === undefined ? ['a Home Office code or an offence'] : []),
    ...(coordinates === null ? ['a location (easting and northing, a letter reference, or longitude and latitude)'] : []),
  ]
  return `It is no -street.csv file of data.police.uk; as a force's own file ${found.length === 0 ? 'none of its headings was recognised' : `these were recognised: ${found.join(', ')}`}. Missing: ${missing.join('; ')}. Name the columns with --mapping FILE.`
}

/** Headings of a file that is none have no bounds. */
function shown(header: readonly string[]): string {
  return header
    .slice(0, 60)
    .map((heading) => heading.slice(0, 60))
    .join(', ')
}

/** The heading that shares most pairs of letters: words in another order are near, which single-letter changes would not see. */
function nearestHeading(written: string, header: readonly string[]): string {
  const pairs = (text: string) => {
    const plain = plainHeading(text.slice(0, 60))
    return Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2))
  }
  const wanted = pairs(written)
  const likeness = (heading: string) => {
    const own = pairs(heading)
    return own.filter((pair) => wanted.includes(pair)).length / Math.max(1, own.length + wanted.length)
  }
  return header.reduce((best, heading) => (likeness(heading) > likeness(best) ? heading : best), header[0] ?? '')
}
