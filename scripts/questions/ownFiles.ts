import { EngineError } from '../../engine/index.js'

/** A layer so called would write the files of this command. */
export function refuseOwnFiles(areas: Readonly<Record<string, string>> | undefined, own: readonly string[]): void {
  const taken = own.find((name) => areas?.[name] !== undefined)
  if (taken === undefined) return
  throw new EngineError('option-invalid', {
    column: '--areas',
    value: taken,
    hint: `This command writes ${taken}.csv itself: give the layer another name.`,
  })
}
