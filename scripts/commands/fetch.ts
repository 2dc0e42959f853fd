/** hexbeat fetch --force NAME --months A..B: published data of one force into a folder. The only command that uses a network. */

import { join, relative, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { EngineError } from '../../engine/index.js'
import type { Fetched, Subject } from '../fetch/fetchForce.js'
import type { Clock } from '../fetch/tokenBucket.js'
import { nearest } from '../nearest.js'
import { VERSION } from '../version.js'
import type { Context } from './context.js'

/** A server that sends nothing for a minute has stopped. */
const IDLE_MS = 60_000

const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
}

export interface FetchArguments {
  readonly force?: string
  readonly months?: string
  readonly what?: readonly string[]
  readonly address?: Readonly<Record<string, string>>
  readonly mirror?: string
  readonly out?: string
}

/** @throws EngineError 'argument-missing', 'option-invalid', and all of `fetchForce` */
export async function fetchCommand(args: FetchArguments, { io, hooks, answer }: Context): Promise<void> {
  // nothing else of the program loads what talks to a network
  const [{ addresses }, { fetchForce, SUBJECTS }, { findForce }, { monthsOf }, { createNetwork }] = await Promise.all([
    import('../fetch/addresses.js'),
    import('../fetch/fetchForce.js'),
    import('../fetch/forces.js'),
    import('../fetch/months.js'),
    import('../fetch/network.js'),
  ])
  if (args.force === undefined) refuseMissing('--force', 'Name the force as police.uk does: --force northamptonshire')
  if (args.months === undefined) refuseMissing('--months', 'Name the months: --months 2024-01..2024-12')
  const force = findForce(args.force)
  const months = monthsOf(args.months)
  const subjects = subjectsOf(args.what ?? SUBJECTS, SUBJECTS)
  const folder = join(resolve(io.cwd, args.out ?? 'downloads'), force.slug)
  const network = createNetwork({
    mirror: args.mirror === undefined ? null : mirrorOf(args.mirror),
    signal: io.signal,
    clock: CLOCK,
    idleMs: IDLE_MS,
    agent: `hexbeat/${VERSION}`,
  })
  const progress = (stage: string, done: number) => hooks.progress?.(stage, done)
  const fetched = await fetchForce(network, { force, months, subjects, addresses: addresses(args.address), folder }, progress)

  const shown = (relative(io.cwd, folder) || '.').replaceAll('\\', '/')
  const command = analyseCommand(fetched, shown, months)
  const attribution = attributionOf(fetched)
  answer(reportText(fetched, shown, command, attribution), {
    out: shown,
    force: force.slug,
    ...fetched,
    command,
    attribution,
  })
}

function refuseMissing(column: string, hint: string): never {
  throw new EngineError('argument-missing', { column, hint })
}

function subjectsOf(given: readonly string[], known: readonly Subject[]): Set<Subject> {
  return new Set(
    given.map((written) => {
      const subject = known.find((one) => one === written)
      if (subject !== undefined) return subject
      const near = nearest(written, known)
      throw new EngineError('option-invalid', {
        column: '--what',
        value: written,
        hint: `${near === undefined ? '' : `Did you mean ${near}? `}Known: ${known.join(', ')}.`,
      })
    }),
  )
}

/** Another server may stand for all of them; without https only on this computer. */
function mirrorOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const own = url?.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === 'localhost')
  if (url === null || !(own || url.protocol === 'https:')) {
    throw new EngineError('option-invalid', {
      column: '--mirror',
      value: text,
      hint: 'Give an address that begins with https://, or http://127.0.0.1 for a server on this computer.',
    })
  }
  return url.href.replace(/\/$/, '')
}

/** The command that analyses what is there; null without crimes. */
function analyseCommand({ files, missing }: Fetched, folder: string, months: readonly string[]): string | null {
  const names = new Set(files.map(({ name }) => name))
  const present = months.filter((month) => !missing.includes(month))
  if (![...names].some((name) => name.startsWith('crime/'))) return null
  const file = (name: string) => quoted(`${folder}/${name}`)
  const flag = (word: string, name: string) => (names.has(name) ? [word, file(name)] : [])
  return [
    'hexbeat analyse',
    file('crime'),
    ...(names.has('beats.geojson') ? ['--boundary', file('beats.geojson')] : ['--boundary-from-data']),
    ...flag('--beats', 'beats.geojson'),
    ...flag('--wards', 'wards.geojson'),
    ...flag('--lsoas', 'lsoas.geojson'),
    ...flag('--deprivation', 'deprivation.csv'),
    '--from',
    present[0],
    '--to',
    present.at(-1),
    '--out results',
  ].join(' ')
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`
}

function attributionOf({ files }: Fetched): string[] {
  const has = (pattern: RegExp) => files.some(({ name }) => pattern.test(name))
  return [
    'Contains public sector information licensed under the Open Government Licence v3.0.',
    ...(has(/^(crime\/|beats)/) ? ['Source: data.police.uk'] : []),
    ...(has(/^(wards|lsoas)/)
      ? [
          'Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data (c) Crown copyright and database right [year of the boundaries]',
        ]
      : []),
    ...(has(/^deprivation/)
      ? ['Source: English indices of deprivation, Ministry of Housing, Communities and Local Government']
      : []),
  ]
}

function reportText(
  { files, missing, notes }: Fetched,
  folder: string,
  command: string | null,
  attribution: readonly string[],
): string {
  const crimes = files.filter(({ name }) => name.startsWith('crime/')).length
  const others = files.filter(({ name }) => !name.startsWith('crime/')).map(({ name }) => name)
  const lines = [
    `${folder}: ${[...(crimes > 0 ? [`${crimes} month${crimes === 1 ? '' : 's'} of crime`] : []), ...others].join(', ')}. fetch.json says where each file came from.`,
    ...(missing.length > 0
      ? [`Not published for this force: ${missing.join(', ')}. These months are missing, not without crime.`]
      : []),
    ...notes,
    ...(command === null ? [] : ['', 'Next:', `  ${command}`]),
    '',
    ...attribution,
  ]
  return `${lines.join('\n')}\n`
}
