import type { Document } from './load/document.js'
import { about, counted, exactly, inSentence, percent } from './words.js'
import type { Concentrated } from './worker/protocol.js'

/** "Half of all crimes lie in 2.9 % of the ground: 34 km², the busiest 323 of 9,871 cells." */
export function concentrationWords({ heldBy, units, km2, chance, mark }: Concentrated, of: string): string {
  const half = heldBy.find(({ percent: held }) => held === 50)
  if (half === undefined) return ''
  const cells = `the busiest ${exactly(half.units)} of ${counted(units, 'cell', 'cells')}`
  const ground =
    half.km2Share === null || km2 === null
      ? `in ${cells}`
      : `in ${percent(half.km2Share)} of the ground: ${about(half.km2Share * km2)} km², ${cells}`
  const marked =
    mark === null
      ? ''
      : ` Cells with as much as this one or more are ${percent(mark.across)} of all and hold ${percent(mark.held)}.`
  // only of what is counted is there a value of chance
  const lies = chance === null ? `Half of the ${inSentence(of)} lies` : `Half of all ${inSentence(of)} lie`
  return `${lies} ${ground}.${marked}`
}

/** What the curve must not be taken for. */
export function concentrationCaveats(
  { units, total, km2, chance }: Concentrated,
  { resolution }: Pick<Document, 'resolution'>,
): readonly string[] {
  const size = km2 === null ? '' : ` of about ${about(km2 / units)} km² each`
  return [
    `The ground is counted in ${counted(units, 'cell', 'cells')}${size}, those without any too: larger cells give a flatter curve.`,
    ...(resolution.snapped
      ? ['Published points are moved to a few map points each, so part of this concentration is made by publishing.']
      : []),
    ...(chance !== null && total < units
      ? ['There are fewer records than cells, so part of this is chance: see the dotted line.']
      : []),
  ]
}
