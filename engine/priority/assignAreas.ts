import { EngineError } from '../error.js'
import type { AllocateAreas, AllocateOptions } from './allocate.js'
import type { Travel } from './travel.js'

/**
 * The hub of every area: today's, or the nearest by mean journey, the first of equals.
 *
 * @param travel minutes from hubs (rows) to areas (columns); null where areas keep the hub they have
 * @returns      by area the row of its hub, and the areas with an equal journey to two
 * @throws       EngineError 'argument-missing', 'value-not-finite'
 */
export function assignAreas(
  { code, hubToday }: Pick<AllocateAreas, 'code' | 'hubToday'>,
  travel: Travel | null,
  assign: AllocateOptions['assign'],
): { hubOf: Uint32Array; tiedAreas: number[] } {
  if (assign === 'today') {
    if (hubToday === null)
      throw new EngineError('argument-missing', {
        column: '--assign',
        value: assign,
        hint: 'Say which hub each area has today with --areas-of FILE (a table of area,hub), or use --assign nearest.',
      })
    return { hubOf: hubToday, tiedAreas: [] }
  }
  if (travel === null)
    throw new EngineError('argument-missing', {
      column: '--assign',
      value: assign,
      hint: 'Give travel times from hubs to areas with --travel FILE, or keep the hub each area has today: --assign today.',
    })
  const tiedAreas: number[] = []
  const hubOf = Uint32Array.from(code, (name, area) => {
    const minutes = Array.from({ length: travel.sites }, (_, hub) => travel.minutes[hub * travel.places + area])
    const least = Math.min(...minutes)
    if (!Number.isFinite(least))
      throw new EngineError('value-not-finite', {
        column: 'minutes',
        value: name,
        hint: 'No hub reaches this area, or a time is missing.',
      })
    if (minutes.filter((value) => value === least).length > 1) tiedAreas.push(area)
    return minutes.indexOf(least)
  })
  return { hubOf, tiedAreas }
}
