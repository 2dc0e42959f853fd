import { streamKey, threefry } from '../random.js'

/** What draws of rates and weights are made from: one stream of a seed and an id. */
export interface Deviates {
  /** In (0, 1), 32 bits. */
  readonly uniform: () => number
  /** Of the gamma distribution with scale 1; shape above 0. */
  readonly gamma: (shape: number) => number
  /** The same of shape d + 1/3, 1 or more, with c = 1/sqrt(9 d) found before: for thousands of draws of one shape. */
  readonly gammaOf: (d: number, c: number) => number
}

/** Streams of many ids, of which one is drawn from at a time: no memory is kept for each. */
export interface DeviatesByRow extends Deviates {
  /** Goes to the numbers of one id for one draw; where they begin does not depend on what was drawn before. */
  readonly at: (row: number, draw: number) => void
}

/** Words made at a time for one stream. */
const WORDS = 64
const LAYERS = 128
/** Where the tail of the normal density begins, and the area of each layer above it. */
const TAIL = 3.442619855899
const AREA = 9.91256303526217e-3
/** A normal has 25 bits within its layer: the seven that choose the layer are not used again (Doornik 2005). */
const STEPS = 2 ** 24

/**
 * Gamma numbers of a stream. Words come from `threefry`; uniforms have 32 bits, far finer than what a thousand draws can show.
 *
 * Marsaglia & Tsang (2000), ACM Transactions on Mathematical Software 26(3), below shape 1 by their power of a uniform; normals by
 * their ziggurat (2000), Journal of Statistical Software 5(8).
 */
export function deviates(seed: number, id: string): Deviates {
  return fromWords(streamKey(seed, id), new Uint32Array(4), WORDS)
}

/** @param expected gamma numbers drawn at each place, about: words are made for so many */
export function deviatesByRow(seed: number, ids: readonly string[], expected: number): DeviatesByRow {
  const keys = ids.map((id) => streamKey(seed, id))
  const key = new Uint32Array(4)
  const counter = new Uint32Array(4)
  // a normal and a uniform each, and now and then one more
  const { restart, ...drawn } = fromWords(key, counter, 4 * Math.ceil((2.2 * expected) / 4))
  return {
    ...drawn,
    at(row, draw) {
      key.set(keys[row])
      counter[0] = 0
      counter[1] = draw
      restart()
    },
  }
}

function fromWords(key: Uint32Array, counter: Uint32Array, size: number): Deviates & { readonly restart: () => void } {
  const { width, accept, density } = ZIGGURAT
  const words = new Uint32Array(size)
  let used = size

  function word(): number {
    if (used === size) {
      threefry(key, counter, words)
      counter[0] += size / 4
      used = 0
    }
    return words[used++]
  }

  const uniform = () => (word() + 0.5) / 2 ** 32

  function normal(): number {
    for (;;) {
      const bits = word()
      const layer = bits & (LAYERS - 1)
      const step = (bits >> 7) + 0.5
      const x = step * width[layer]
      if (Math.abs(step) < accept[layer]) return x
      if (layer === 0) return step > 0 ? tail() : -tail()
      if (density[layer] + uniform() * (density[layer - 1] - density[layer]) < Math.exp(-0.5 * x * x)) return x
    }
  }

  /** Beyond the last layer: Marsaglia (1964). */
  function tail(): number {
    for (;;) {
      const x = -Math.log(uniform()) / TAIL
      if (-2 * Math.log(uniform()) > x * x) return TAIL + x
    }
  }

  function gammaOf(d: number, c: number): number {
    for (;;) {
      const x = normal()
      const v = 1 + c * x
      if (v <= 0) continue
      const cube = v * v * v
      const square = x * x
      const u = uniform()
      // the squeeze settles nearly all draws without logarithms
      if (u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d * (1 - cube + Math.log(cube))) return d * cube
    }
  }

  function gamma(shape: number): number {
    const boost = shape < 1 ? uniform() ** (1 / shape) : 1
    const d = (shape < 1 ? shape + 1 : shape) - 1 / 3
    return boost * gammaOf(d, 1 / Math.sqrt(9 * d))
  }

  const restart = () => {
    used = size
  }
  return { uniform, gamma, gammaOf, restart }
}

/** Layers of equal area under the normal density, the widest (with the tail) first. */
const ZIGGURAT = ziggurat()

function ziggurat() {
  const width = new Float64Array(LAYERS)
  const accept = new Float64Array(LAYERS)
  const density = new Float64Array(LAYERS)
  const height = (x: number) => Math.exp(-0.5 * x * x)
  const base = AREA / height(TAIL)
  let x = TAIL
  width[0] = base / STEPS
  accept[0] = (TAIL / base) * STEPS
  density[0] = 1
  width[LAYERS - 1] = TAIL / STEPS
  density[LAYERS - 1] = height(TAIL)
  for (let layer = LAYERS - 2; layer > 0; layer--) {
    const next = Math.sqrt(-2 * Math.log(AREA / x + height(x)))
    accept[layer + 1] = (next / x) * STEPS
    x = next
    width[layer] = x / STEPS
    density[layer] = height(x)
  }
  return { width, accept, density }
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
