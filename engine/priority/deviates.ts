import { random } from '../random.js'

/** What draws of rates and weights are made from: one stream of a seed and an id. */
export interface Deviates {
  /** In (0, 1), 32 bits. */
  readonly uniform: () => number
  /** Of the gamma distribution with scale 1; shape above 0. */
  readonly gamma: (shape: number) => number
}

const WORDS = 2 ** 32 - 1

/**
 * Gamma numbers of a stream. Uniforms have 32 bits, half the words of `uniform` of `Random`: the generator takes most of the time, and a
 * normal then ends at 6.7 sd, far beyond what a thousand draws can show.
 *
 * Marsaglia & Tsang (2000), ACM Transactions on Mathematical Software 26(3), below shape 1 by their power of a uniform; normals by
 * Box & Muller (1958), both of a pair used.
 */
export function deviates(seed: number, id: string): Deviates {
  const stream = random(seed, id)
  const uniform = () => (stream.integer(WORDS) + 0.5) / WORDS
  let spare = Number.NaN

  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  function gamma(shape: number): number {
    const boost = shape < 1 ? Math.exp(Math.log(uniform()) / shape) : 1
    const d = (shape < 1 ? shape + 1 : shape) - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = 1 + c * x
      if (v <= 0) continue
      const cube = v * v * v
      const square = x * x
      const u = uniform()
      // the squeeze settles nearly all draws without logarithms
      if (u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d * (1 - cube + Math.log(cube)))
        return d * cube * boost
    }
  }

  return { uniform, gamma }
}

/**
 * Shares of the Dirichlet distribution, written over `out`.
 *
 * @param shapes from 0 up, one above 0; a share of shape 0 is 0
 */
export function dirichletDraw({ gamma }: Deviates, shapes: ArrayLike<number>, out: Float64Array | number[]): void {
  let sum = 0
  for (let k = 0; k < shapes.length; k++) {
    out[k] = shapes[k] > 0 ? gamma(shapes[k]) : 0
    sum += out[k]
  }
  for (let k = 0; k < shapes.length; k++) out[k] /= sum
}
