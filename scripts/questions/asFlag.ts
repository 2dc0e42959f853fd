import { EngineError } from '../../engine/index.js'

/**
 * What the engine says of an option, said of the flag.
 *
 * @param flags by the names the engine has for its options
 */
export function asFlag(flags: Readonly<Record<string, string>>, error: unknown): unknown {
  // a column of a file may be called like an option
  if (!(error instanceof EngineError) || error.file !== undefined) return error
  const { code, column, value, hint } = error
  const flag = column === undefined ? undefined : flags[column]
  if (flag === undefined) return error
  return new EngineError(code, {
    column: flag,
    ...(value === undefined ? {} : { value }),
    ...(hint === undefined ? {} : { hint }),
  })
}
