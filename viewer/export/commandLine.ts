import { ANALYSE_DEFAULTS, compareText, isPartOfCategory, isToldOf } from '../../engine/index.js'
import type { Document } from '../load/document.js'
import { comparedIn, isChange } from '../state/compareOf.js'
import type { Settings } from '../state/url.js'
import { weightsOf } from '../state/weights.js'

/** Words of the command line that makes the numbers of a view again, and what they cannot say. */
export interface CommandLine {
  /** For a POSIX shell; a flag a line. */
  readonly text: string
  readonly notes: readonly string[]
}

/** What the command line marks results with where nothing is said. */
const MARKING = 'OFFICIAL-SENSITIVE'
const OUT = 'results-again'

/** Flags of layers that have their own. */
const LAYER_FLAGS: Readonly<Record<string, string>> = {
  ward: '--wards',
  beat: '--beats',
  sector: '--sectors',
  lsoa: '--lsoas',
  boundary: '--boundary',
}
/** Flags of other files, by the role they are recorded under. */
const FILE_FLAGS: Readonly<Record<string, string>> = {
  deprivation: '--deprivation',
  population: '--population',
  lookup: '--lookup',
  harm: '--harm',
  places: '--places',
  roads: '--roads',
  decisions: '--decisions',
  grid: '--grid-file',
  searches: '--searches',
  outcomes: '--outcomes',
  calls: '--calls',
}
/** Files that only a command other than `analyse` and `priority` writes. */
const OTHER_COMMANDS: Readonly<Record<string, string>> = {
  'patrol-visits.csv': 'patrol',
  'change.csv': 'change',
  'backtest.csv': 'backtest',
  'bases.csv': 'bases',
  'allocation.csv': 'allocate',
  'districts.csv': 'districts',
  'overlap.csv': 'overlap',
}

/**
 * The command line that makes the numbers of a view again: the inputs, options and question of the run, and the filter or weights of the
 * view. Files are as they were recorded, by name without folder.
 */
export function commandLine(
  document: Document,
  settings: Pick<Settings, 'view' | 'months' | 'categories' | 'weights'> & Partial<Settings>,
): CommandLine {
  const { inputs, sources, options, layers, factors, force, marking } = document
  const notes = ['Files are as they were named: write their folders before them.']
  const words: (readonly string[])[] = []
  const flag = (name: string, ...values: readonly string[]) => words.push([name, ...values])

  const kinds = new Set(layers.map(({ kind }) => kind))
  for (const [role, names] of byRole(inputs)) {
    const own = LAYER_FLAGS[role]
    if (own !== undefined || kinds.has(role)) {
      const name = wholeOf(names)
      if (names.length > 1) notes.push(`The areas “${role}” came as ${names.length} files: name their folder, or ${name}.`)
      if (own !== undefined) flag(own, name)
      else flag('--areas', `${role}=${name}`)
    } else if (role === 'factor') {
      for (const name of names) {
        const factor = factors.find(({ source }) => source === name)
        flag('--factors', factor === undefined ? name : `${factor.id}=${name}`)
      }
    } else if (FILE_FLAGS[role] !== undefined) for (const name of names) flag(FILE_FLAGS[role], name)
    else if (role === 'parents')
      notes.push(`Add --parents KIND=FILE for ${names.join(', ')}: the results do not say of which kind it is.`)
    else notes.push(`Add the flag that ${names.join(', ')} was given with (“${role}”).`)
  }

  for (const [key, name] of OPTION_FLAGS) {
    const value = options[key]
    if (value !== undefined && String(value) !== String(ANALYSE_DEFAULTS[key]) && value !== null) flag(name, String(value))
  }
  const fromFile = inputs.some(({ role }) => role === 'harm')
  if (!fromFile && typeof options.harm === 'string' && options.harm !== ANALYSE_DEFAULTS.harm) flag('--harm', options.harm)
  const problems = texts(options.problems)
  if (problems !== null && problems.join() !== ANALYSE_DEFAULTS.problems.join())
    for (const problem of problems) flag('--problem', problem)
  if (options.institutions === true) flag('--institutions', 'keep')
  if (options.addressesRepeat === true) flag('--addresses-repeat')
  if (options.boundaryFromData === true) flag('--boundary-from-data')

  const change = isChange({ view: settings.view, mode: settings.mode ?? null })
  const months = change ? null : settings.months
  const from = months?.from ?? options.from
  const to = months?.to ?? options.to
  if (typeof from === 'string') flag('--from', from)
  if (typeof to === 'string') flag('--to', to)
  const categories = settings.categories ?? texts(options.categories)
  if (categories !== null) flag('--categories', categories.join(','))

  const own = settings.view === 'priority' ? weightsOf(settings.weights, factors) : null
  const weights = own === null ? weightsOfOptions(options.weights) : shares(own)
  for (const [id, weight] of Object.entries(weights ?? {})) flag('--weights', `${id}=${weight}`)

  const patrol = settings.view === 'patrol'
  const command = change ? 'change' : document.priority === undefined || patrol ? 'analyse' : 'priority'
  if (change) {
    flag('--compare', compareText(comparedIn(settings.compare ?? null, document)))
    const { group = null, selection = null } = settings
    // a total of categories chosen is a group of the view alone
    const area = layers.find(({ file }) => file === selection?.list)
    const sized = layers.map(({ kind, count }) => ({ areas: { kind, length: count } }))
    // below ward level the view shows the total in place of a part of a category, and the command refuses it
    const told = (one: string) =>
      area === undefined || isToldOf({ byCode: isPartOfCategory(one) }, { areas: { kind: area.kind, length: area.count } }, sized)
    if (group !== null && group !== 'chosen' && told(group)) flag('--group', group)
    if (selection !== null && area !== undefined) flag('--area', `${area.kind}=${selection.id}`)
    if (selection?.list === 'cells') notes.push('Change by cell is worked out here alone: the command compares areas.')
  } else if (document.priority !== undefined && !patrol) {
    const asked: Readonly<Record<string, unknown>> = document.priority.options
    for (const [key, name, usual] of PRIORITY_FLAGS) {
      const value = asked[key]
      if (value === undefined || value === null || value === usual || value === false) continue
      if (value === true) flag(name)
      else flag(name, Array.isArray(value) ? value.join('-') : String(value))
    }
  }

  if ([...new Set(sources.flatMap(({ forces }) => forces))].toSorted().join(', ') !== force && force !== '')
    flag('--force', force)
  if (marking !== MARKING) flag('--marking', marking)
  // a force's own file has no force in its rows, and its columns were confirmed
  if (sources.some(({ forces }) => forces.length === 0)) {
    flag('--yes')
    notes.push('--yes accepts the columns as they look; if they were set by hand, give --mapping FILE in its place.')
  }
  if (inputs.some(({ role }) => role === 'calls')) notes.push('Add --call-types FILE if the calls were grouped by one.')
  const files = new Set(document.files.map(({ name }) => name))
  const others = Object.keys(OTHER_COMMANDS)
    .filter((name) => files.has(name))
    .map((name) => OTHER_COMMANDS[name])
    .filter((name) => name !== command)
  for (const other of others)
    notes.push(
      `What “hexbeat ${other}” adds has flags of its own, which the results do not hold: hexbeat ${other} --help lists them.`,
    )
  if (!change && (months !== null || settings.categories !== null))
    notes.push(
      'Counts and harm are those of the view. Evidence of heat, hotspots, score and rank are then worked out from the filtered records, where the view keeps those of the whole period.',
    )
  flag('--out', OUT)
  const operands = sources.map(({ name }) => quoted(/^-/.test(name) ? `./${name}` : name))
  const lines = [`hexbeat ${command} ${operands.join(' ')}`, ...words.map((line) => line.map(quoted).join(' '))]
  return { text: lines.join(' \\\n  '), notes }
}

/** The command line of a view for its Share menu, where Patrol has one of its own beside its plan. */
export function sharedCommand(document: Document, settings: Settings): CommandLine {
  const { text, notes } = commandLine(document, settings)
  if (settings.view !== 'patrol') return { text, notes }
  const plan =
    'This makes the results that a plan is drawn from, not the plan: that is hexbeat patrol, with --date and --crews FILE, since a shift and crews set here are in no file. Where a shift is planned here, its command stands with the files of the plan.'
  return { text, notes: [plan, ...notes] }
}

/** Options written as they are. */
const OPTION_FLAGS = [
  ['resolution', '--resolution'],
  ['measure', '--measure'],
  ['ring', '--ring'],
  ['permute', '--permute'],
  ['within', '--within'],
  ['areaOf', '--area-of'],
  ['seed', '--seed'],
] as const

/** Options of `priority`, their flags and what they are where nothing is said. */
const PRIORITY_FLAGS = [
  ['normalisation', '--normalisation', 'percentile'],
  ['aggregation', '--aggregation', 'arithmetic'],
  ['top', '--top', 5],
  ['draws', '--draws', 1000],
  ['areaDraws', '--area-draws', 200],
  ['areas', '--areas-wanted', 1],
  ['size', '--size', null],
  ['sizeIn', '--size-in', null],
  ['compactness', '--compactness', 3],
  ['inside', '--inside', null],
  ['fillHoles', '--fill-holes', false],
  ['nodes', '--nodes', 20_000],
] as const

/** Names of the files by role, in the order they were recorded. */
function byRole(inputs: Document['inputs']): Map<string, string[]> {
  const roles = new Map<string, string[]>()
  for (const { role, name } of inputs) roles.set(role, [...(roles.get(role) ?? []), name])
  return roles
}

/** The file that stands for the parts of a shapefile. */
const wholeOf = (names: readonly string[]) => names.find((name) => /\.shp$/i.test(name)) ?? names[0]

const texts = (value: unknown): readonly string[] | null => (Array.isArray(value) ? value.map(String) : null)

function weightsOfOptions(value: unknown): Readonly<Record<string, number>> | null {
  if (typeof value !== 'object' || value === null) return null
  return Object.fromEntries(Object.entries(value).map(([id, weight]) => [id, Number(weight)]))
}

/** Points as weights that add up to exactly 1 in millionths; the largest takes what rounding leaves. */
function shares(points: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const ids = Object.keys(points).filter((id) => points[id] > 0)
  const parts = ids.map((id) => Math.round(points[id] * 10_000))
  const largest = parts.indexOf(Math.max(...parts))
  parts[largest] += 1_000_000 - parts.reduce((sum, part) => sum + part, 0)
  return Object.fromEntries(ids.map((id, k) => [id, parts[k] / 1_000_000]))
}

/** A word as a POSIX shell takes it for itself. */
export const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
