/** Distinct locations in the order they were met: a point with the areas and the text that a row names for it. */
export interface Locations {
  readonly length: number
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly lsoa: Uint32Array
  readonly beat: Uint32Array
  readonly text: Uint32Array
}

/** Pairs and how often each was added. */
export interface PairCounts {
  readonly length: number
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly count: Uint32Array
}

/** Room at the start; it doubles as it fills. */
const ROOM = 1 << 10
/** Pairs that are kept before equal ones are added up: of most forces those of a month. */
const PAIRS = 1 << 15

/** Distinct `lng, lat, lsoa, beat, text`, numbered as they are met. */
export function createLocationIndex() {
  let slots = new Int32Array(2 * ROOM).fill(-1)
  let lngs = new Float64Array(ROOM)
  let lats = new Float64Array(ROOM)
  let lsoas = new Uint32Array(ROOM)
  let beats = new Uint32Array(ROOM)
  let texts = new Uint32Array(ROOM)
  let length = 0
  const degrees = new Float64Array(2)
  const words = new Int32Array(degrees.buffer)

  function hashOf(lng: number, lat: number, lsoa: number, beat: number, text: number): number {
    // every NaN is the same place, whatever its bits
    degrees[0] = Number.isNaN(lng) ? 1000 : lng
    degrees[1] = Number.isNaN(lat) ? 1000 : lat
    let hash =
      Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b) ^
      lsoa ^
      Math.imul(beat, 0x165667b1) ^
      Math.imul(text, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[2], 0xc2b2ae35)
    hash = Math.imul(hash ^ (hash >>> 13) ^ words[3], 0x27d4eb2f)
    return hash ^ (hash >>> 16)
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let p = 0; p < length; p++) {
      let slot = hashOf(lngs[p], lats[p], lsoas[p], beats[p], texts[p]) & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = p
    }
    lngs = widened(lngs, new Float64Array(lngs.length * 2))
    lats = widened(lats, new Float64Array(lats.length * 2))
    lsoas = widened(lsoas, new Uint32Array(lsoas.length * 2))
    beats = widened(beats, new Uint32Array(beats.length * 2))
    texts = widened(texts, new Uint32Array(texts.length * 2))
  }

  return {
    /** A column at a time: numbers that are no small integers would be boxed in a call for each. */
    rows({ length: rows, lng, lat, lsoa, beat, text }: Locations, out: Uint32Array): void {
      for (let r = 0; r < rows; r++) {
        const mask = slots.length - 1
        const located = !Number.isNaN(lng[r])
        let slot = hashOf(lng[r], lat[r], lsoa[r], beat[r], text[r]) & mask
        let found = -1
        for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
          const p = slots[slot]
          if (lsoas[p] !== lsoa[r] || beats[p] !== beat[r] || texts[p] !== text[r]) continue
          if (located ? lngs[p] === lng[r] && lats[p] === lat[r] : Number.isNaN(lngs[p])) {
            found = p
            break
          }
        }
        if (found < 0) {
          found = length
          slots[slot] = length
          lngs[length] = lng[r]
          lats[length] = lat[r]
          lsoas[length] = lsoa[r]
          beats[length] = beat[r]
          texts[length] = text[r]
          if (++length === lngs.length) grow()
        }
        out[r] = found
      }
    },
    columns(): Locations {
      return {
        length,
        lng: lngs.slice(0, length),
        lat: lats.slice(0, length),
        lsoa: lsoas.slice(0, length),
        beat: beats.slice(0, length),
        text: texts.slice(0, length),
      }
    },
  }
}

/** Counts of pairs of whole numbers, as they come: equal ones are added up only where memory would grow for them. */
export function createPairCounter() {
  let pairs: ThreeColumns = [new Uint32Array(0), new Uint32Array(0), new Uint32Array(0)]
  let length = 0

  function grow(): void {
    if (length > 0) {
      const [first, second, count] = pairs
      const { length: distinct, ...sums } = summed([first, second, count])
      pairs = [sums.first, sums.second, sums.count]
      length = distinct
    }
    const room = Math.max(PAIRS, 2 * length)
    pairs = [
      widened(pairs[0], new Uint32Array(room)),
      widened(pairs[1], new Uint32Array(room)),
      widened(pairs[2], new Uint32Array(room)),
    ]
  }

  return {
    add(first: number, second: number, count: number): void {
      if (length === pairs[0].length) grow()
      pairs[0][length] = first
      pairs[1][length] = second
      pairs[2][length++] = count
    },
    /** The counts since the last call; begins anew. */
    take(): PairCounts {
      const [first, second, count] = pairs.map((column) => column.slice(0, length))
      const taken = { length, first, second, count }
      length = 0
      return taken
    },
  }
}

export type ThreeColumns = readonly [Uint32Array, Uint32Array, Uint32Array]

/** By first, then second; equal pairs added up. The columns given (first, second, count) are used up: there may be many rows. */
export function summed([first, second, count]: ThreeColumns): PairCounts {
  const rows = first.length
  const sorted = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)] as const
  moveByKey([second, first, count], sorted)
  moveByKey([sorted[1], sorted[0], sorted[2]], [first, second, count])
  let last = -1
  for (let i = 0; i < rows; i++) {
    if (last >= 0 && first[last] === first[i] && second[last] === second[i]) {
      count[last] += count[i]
      continue
    }
    last++
    first[last] = first[i]
    second[last] = second[i]
    count[last] = count[i]
  }
  const length = last + 1
  return { length, first: first.slice(0, length), second: second.slice(0, length), count: count.slice(0, length) }
}

/**
 * Columns by ascending first column, as they stood where that is equal: moved and not numbered, since reading by number misses the cache.
 * Memory grows with the largest number of the first.
 */
function moveByKey([key, a, b]: ThreeColumns, [keyTo, aTo, bTo]: ThreeColumns): void {
  let most = 0
  for (let i = 0; i < key.length; i++) if (key[i] > most) most = key[i]
  const next = new Uint32Array(most + 2)
  for (let i = 0; i < key.length; i++) next[key[i] + 1]++
  for (let value = 0; value <= most; value++) next[value + 1] += next[value]
  for (let i = 0; i < key.length; i++) {
    const at = next[key[i]]++
    keyTo[at] = key[i]
    aTo[at] = a[i]
    bTo[at] = b[i]
  }
}

function widened<T extends Float64Array | Uint32Array>(column: T, wider: T): T {
  wider.set(column)
  return wider
}
