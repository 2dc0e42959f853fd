import { type Analysis, areaGiven, someAreas } from '../../engine/index.js'
import { nearest } from '../nearest.js'
import { refused } from './decimalFlag.js'

type Pairs = Readonly<Record<string, string>>

/** Kind and words of the area a flag names; null where it is not given. @throws EngineError 'option-invalid' for more than one */
export function onePair(flag: string, given: Pairs = {}): readonly [kind: string, text: string] | null {
  const [first = null, other] = Object.entries(given)
  if (other !== undefined) throw refused(flag, other.join('='), 'Give one area.')
  return first
}

/** The area `--beat` or `--in` names; null where neither is given. @throws EngineError as `areaOfFlag` */
export function areaFlag(
  analysis: Pick<Analysis, 'layers'>,
  given: { readonly beat?: string; readonly in?: Pairs },
): { kind: string; code: string } | null {
  return given.beat === undefined ? areaOfFlag(analysis, '--in', given.in) : areaOfFlag(analysis, '--beat', { beat: given.beat })
}

/**
 * The area a flag names as its kind and its code or name; null where it is not given.
 *
 * @throws EngineError 'option-invalid' as `onePair`, for a kind that was not given, an area that is not there, with the nearest that are,
 *         and a name or a part of a name that several have
 */
export function areaOfFlag(
  { layers }: Pick<Analysis, 'layers'>,
  flag: string,
  given: Pairs | undefined,
): { kind: string; code: string } | null {
  const pair = onePair(flag, given)
  if (pair === null) return null
  const [kind, text] = pair
  const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
  if (areas === undefined) {
    const kinds = layers.map((layer) => layer.areas.kind).join(', ') || 'none'
    const how = kind === 'beat' ? 'Give the beats: --beats FILE. ' : ''
    throw refused(flag, text, `${how}Kinds of areas given: ${kinds}.`)
  }
  const { found, rows } = areaGiven(text, areas)
  if (found === 'one') return { kind, code: areas.code[rows[0]] }
  if (found === 'several') throw refused(flag, text, `Several have this name: ${someAreas(areas, rows)}. Give the code.`)
  if (rows.length > 1)
    throw refused(flag, text, `${rows.length} have it in their name: ${someAreas(areas, rows)}. Give the code.`)
  const near = [nearest(text, areas.code), nearest(text, areas.name)].flatMap((word) => {
    const row = word === undefined ? -1 : areas.code.findIndex((code, at) => code === word || areas.name[at] === word)
    return row < 0 ? [] : [row]
  })
  const meant = [...new Set([...rows, ...near])].map((row) => someAreas(areas, [row]))
  const hint =
    meant.length > 0
      ? `Did you mean ${meant.join(' or ')}?`
      : `There are ${areas.length}: ${someAreas(areas, [...areas.code.keys()])}.`
  throw refused(flag, text, hint)
}
