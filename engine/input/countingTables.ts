/** Distinct places in the order they were met. */
export interface Places {
  readonly length: number
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly lsoa: Uint32Array
  readonly beat: Uint32Array
}

/** Distinct pairs and how often each was added, in the order they were met. */
export interface PairCounts {
  readonly length: number
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly count: Uint32Array
}

/** Room at the start; it doubles as it fills. */
const ROOM = 1 << 10

export type PlaceIndex = ReturnType<typeof createPlaceIndex>

/** Distinct `lng, lat, lsoa, beat`, numbered as they are met. */
export function createPlaceIndex() {
  let slots = new Int32Array(2 * ROOM).fill(-1)
  let lngs = new Float64Array(ROOM)
  let lats = new Float64Array(ROOM)
  let lsoas = new Uint32Array(ROOM)
  let beats = new Uint32Array(ROOM)
  let length = 0
  const degrees = new Float64Array(2)
  const words = new Int32Array(degrees.buffer)

  function hashOf(lng: number, lat: number, lsoa: number, beat: number): number {
    // every NaN is the same place, whatever its bits
    degrees[0] = Number.isNaN(lng) ? 1000 : lng
    degrees[1] = Number.isNaN(lat) ? 1000 : lat
    let hash = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b) ^ lsoa ^ Math.imul(beat, 0x165667b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[2], 0xc2b2ae35)
    hash = Math.imul(hash ^ (hash >>> 13) ^ words[3], 0x27d4eb2f)
    return hash ^ (hash >>> 16)
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let p = 0; p < length; p++) {
      let slot = hashOf(lngs[p], lats[p], lsoas[p], beats[p]) & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = p
    }
    lngs = widened(lngs, new Float64Array(lngs.length * 2))
    lats = widened(lats, new Float64Array(lats.length * 2))
    lsoas = widened(lsoas, new Uint32Array(lsoas.length * 2))
    beats = widened(beats, new Uint32Array(beats.length * 2))
  }

  return {
    /** A column at a time: numbers that are no small integers would be boxed in a call for each. */
    rows(rows: number, lng: Float64Array, lat: Float64Array, lsoa: Uint32Array, beat: Uint32Array, out: Uint32Array): void {
      for (let r = 0; r < rows; r++) {
        const mask = slots.length - 1
        const located = !Number.isNaN(lng[r])
        let slot = hashOf(lng[r], lat[r], lsoa[r], beat[r]) & mask
        let found = -1
        for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
          const p = slots[slot]
          if (lsoas[p] !== lsoa[r] || beats[p] !== beat[r]) continue
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
          if (++length === lngs.length) grow()
        }
        out[r] = found
      }
    },
    columns(): Places {
      return {
        length,
        lng: lngs.slice(0, length),
        lat: lats.slice(0, length),
        lsoa: lsoas.slice(0, length),
        beat: beats.slice(0, length),
      }
    },
  }
}

/** Counts of pairs of whole numbers. */
export function createPairCounter() {
  let slots = new Int32Array(2 * ROOM).fill(-1)
  let firsts = new Uint32Array(ROOM)
  let seconds = new Uint32Array(ROOM)
  let counts = new Uint32Array(ROOM)
  let length = 0

  function hashOf(first: number, second: number): number {
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
    return hash ^ (hash >>> 13)
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let i = 0; i < length; i++) {
      let slot = hashOf(firsts[i], seconds[i]) & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = i
    }
    firsts = widened(firsts, new Uint32Array(firsts.length * 2))
    seconds = widened(seconds, new Uint32Array(seconds.length * 2))
    counts = widened(counts, new Uint32Array(counts.length * 2))
  }

  return {
    add(first: number, second: number, count: number): void {
      const mask = slots.length - 1
      let slot = hashOf(first, second) & mask
      for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
        const i = slots[slot]
        if (firsts[i] === first && seconds[i] === second) {
          counts[i] += count
          return
        }
      }
      slots[slot] = length
      firsts[length] = first
      seconds[length] = second
      counts[length] = count
      if (++length === firsts.length) grow()
    },
    /** The counts since the last call; begins anew. */
    take(): PairCounts {
      const pairs = { length, first: firsts.slice(0, length), second: seconds.slice(0, length), count: counts.slice(0, length) }
      slots.fill(-1)
      length = 0
      return pairs
    },
  }
}

function widened<T extends Float64Array | Uint32Array>(column: T, wider: T): T {
  wider.set(column)
  return wider
}
