import type { Analysis } from '../../engine/index.js'
import { nearest } from '../nearest.js'
import { refused } from './decimalFlag.js'

const MOST_NAMED = 5

/**
 * The area `--beat` or `--in` names, by code or by name; null where neither is given.
 *
 * @throws EngineError 'option-invalid' for a kind that was not given, an area that is not there, with the nearest that are, and a name that
 *         several have
 */
export function areaFlag(
  { layers }: Pick<Analysis, 'layers'>,
  given: { readonly beat?: string; readonly in?: Readonly<Record<string, string>> },
): { kind: string; code: string } | null {
  const pairs = Object.entries(given.in ?? {})
  const [kind, text] = given.beat === undefined ? (pairs[0] ?? []) : ['beat', given.beat]
  if (kind === undefined || text === undefined) return null
  const flag = given.beat === undefined ? '--in' : '--beat'
  if (pairs.length > 1) throw refused(flag, pairs[1].join('='), 'Give one area.')
  const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
  if (areas === undefined) {
    const kinds = layers.map((layer) => layer.areas.kind).join(', ') || 'none'
    const how = kind === 'beat' ? 'Give the beats: --beats FILE. ' : ''
    throw refused(flag, text, `${how}Kinds of areas given: ${kinds}.`)
  }
  if (areas.code.includes(text)) return { kind, code: text }
  const same = (one: string) => one.toLowerCase() === text.toLowerCase()
  const named = areas.code.filter((code, row) => same(code) || same(areas.name[row]))
  if (named.length === 1) return { kind, code: named[0] }
  if (named.length > 1)
    throw refused(flag, text, `Several have this name: ${named.slice(0, MOST_NAMED).join(', ')}. Give the code.`)
  const near = [nearest(text, areas.code), nearest(text, areas.name)].flatMap((word) => {
    const row = word === undefined ? -1 : areas.code.findIndex((code, at) => code === word || areas.name[at] === word)
    return row < 0 ? [] : [`${areas.code[row]} (${areas.name[row]})`]
  })
  const first = areas.code.slice(0, MOST_NAMED).map((code, row) => `${code} (${areas.name[row]})`)
  const hint =
    near.length > 0
      ? `Did you mean ${[...new Set(near)].join(' or ')}?`
      : `There are ${areas.length}: ${first.join(', ')}${areas.length > MOST_NAMED ? ' ...' : ''}.`
  throw refused(flag, text, hint)
}
