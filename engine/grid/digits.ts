/** The digits of H3 ids as steps on the lattice: every cell has seven children, six of them a step from the one in its middle. */

/** i and j of the step each digit stands for. */
export const STEP_I = [0, -1, 0, -1, 1, 0, 1] as const
const STEP_J = [0, -1, 1, 0, 0, -1, 1] as const
/** Digit of a step, by 3 (di + 1) + dj + 1. */
const DIGIT_OF_STEP = Int8Array.of(1, 3, -1, 5, 0, 2, -1, 4, 6)
/** Each digit follows the one before by a turn of 60 degrees anticlockwise. */
export const CIRCLE: readonly number[] = [1, 5, 4, 6, 2, 3]
/** Digit after some turns, by 7 turns + digit. */
export const TURNED = Uint8Array.from({ length: 42 }, (_, k) => {
  const at = CIRCLE.indexOf(k % 7)
  return at < 0 ? 0 : CIRCLE[(at + Math.floor(k / 7)) % 6]
})

/** Child of a cell in the next resolution, `level`. */
export function childOf(i: number, j: number, level: number, digit: number): { i: number; j: number } {
  const odd = level % 2 === 1
  return {
    i: (odd ? 2 * i + j : 3 * i - j) + STEP_I[digit],
    j: (odd ? 3 * j - i : i + 2 * j) + STEP_J[digit],
  }
}

/** Parent of a cell of resolution `level`, and the digit it has there. Sevenths never tie. */
export function parentOf(i: number, j: number, level: number): { i: number; j: number; digit: number } {
  const odd = level % 2 === 1
  const parent = {
    i: Math.round((odd ? 3 * i - j : 2 * i + j) / 7),
    j: Math.round((odd ? i + 2 * j : 3 * j - i) / 7),
  }
  const centre = childOf(parent.i, parent.j, level, 0)
  return { ...parent, digit: DIGIT_OF_STEP[3 * (i - centre.i + 1) + j - centre.j + 1] }
}

/** Two levels scale by exactly 7 without turning, four by this. */
export const GROUP = 49
/** 49 times this is beyond every i and j: added to them, division rounds down. */
export const GROUP_LIFT = 2 ** 17

/**
 * Digits of two or four levels at once, by n (i mod n) + j mod n, n 7 or 49: 12 bits of digits, the finest lowest, then the parent's
 * i + 1 and j + 1 in two bits each.
 */
export function groupTable(finest: number, levels: 2 | 4): Uint16Array {
  const side = levels === 4 ? GROUP : 7
  return Uint16Array.from({ length: side * side }, (_, key) => {
    let place = { i: Math.floor(key / side), j: key % side }
    let digits = 0
    for (let k = 0; k < levels; k++) {
      const { i, j, digit } = parentOf(place.i, place.j, finest - k)
      digits |= digit << (3 * k)
      place = { i, j }
    }
    return digits | ((place.i + 1) << 12) | ((place.j + 1) << 14)
  })
}

/** Four digits turned together, by turns << 12 | digits. */
export function turnTable(): Uint16Array {
  const table = new Uint16Array(6 * 4096)
  for (let turns = 0; turns < 6; turns++) {
    const turned = (digit: number) => TURNED[7 * turns + (digit % 7)]
    for (let pair = 0; pair < 64; pair++) table[(turns << 12) | pair] = (turned(pair >> 3) << 3) | turned(pair & 7)
    for (let key = 64; key < 4096; key++)
      table[(turns << 12) | key] = (table[(turns << 12) | (key >> 6)] << 6) | table[(turns << 12) | (key & 63)]
  }
  return table
}

/** Steps are shorter than this; it stands where a digit is 7. */
export const NO_STEP = 127

/** The step one, two or four digits stand for together, in cells of the last of them: i and j interleaved, by 3 bits a digit, the finest lowest. */
export function stepTable(finest: number, levels: 1 | 2 | 4): Int8Array {
  let steps = Int8Array.of(0, 0)
  for (let level = finest - levels + 1; level <= finest; level++) {
    const finer = new Int8Array(8 * steps.length).fill(NO_STEP)
    for (let k = 0; k < steps.length; k += 2) {
      if (steps[k] === NO_STEP) continue
      for (let digit = 0; digit <= 6; digit++) {
        const { i, j } = childOf(steps[k], steps[k + 1], level, digit)
        finer[8 * k + 2 * digit] = i
        finer[8 * k + 2 * digit + 1] = j
      }
    }
    steps = finer
  }
  return steps
}
