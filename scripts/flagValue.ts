import { resolve } from 'node:path'
import type { Flag } from './commandTable.js'

export type FlagValue = boolean | number | string | readonly string[] | Readonly<Record<string, string>>

/**
 * One flag's value, checked against its type; paths are resolved against `folder`.
 *
 * @param value  as a configuration file holds it; pairs may also come as [kind, text] in an array
 * @param refuse throws, with what to write instead and, where one part is to blame, that part
 */
export function flagValue(
  flag: Flag,
  value: unknown,
  folder: string,
  refuse: (hint: string, value?: string) => never,
): FlagValue {
  switch (flag.type) {
    case 'switch':
      return typeof value === 'boolean' ? value : refuse('Give true or false.')
    case 'whole':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse('Give a whole number.')
    case 'path':
      return path(text(value, refuse), folder)
    case 'name-or-path': {
      const given = text(value, refuse)
      return /[./\\]/.test(given) ? path(given, folder) : given
    }
    case 'list':
    case 'texts':
      return texts(value, refuse)
    case 'paths':
      return texts(value, refuse).map((one) => path(one, folder))
    case 'pairs':
    case 'path-pairs':
      return pairs(flag, value, folder, refuse)
    default: {
      const given = text(value, refuse)
      if (flag.choices !== undefined && !flag.choices.includes(given)) refuse(`Give ${flag.choices.join(' or ')}.`)
      return given
    }
  }
}

/** Absolute, except `-`, which is standard input. */
function path(given: string, folder: string): string {
  return given === '-' ? given : resolve(folder, given)
}

function text(value: unknown, refuse: (hint: string, value?: string) => never): string {
  return typeof value === 'string' && value !== '' ? value : refuse('Give a text that is not empty.')
}

function texts(value: unknown, refuse: (hint: string, value?: string) => never): string[] {
  if (!Array.isArray(value) || value.length === 0) refuse('Give a list of texts.')
  return value.map((one) => text(one, refuse))
}

function pairs(
  flag: Flag,
  value: unknown,
  folder: string,
  refuse: (hint: string, value?: string) => never,
): Record<string, string> {
  if (typeof value !== 'object' || value === null) refuse('Give an object with one text for each kind.')
  const entries: unknown[] = Array.isArray(value) ? value : Object.entries(value)
  const result: Record<string, string> = {}
  for (const entry of entries) {
    const [kind, given]: unknown[] = Array.isArray(entry) ? entry : []
    if (typeof kind !== 'string' || !/^[a-z][a-z0-9-]*$/.test(kind)) {
      refuse(`Write it as ${flag.value}, the word before = in small letters.`)
    }
    if (Object.hasOwn(result, kind)) refuse('One kind is given twice.', kind)
    const one = text(given, refuse)
    result[kind] = flag.type === 'path-pairs' ? path(one, folder) : one
  }
  return result
}
