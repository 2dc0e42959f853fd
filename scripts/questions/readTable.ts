import { readTextTable, type TextTable } from '../../engine/index.js'
import type { ReadInput } from '../commands/analyse.js'

/** What a table of the command's own says, recorded among the inputs; null where none is given. */
export async function readTable<T>(
  read: ReadInput,
  role: string,
  path: string | undefined,
  made: (table: TextTable) => T,
): Promise<T | null> {
  if (path === undefined) return null
  const { name, bytes } = await read(role, path)
  return made(readTextTable(bytes, name))
}
