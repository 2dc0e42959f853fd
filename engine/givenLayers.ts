import { EngineError } from './error.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import type { AreaTable } from './types.js'

/**
 * A layer of the analysis by its kind.
 *
 * @throws EngineError 'option-invalid'
 */
export function layerGiven({ layers }: Analysis, kind: string, option: string): LayerResult {
  const found = layers.find(({ areas }) => areas.kind === kind)
  if (found !== undefined) return found
  const given = layers.map(({ areas }) => areas.kind).join(', ')
  throw new EngineError('option-invalid', {
    column: option,
    value: kind,
    hint: `No such layer is given: --areas ${kind}=FILE (wards, beats, sectors and LSOAs have flags of their own). Given: ${given || 'none'}.`,
  })
}

/** The areas people are known of: LSOAs with residents; null where there are none. */
export function residentAreas({ layers }: Pick<Analysis, 'layers'>): AreaTable | null {
  const lsoas = layers.find(({ areas }) => areas.kind === 'lsoa')?.areas
  return lsoas === undefined || lsoas.residentsBasis === 'none' ? null : lsoas
}

/** Why no people are known. */
export function peopleUnknown({ layers }: Pick<Analysis, 'layers'>): string {
  return layers.some(({ areas }) => areas.kind === 'lsoa')
    ? 'No residents are known of the LSOAs: give --population, or a deprivation file that holds them.'
    : 'People are known by LSOA: give --lsoas and --population.'
}
