import { EngineError } from '../../engine/index.js'
import { type Arguments, camelCase } from '../arguments.js'
import type { STAT } from '../commandTable.js'

export type StatArguments = Arguments<typeof STAT>
export type FlagName = (typeof STAT)['flags'][number]['name']
type Input = 'cells' | 'values' | 'series' | 'points'

/** NaN and null are empty fields, always with a note that says why. */
export type Field = string | number | null

export interface StatTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Field[])[]
  /** Sentences for the reader: why fields are empty, what was left out, which plane was taken. */
  readonly notes: readonly string[]
  /** What misleads, as far as it is known only once the table is worked out. */
  readonly warnings?: readonly string[]
}

/** A statistic with its input read: ready to be worked out or explained. */
export interface Prepared {
  /** What `explain` describes, and what one of them is called. */
  readonly values: Float64Array
  readonly valuesAre: string
  /** Divisor, self, style, null and whatever else was chosen in this run. */
  readonly conventions: readonly string[]
  /** What misleads with this very input, a sentence or two each; printed as warnings. */
  readonly here: readonly string[]
  readonly table: () => StatTable
}

export interface Statistic {
  readonly does: string
  /** Header of the table, and where it differs. */
  readonly columns: string
  readonly moreColumns?: string
  /** Flags and values of a command that works. */
  readonly example: string
  /** What stands in help for a flag that other statistics take otherwise. */
  readonly flagHelp?: Readonly<Partial<Record<FlagName, { readonly value?: string; readonly help: string }>>>
  /** What it is of; eb-rates may be of two. */
  readonly input: Input
  /** Flags it takes beside `explain`; another one is refused rather than ignored. */
  readonly takes: readonly FlagName[]
  /** In plain text, a line each. */
  readonly formula: readonly string[]
  readonly misleads: string
  readonly source: string
  readonly prepare: (args: StatArguments) => Promise<Prepared>
}

const EXAMPLES: Readonly<Partial<Record<FlagName, string>>> = {
  'cells': 'cells.csv',
  'values': 'areas.csv',
  'series': 'series.csv',
  'points': 'points.csv',
  'at': 'cells.csv',
  'base': 'people.csv',
  'area': 'force.geojson',
  'value': 'crimes',
  'second': 'crimes_2024',
  'exposure': 'people',
  'least-base': '100',
  'space': '0,0.1,200,400',
  'time': '0,1,7,14',
}

/** @throws EngineError 'argument-missing' naming the flag */
export function given<T>(value: T | undefined, flag: FlagName): T {
  if (value !== undefined) return value
  throw new EngineError('argument-missing', { column: `--${flag}`, hint: `Give it: --${flag} ${EXAMPLES[flag] ?? ''}`.trimEnd() })
}

/** @throws EngineError 'option-invalid' for a flag the statistic does not take */
export function checkFlags(name: string, { takes }: Statistic, args: StatArguments, all: readonly { name: FlagName }[]): void {
  const known = new Set<FlagName>([...takes, 'explain'])
  const keys = new Set(Object.keys(args))
  const foreign = all.find((flag) => !known.has(flag.name) && keys.has(camelCase(flag.name)))
  if (foreign === undefined) return
  throw new EngineError('option-invalid', {
    column: `--${foreign.name}`,
    hint: `stat ${name} does not take it; it takes ${takes.map((flag) => `--${flag}`).join(', ')}.`,
  })
}

/** A decimal number of a flag. @throws EngineError 'option-invalid' */
export function numberFlag(text: string, flag: FlagName): number {
  const value = decimal(text)
  if (Number.isFinite(value)) return value
  throw new EngineError('option-invalid', { column: `--${flag}`, value: text, hint: 'Give a number, such as 0.5.' })
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** The number a text is, blanks round it left out; NaN where it is none. */
export function decimal(text: string): number {
  const written = text.trim()
  return DECIMAL.test(written) ? Number(written) : Number.NaN
}

/** @throws EngineError 'option-invalid' */
export function ringOf({ ring = 1 }: StatArguments): number {
  if (ring >= 1 && ring <= 5) return ring
  throw new EngineError('option-invalid', { column: '--ring', value: String(ring), hint: 'Give a whole number from 1 to 5.' })
}

/** Level of q. @throws EngineError 'option-invalid' */
export function alphaOf({ alpha = '0.05' }: StatArguments): number {
  const level = numberFlag(alpha, 'alpha')
  if (level > 0 && level < 1) return level
  throw new EngineError('option-invalid', {
    column: '--alpha',
    value: alpha,
    hint: 'Give a number between 0 and 1, such as 0.05.',
  })
}

/** Draws asked for, null for none. @throws EngineError 'option-invalid' */
export function drawsOf({ permutations }: StatArguments): number | null {
  if (permutations === undefined) return null
  if (permutations >= 1 && permutations <= 10_000_000) return permutations
  throw new EngineError('option-invalid', {
    column: '--permutations',
    value: String(permutations),
    hint: 'Give a whole number from 1 to 10000000, such as 999; leave the flag out for none.',
  })
}

/** Seed of the draws. @throws EngineError 'option-invalid' */
export function seedOf({ seed = 1 }: StatArguments): number {
  if (seed >= 0 && seed < 2 ** 32) return seed
  throw new EngineError('option-invalid', {
    column: '--seed',
    value: String(seed),
    hint: 'Give a whole number from 0 to 4294967295.',
  })
}

/** Why fields of a column are empty, each reason once, with the number of rows. */
export function emptyNotes(columns: string, reasons: Iterable<string | null>, words: Readonly<Record<string, string>>): string[] {
  const times = new Map<string, number>()
  for (const reason of reasons) if (reason !== null && reason !== '') times.set(reason, (times.get(reason) ?? 0) + 1)
  return [...times].map(
    ([reason, rows]) => `${columns}: empty in ${rows} ${rows === 1 ? 'row' : 'rows'} (${reason}): ${words[reason]}.`,
  )
}
