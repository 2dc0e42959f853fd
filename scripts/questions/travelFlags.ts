/** `--travel`, `--detour` and `--kmh` of the commands that count minutes from hubs. */
import { STRAIGHT_LINE_DEFAULTS, type StraightLineOptions } from '../../engine/index.js'
import type { Flag } from '../commandTable.js'
import { decimalFlag, refused } from './decimalFlag.js'

const { kmh: SPEEDS, factor: DETOUR } = STRAIGHT_LINE_DEFAULTS

export const TRAVEL_FLAGS = [
  {
    name: 'travel',
    type: 'path',
    value: 'FILE',
    help: 'minutes by road: site,area,minutes (by LSOA; in allocate by LSOA or whole area); default straight lines',
  },
  { name: 'detour', type: 'text', value: 'NUMBER', help: `straight lines: length of the road over theirs; default ${DETOUR}` },
  {
    name: 'kmh',
    type: 'list',
    value: 'urban=A,rural=B',
    help: `straight lines: speeds; default ${Object.entries(SPEEDS)
      .map((pair) => pair.join('='))
      .join(',')}`,
  },
] as const satisfies readonly Flag[]

/** @throws EngineError 'option-invalid' */
export function straightLineOf({
  travel,
  detour,
  kmh,
}: {
  readonly travel?: string
  readonly detour?: string
  readonly kmh?: readonly string[]
}): StraightLineOptions {
  const given = detour ?? kmh?.join(',')
  if (travel !== undefined && given !== undefined)
    throw refused(
      detour === undefined ? '--kmh' : '--detour',
      given,
      'Times come from --travel. Leave out what straight lines need.',
    )
  return {
    factor:
      detour === undefined
        ? DETOUR
        : decimalFlag('--detour', detour, (value) => value >= 1, 'Road over straight line: 1 or more.'),
    kmh: { ...SPEEDS, ...speedsOf(kmh ?? []) },
  }
}

function speedsOf(pairs: readonly string[]): Record<string, number> {
  const speeds: Record<string, number> = {}
  for (const pair of pairs) {
    const [kind, value = '', ...more] = pair.split('=')
    const known = Object.hasOwn(SPEEDS, kind) && more.length === 0 && !Object.hasOwn(speeds, kind)
    if (!known) throw refused('--kmh', pair, 'Write urban=30,rural=55: one speed for each of the two.')
    speeds[kind] = decimalFlag('--kmh', value, (speed) => speed > 0, 'Give kilometres an hour above 0: urban=30,rural=55.')
  }
  return speeds
}
