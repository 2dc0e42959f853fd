/** Every error code with one line of meaning; `hexbeat --help errors` and the README table are made from this. */
export const ERROR_CODES = {
  'aborted': 'the caller stopped the run',
  'area-size-unmet': 'no connected area has the size and shape asked for',
  'areas-invalid': 'a boundary file cannot be used',
  'areas-no-code': 'no column with area codes was found; name it',
  'areas-overlap': 'areas of one layer overlap each other',
  'areas-parts-overlap': 'parts of one area lie on one another, or a hole outside of it',
  'areas-repeated-code': 'two areas of one layer carry the same code',
  'areas-self-crossing': 'a ring crosses itself',
  'argument-missing': 'something the command needs was not given',
  'boundary-missing': 'no boundary and no areas were given',
  'count-invalid': 'a count is negative or not a whole number',
  'control-wrong': 'the totals at the head of an aggregate are not those of its rows',
  'cover-short': 'there are fewer teams or officers than minimum cover needs',
  'crimes-missing': 'no crime file was found among the paths given',
  'cell-invalid': 'an H3 cell id is not one',
  'cell-repeated': 'a cell is in the table twice',
  'cell-resolution-mixed': 'the cells of a table are not all of one resolution',
  'column-missing': 'a column that is needed is not in the header',
  'command-unknown': 'there is no such command',
  'config-invalid': 'the configuration file is not readable JSON of known keys',
  'context-invalid': 'a file to draw under the map cannot be used',
  'coordinates-mixed': 'locations are in another coordinate system than the mapping says',
  'coordinates-national-grid': 'a longitude or latitude column holds National Grid metres',
  'coordinates-out-of-range': 'most locations lie where there is no land',
  'coordinates-swapped': 'longitude and latitude are the wrong way round',
  'date-ambiguous': 'day and month cannot be told apart, or are swapped',
  'district-empty': 'a district has none of the areas it should be made of',
  'factor-codes-foreign': 'the area codes of a factor are not those of the areas given',
  'factor-column-unclear': 'several columns of a factor file could be meant',
  'factor-constant': 'a factor has one value throughout, so it cannot rank areas',
  'factor-weights-invalid': 'the weights of the factors are not one each, from 0 up',
  'fetch-failed': 'no answer, or the connection broke',
  'fetch-missing': 'what was asked for is not at its address',
  'fetch-not-verified': 'what was downloaded is not what it should be',
  'fetch-refused': 'the server refused, or its answer is not accepted',
  'file-cut': 'the file ends in the middle of a row',
  'file-empty': 'the file holds no data',
  'file-exists': 'the file to be written is already there',
  'file-missing': 'there is no such file',
  'file-not-csv': 'the file is not comma-separated text',
  'file-unreadable': 'the file could not be read',
  'floor-unreachable': 'no choice of sites gives every group the share asked for',
  'header-foreign': 'the header is not one of the known layouts',
  'hotspots-missing': 'there is no hotspot to plan for',
  'length-mismatch': 'two columns that belong together differ in length',
  'mapping-column-missing': 'the mapping names a column the file does not have',
  'mapping-invalid': 'the mapping of columns to fields cannot be used',
  'mapping-needed': "the columns of a force's own file must be confirmed first",
  'month-twice': 'two different files hold the same force and month',
  'month-unlikely': 'months far from the others hold hardly a row',
  'needs-force-extract': 'this needs a force extract: published data has no exact places and times',
  'needs-places': 'this needs an aggregate of places, not of cells',
  'no-crimes-inside': 'no crime lies inside the study area',
  'no-data-in-period': 'the period asked for holds no data',
  'not-in-this-version': 'the command is not built yet',
  'option-invalid': 'an option has an impossible value',
  'option-unknown': 'there is no such option',
  'out-not-ours': 'the output folder is not one of results',
  'out-unwritable': 'the output folder cannot be written',
  'points-snapped': 'too many events share a position: distances between map points mean nothing',
  'points-too-few': 'there are too few events, or all lie on one place',
  'port-taken': 'the port is already in use',
  'resolution-invalid': 'the H3 resolution is not a whole number from 0 to 15',
  'results-invalid': 'the results folder cannot be read',
  'results-newer': 'the results were made in a newer format',
  'results-missing': 'the folder holds no results',
  'roads-invalid': 'a file of roads cannot be used',
  'scan-too-large': 'the scan has too many zones to go through',
  'score-needs-deprivation': 'no deprivation file is given, so areas have no score',
  'score-needs-lsoas': 'no LSOAs of the deprivation file are given, so areas have no score',
  'series-too-long': 'a series has too many steps',
  'series-too-short': 'a series has too few steps',
  'shift-too-short': 'nothing is left of a shift after briefing and breaks',
  'solver-failed': 'the solver could not solve a model',
  'solver-missing': 'the solver is not installed',
  'sites-too-few': 'more hubs or stops are asked for than there are candidate sites',
  'splits-too-many': 'teams and hubs can be split in too many ways to list',
  'study-area-too-large': 'the study area holds too many cells at this resolution',
  'state-changed': 'a state was written by another run since it was read',
  'state-other-options': 'a state was made with other options than these',
  'state-unreadable': 'a state file is none, is damaged or is of another version',
  'table-invalid': 'a table has a value that cannot be used',
  'tiles-invalid': 'a file of map tiles cannot be used',
  'time-in-future': 'a time lies in the future',
  'time-not-whole': 'a time must be a whole number of its unit',
  'time-without-zone': 'a time does not say its zone, so it may be an hour off',
  'too-many-pairs': 'more pairs of events than memory or time allows',
  'units-too-few': 'there are too few areas',
  'value-negative': 'a number that must not be negative is',
  'value-not-finite': 'a number that must be finite is not',
  'value-out-of-range': 'a number lies outside the range it can have',
  'ward-in-two-beats': 'a ward is listed under two beats',
  'weights-across-groups': 'weights join cells of different reference areas',
  'weights-not-binary': 'a permutation p needs weights of one',
  'weights-with-self': 'no cell may be its own neighbour here',
  'weights-without-self': 'Gi* needs every cell to be its own neighbour',
  'zip-path-escapes': 'an archive entry points outside the archive',
  'zip-ratio': 'an archive entry unpacks to far more than it should',
} as const

export type ErrorCode = keyof typeof ERROR_CODES

export interface ErrorPlace {
  file?: string
  /** Physical line, 1-based: what a spreadsheet shows. */
  line?: number
  column?: string
  value?: string
  hint?: string
}

/** Headings of a file that is none have no end: as much of a column's name and of a hint is kept. */
const COLUMN_LENGTH = 200
const HINT_LENGTH = 4000

/** The one error the engine throws on purpose: bad input, never a bug. */
export class EngineError extends Error {
  readonly code: ErrorCode
  readonly file: string | undefined
  readonly line: number | undefined
  readonly column: string | undefined
  /** Cut to 60 characters. */
  readonly value: string | undefined
  readonly hint: string | undefined

  constructor(code: ErrorCode, place: ErrorPlace = {}) {
    // callers without types hand over anything, and what is refused is said
    const value = place.value === undefined ? undefined : String(place.value).slice(0, 60)
    const column = place.column?.slice(0, COLUMN_LENGTH)
    const hint = place.hint?.slice(0, HINT_LENGTH)
    const where = [
      place.file,
      place.line === undefined ? undefined : `line ${place.line}`,
      column === undefined ? undefined : column.startsWith('--') ? `option ${column}` : `column ${column}`,
      value === undefined ? undefined : `value ${JSON.stringify(value)}`,
    ].filter((part) => part !== undefined)
    super(
      `${code}: ${ERROR_CODES[code]}${where.length > 0 ? ` (${where.join(', ')})` : ''}${hint === undefined ? '' : `. ${hint}`}`,
    )
    this.name = 'EngineError'
    this.code = code
    this.file = place.file
    this.line = place.line
    this.column = column
    this.value = value
    this.hint = hint
  }
}
