/** hexbeat priority CRIME... --out DIR: where a priority-area team should go. */
import {
  type Analysis,
  type Asked,
  EngineError,
  localPriorities,
  PRIORITY_DEFAULTS,
  type PriorityOptions,
  prioritise,
  rankTownCentres,
  readTextTable,
  resolvePriorityOptions,
  type Solver,
  TOWN_CENTRE,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question, ReadInput } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { asFlag } from './asFlag.js'
import { decimalFlag } from './decimalFlag.js'
import { refuseOwnFiles } from './ownFiles.js'
import { readNamedPriorities } from './residents.js'
import { workdayOf } from './workday.js'

export const PRIORITY = {
  name: 'priority',
  does: 'where a priority-area team should go: areas ranked on their factors with how firm each rank is, and the highest-need contiguous area',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    {
      name: 'normalisation',
      type: 'text',
      choices: ['percentile', 'exponential', 'min-max', 'z'],
      help: 'how factors are brought to one scale; default percentile',
    },
    {
      name: 'aggregation',
      type: 'text',
      choices: ['arithmetic', 'geometric'],
      help: 'how factors are put together; default arithmetic',
    },
    {
      name: 'top',
      type: 'whole',
      value: 'K',
      help: 'places that count as the top of a ranking, at most a fifth of its areas; default 5',
    },
    { name: 'draws', type: 'whole', value: 'N', help: 're-runs of each ranking, 100 and up; default 1000' },
    { name: 'area-draws', type: 'whole', value: 'N', help: 're-runs of the area search, 20 and up; default 200' },
    { name: 'areas-wanted', type: 'whole', value: 'K', help: 'contiguous areas, one after another; default 1' },
    {
      name: 'size',
      type: 'text',
      value: 'LEAST-MOST',
      help: 'size of such an area; default 6000-12000 residents, 0-4 km2 where they are unknown',
    },
    {
      name: 'size-in',
      type: 'text',
      choices: ['people', 'km2'],
      help: 'what --size counts; default people where they are known',
    },
    {
      name: 'compactness',
      type: 'text',
      value: 'NUMBER',
      help: 'most of perimeter squared over 4 pi area: a circle has 1; default 3',
    },
    { name: 'inside', type: 'text', value: 'KIND', help: 'it lies inside one of these; default lpa where given, else force' },
    { name: 'fill-holes', type: 'switch', help: 'take in what it runs all round' },
    { name: 'nodes', type: 'whole', value: 'N', help: 'steps that a proof of the best area may take; default 20000' },
    {
      name: 'workday',
      type: 'path',
      value: 'FILE',
      help: 'with --areas town-centre=FILE, which ranks town centres too: people there by day, as code,workday',
    },
    {
      name: 'local',
      type: 'text',
      value: 'KIND',
      help: 'areas to list local priorities of; default the widest of lpa, sector, beat, ward given',
    },
    {
      name: 'named',
      type: 'path',
      value: 'FILE',
      help: 'what residents and partners named, shown beside local priorities: area,priority,rank',
    },
    ...ANALYSE.flags,
  ],
  example:
    'hexbeat priority 2024-*/ --wards wards.geojson --lsoas lsoas.geojson --deprivation iod2025.csv --population people.csv --out priority',
} as const satisfies Command

type PriorityArguments = Arguments<typeof PRIORITY>

export const priorityQuestion: Question<PriorityArguments> = {
  command: PRIORITY.name,
  check(args) {
    try {
      resolvePriorityOptions(optionsOf(args))
    } catch (error) {
      throw asFlag(FLAGS, error)
    }
    refuseOwnFiles(args.areas, ['priority', 'priority-areas', 'factor-checks', 'town-centres', 'local-priorities'])
    if (args.workday !== undefined && args.areas?.[TOWN_CENTRE] === undefined)
      throw new EngineError('option-invalid', {
        column: '--workday',
        hint: `It is of town centres: give them with --areas ${TOWN_CENTRE}=FILE.`,
      })
  },
  async ask(analysis, args, read, { hooks }) {
    const beside = { ...(await centres(analysis, args, read)), ...(await local(analysis, args, read)) }
    const solver = await solverThere()
    try {
      return { priority: await prioritise(analysis, optionsOf(args), solver, hooks), ...beside }
    } catch (error) {
      throw asFlag(FLAGS, error)
    }
  },
}

/** The flag of each option of `prioritise` that has another name. */
const FLAGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(PRIORITY_DEFAULTS).map((option) => [option, `--${option}`])),
  areaDraws: '--area-draws',
  areas: '--areas-wanted',
  sizeIn: '--size-in',
  fillHoles: '--fill-holes',
}

async function centres(analysis: Analysis, args: PriorityArguments, read: ReadInput): Promise<Asked> {
  const layer = analysis.layers.find(({ areas }) => areas.kind === TOWN_CENTRE)
  if (layer === undefined) return {}
  const file = args.workday === undefined ? null : await read('workday', args.workday)
  const workday = file === null ? null : workdayOf(readTextTable(file.bytes, file.name), layer.areas.code)
  return { townCentres: rankTownCentres(analysis, args.draws === undefined ? { workday } : { workday, draws: args.draws }) }
}

const LOCAL_KINDS: readonly string[] = ['lpa', 'sector', 'beat', 'ward']

async function local(analysis: Analysis, args: PriorityArguments, read: ReadInput): Promise<Asked> {
  const asked = args.local !== undefined || args.named !== undefined
  if (!asked && !analysis.layers.some(({ areas }) => LOCAL_KINDS.includes(areas.kind))) return {}
  const file = args.named === undefined ? null : await read('named', args.named)
  const named = file === null ? null : readNamedPriorities(readTextTable(file.bytes, file.name))
  return { localPriorities: localPriorities(analysis, { kind: args.local ?? null, named }) }
}

/** The optional solver where it is installed: without it the best area is bounded, not proven. */
async function solverThere(): Promise<Solver | null> {
  const { loadSolver } = await import('../solver.js')
  return loadSolver().catch((error: unknown) => {
    if (error instanceof EngineError && error.code === 'solver-missing') return null
    throw error
  })
}

function optionsOf(args: PriorityArguments): Partial<PriorityOptions> {
  const { normalisation, aggregation, top, draws, areaDraws, sizeIn, size, compactness, inside, fillHoles, nodes } = args
  const options = {
    normalisation: (['percentile', 'exponential', 'min-max', 'z'] as const).find((one) => one === normalisation),
    aggregation: (['arithmetic', 'geometric'] as const).find((one) => one === aggregation),
    top,
    draws,
    areaDraws,
    areas: args.areasWanted,
    sizeIn: (['people', 'km2'] as const).find((one) => one === sizeIn),
    size: size === undefined ? undefined : sizeOf(size),
    compactness:
      compactness === undefined
        ? undefined
        : decimalFlag('--compactness', compactness, (value) => value >= 1, 'A circle has 1, a square 1.27; 3 is usual.'),
    inside,
    fillHoles,
    nodes,
  } satisfies { [K in keyof PriorityOptions]: PriorityOptions[K] | undefined }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

/** `6000-12000`. */
function sizeOf(text: string): readonly [number, number] {
  const parts = /^\s*(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)\s*$/.exec(text)
  if (parts !== null) return [Number(parts[1]), Number(parts[2])]
  throw new EngineError('option-invalid', { column: '--size', value: text, hint: 'Write the least and the most: 6000-12000.' })
}
