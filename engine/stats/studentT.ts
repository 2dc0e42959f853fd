import { betaTail } from './betaTail.js'
import { normalTail } from './normalTail.js'

/** Halvings between 0 and the bound: to 1e-13 of it. */
const HALVINGS = 60

/** A distribution of Student's t, which a number over an error has that was itself estimated. */
export interface StudentT {
  /** Degrees of freedom of that estimate, above 0; Infinity: the error is known, and the distribution normal. */
  readonly df: number
  /** 95 % lie within so much of 0. */
  readonly reach95: number
}

export const NORMAL: StudentT = { df: Infinity, reach95: 1.959963984540054 }

export function studentT(df: number): StudentT {
  return { df, reach95: studentQuantile(0.05, df) }
}

/**
 * Two-sided p of Student's t: P(|T| >= |t|).
 *
 * @param df degrees of freedom, above 0; Infinity: the normal distribution
 *
 * As `betaTail` of t^2 / (df + t^2) with shapes 1/2 and df/2: Abramowitz & Stegun 26.7.1. Checked against scipy in the unit test.
 */
export function studentTail(t: number, df: number): number {
  if (df === Infinity) return normalTail(t)
  const square = t * t
  return square === Infinity ? 0 : betaTail(square / (df + square), 0.5, df / 2)
}

/** The t above 0 with a two-sided p. @param p inside (0, 1) */
export function studentQuantile(p: number, df: number): number {
  let above = 1
  while (studentTail(above, df) > p) above *= 2
  let below = 0
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (below + above) / 2
    if (studentTail(middle, df) > p) below = middle
    else above = middle
  }
  return above
}
