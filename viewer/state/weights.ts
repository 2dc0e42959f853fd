/** Points by factor, from 0 up, together 100. */
export type Weights = Readonly<Record<string, number>>

const ALL = 100
/** Points are kept to a tenth. */
const STEPS = 10

/** The weights of the run as points. */
export const weightsOfRun = (factors: readonly { readonly id: string; readonly weight: number }[]): Weights =>
  Object.fromEntries(factors.map(({ id, weight }) => [id, ALL * weight]))

/** The weights of the address for the factors of the results: strangers left out, together 100; null is the run's own. */
export function weightsOf(
  given: Weights | null,
  factors: readonly { readonly id: string }[],
  closed: readonly string[] = [],
): Weights | null {
  if (given === null) return null
  const kept = factors.map(({ id }) => ({ id, points: closed.includes(id) ? 0 : (given[id] ?? 0) }))
  const sum = kept.reduce((total, { points }) => total + points, 0)
  return sum > 0 ? Object.fromEntries(kept.map(({ id, points }) => [id, (ALL * points) / sum])) : null
}

/**
 * One factor moved; the others share what is left as they did before, in equal parts where they had nothing. To tenths of a point,
 * the largest remainders rounded up, so that the total stays 100.
 *
 * @param closed factors that stay at 0
 */
export function moveWeight(weights: Weights, factor: string, to: number, closed: readonly string[] = []): Weights {
  const others = Object.keys(weights).filter((id) => id !== factor && !closed.includes(id))
  const held = others.reduce((sum, id) => sum + weights[id], 0)
  const moved = others.length === 0 ? ALL : Math.min(ALL, Math.max(0, Math.round(to * STEPS) / STEPS))
  const left = Math.round((ALL - moved) * STEPS)
  const exact = others.map((id) => (held > 0 ? (left * weights[id]) / held : left / others.length))
  const steps = exact.map(Math.floor)
  const short = left - steps.reduce((sum, one) => sum + one, 0)
  const byRemainder = others.map((_, k) => k).toSorted((a, b) => exact[b] - steps[b] - (exact[a] - steps[a]) || a - b)
  for (const k of byRemainder.slice(0, short)) steps[k]++
  return Object.fromEntries(
    Object.keys(weights).map((id) => [id, id === factor ? moved : closed.includes(id) ? 0 : steps[others.indexOf(id)] / STEPS]),
  )
}

/** "20", "16.7". */
export const pointsWords = (points: number) => String(Math.round(points * STEPS) / STEPS)
