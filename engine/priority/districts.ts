import { EngineError } from '../error.js'
import type { Overlap, Weights } from '../types.js'

/** A ward with a share of its ground between this and the rest in another beat is split: less is a border drawn twice. */
const SLIVER = 0.01

/** Wards that share a border, by ward: symmetric, none beside itself (`areaGraph`). */
export type Contiguity = Pick<Weights, 'length' | 'offset' | 'neighbour'>

export interface WardTable {
  readonly code: readonly string[]
  /** Harm, or workload; by ward, 0 and up. */
  readonly demand: Float64Array
  /** People; NaN unknown. */
  readonly residents: Float64Array
  /** By ward, the row of its beat. */
  readonly beat: Uint32Array
}

export interface BeatTable {
  readonly code: readonly string[]
  /** By beat, its sector: wards do not change sector. null: one sector. */
  readonly sector: readonly string[] | null
}

export interface Balance {
  readonly mean: number
  /** Largest and smallest over the mean; NaN without demand, as the next. */
  readonly maxOverMean: number
  readonly minOverMean: number
  /** Standard deviation (divisor n) over the mean. */
  readonly cv: number
  readonly gini: number
}

export interface Swap {
  /** A ward changes beat, or two wards change places. */
  readonly kind: 'move' | 'exchange'
  /** Rows of the wards: the one that leaves `from`, and of an exchange the one that comes back. */
  readonly wards: readonly number[]
  readonly from: number
  readonly to: number
  /** Balance after it less balance before: below 0 is better. */
  readonly cvChange: number
  readonly maxOverMeanChange: number
  /** Its cost: demand and people that change beat. */
  readonly demandMoved: number
  readonly residentsMoved: number
}

export interface Districts {
  readonly beats: readonly {
    readonly code: string
    readonly wards: readonly number[]
    readonly demand: number
    /** Over the mean of all beats. */
    readonly ratio: number
    /** Pieces that do not touch: 1 is in one piece, 0 has no ward. */
    readonly pieces: number
  }[]
  readonly balance: Balance
  /** Changes of one ward, or of one against another, that lower the CV and leave both beats in one piece; best first. */
  readonly swaps: readonly Swap[]
}

/**
 * Beats made of whole wards: how evenly they share the demand, whether they are in one piece, and which single changes would even
 * it out.
 *
 * @throws EngineError 'length-mismatch', 'value-negative', 'value-not-finite', 'value-out-of-range'
 *
 * Swaps leave beats that are in pieces already out of account: mend those first. Misleads where wards touch across a river or railway
 * nobody can cross; and each swap is judged alone: after one is made, run again. Only changes that improve are listed, not the best
 * plan of all.
 */
export function districts(wards: WardTable, beats: BeatTable, contiguity: Contiguity): Districts {
  checkDistricts(wards, beats, contiguity)
  const { demand, residents, beat } = wards
  const members = beats.code.map((_, row) => Array.from(beat.keys()).filter((ward) => beat[ward] === row))
  const load = Float64Array.from(members, (list) => list.reduce((sum, ward) => sum + demand[ward], 0))
  const pieces = members.map((list) => piecesOf(list, contiguity))
  const now = balance(load)
  const swaps: Swap[] = []

  function propose(kind: Swap['kind'], changed: readonly number[], from: number, to: number): void {
    const [out, back] = changed
    const shift = demand[out] - (back === undefined ? 0 : demand[back])
    // squares of the two loads fall; the mean stays, so this is the CV
    if (!(shift * (load[from] - load[to] - shift) > 0)) return
    const after = load.slice()
    after[from] -= shift
    after[to] += shift
    const then = balance(after)
    // rounding is no improvement
    if (!(then.cv < now.cv - 1e-12)) return
    const left = members[from].filter((ward) => ward !== out)
    const joined = [...members[to].filter((ward) => ward !== back), out]
    if (piecesOf(back === undefined ? left : [...left, back], contiguity) !== 1 || piecesOf(joined, contiguity) !== 1) return
    swaps.push({
      kind,
      wards: changed,
      from,
      to,
      cvChange: then.cv - now.cv,
      maxOverMeanChange: then.maxOverMean - now.maxOverMean,
      demandMoved: changed.reduce((sum, ward) => sum + demand[ward], 0),
      residentsMoved: changed.reduce((sum, ward) => sum + residents[ward], 0),
    })
  }

  const mayChange = (from: number, to: number) =>
    from !== to && pieces[from] === 1 && pieces[to] === 1 && (beats.sector === null || beats.sector[from] === beats.sector[to])
  for (let ward = 0; ward < demand.length; ward++) {
    const from = beat[ward]
    const around = new Set(neighboursOf(contiguity, ward).map((other) => beat[other]))
    for (const to of [...around].sort((a, b) => a - b)) if (mayChange(from, to)) propose('move', [ward], from, to)
    // not only with beats beside it: the two may touch each other's beat only once they have changed places
    for (let other = ward + 1; other < demand.length; other++)
      if (mayChange(from, beat[other])) propose('exchange', [ward, other], from, beat[other])
  }
  swaps.sort((a, b) => a.cvChange - b.cvChange || a.demandMoved - b.demandMoved || a.wards[0] - b.wards[0] || a.to - b.to)
  return {
    beats: beats.code.map((code, row) => ({
      code,
      wards: members[row],
      demand: load[row],
      ratio: load[row] / now.mean,
      pieces: pieces[row],
    })),
    balance: now,
    swaps,
  }
}

/** How evenly loads are spread. */
export function balance(load: Float64Array): Balance {
  const n = load.length
  const mean = load.reduce((sum, value) => sum + value, 0) / n
  const square = load.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n
  const ascending = load.slice().sort()
  const ranked = ascending.reduce((sum, value, at) => sum + (at + 1) * value, 0)
  return {
    mean,
    maxOverMean: ascending[n - 1] / mean,
    minOverMean: ascending[0] / mean,
    cv: Math.sqrt(square) / mean,
    gini: (2 * ranked) / (n * n * mean) - (n + 1) / n,
  }
}

/**
 * Which beat each ward belongs to, by a table of both.
 *
 * @param rows pairs of ward and beat as a table lists them, with its physical lines
 * @returns    by ward the row of its beat
 * @throws     EngineError 'ward-in-two-beats', 'table-invalid' (a ward without a beat, a beat or ward that is not known)
 */
export function beatOfWards(
  rows: {
    readonly file: string
    readonly line: readonly number[]
    readonly ward: readonly string[]
    readonly beat: readonly string[]
  },
  wards: readonly string[],
  beats: readonly string[],
): Uint32Array {
  const wardRow = new Map(wards.map((code, row) => [code, row]))
  const beatRow = new Map(beats.map((code, row) => [code, row]))
  const found = new Map<number, number>()
  rows.ward.forEach((code, at) => {
    const where = { file: rows.file, line: rows.line[at] }
    const ward = wardRow.get(code)
    const beat = beatRow.get(rows.beat[at])
    if (ward === undefined)
      throw new EngineError('table-invalid', {
        ...where,
        column: 'ward',
        value: code,
        hint: 'No ward of the boundaries has this code.',
      })
    if (beat === undefined)
      throw new EngineError('table-invalid', { ...where, column: 'beat', value: rows.beat[at], hint: 'There is no such beat.' })
    const before = found.get(ward)
    if (before !== undefined && before !== beat)
      throw new EngineError('ward-in-two-beats', {
        ...where,
        value: code,
        hint: `It is under ${beats[before]} and ${beats[beat]}. Keep one.`,
      })
    found.set(ward, beat)
  })
  return Uint32Array.from(wards, (code, ward) => {
    const beat = found.get(ward)
    if (beat === undefined)
      throw new EngineError('table-invalid', {
        file: rows.file,
        column: 'ward',
        value: code,
        hint: 'This ward has no beat. Add a row.',
      })
    return beat
  })
}

export interface Nesting {
  /** By ward, the row of the beat that holds most of its ground. */
  readonly beat: Uint32Array
  /** Wards with over 1 % of their ground outside that beat, and how much of it. */
  readonly split: readonly { readonly ward: number; readonly outside: number }[]
}

/**
 * Whether wards nest in beats, by their boundaries.
 *
 * @param overlap ground of each ward by beat: `areaOverlap(wards, beats)`
 * @throws        EngineError 'table-invalid' (a ward that meets no beat)
 */
export function nesting(overlap: Overlap, wards: readonly string[]): Nesting {
  const share = new Float64Array(wards.length)
  const beat = new Uint32Array(wards.length)
  for (let k = 0; k < overlap.length; k++) {
    const ward = overlap.from[k]
    if (overlap.share[k] <= share[ward]) continue
    share[ward] = overlap.share[k]
    beat[ward] = overlap.to[k]
  }
  const lost = share.indexOf(0)
  if (lost >= 0)
    throw new EngineError('table-invalid', {
      column: 'ward',
      value: wards[lost],
      hint: 'This ward lies in no beat. Check both boundary files.',
    })
  const split = Array.from(share, (most, ward) => ({ ward, outside: 1 - most })).filter(({ outside }) => outside > SLIVER)
  return { beat, split }
}

function neighboursOf({ offset, neighbour }: Contiguity, ward: number): number[] {
  return Array.from(neighbour.subarray(offset[ward], offset[ward + 1]))
}

/** How many pieces wards lie in that do not touch. */
function piecesOf(wards: readonly number[], contiguity: Contiguity): number {
  const left = new Set(wards)
  let pieces = 0
  for (const first of wards) {
    if (!left.delete(first)) continue
    pieces++
    const reached = [first]
    for (let ward = reached.pop(); ward !== undefined; ward = reached.pop())
      for (const other of neighboursOf(contiguity, ward)) if (left.delete(other)) reached.push(other)
  }
  return pieces
}

function checkDistricts({ code, demand, residents, beat }: WardTable, beats: BeatTable, contiguity: Contiguity): void {
  const lengths = { demand: demand.length, residents: residents.length, beat: beat.length, contiguity: contiguity.length }
  for (const [column, length] of Object.entries(lengths)) {
    if (length !== code.length)
      throw new EngineError('length-mismatch', {
        column,
        value: String(length),
        hint: `Give one for each of the ${code.length} wards.`,
      })
  }
  if (beats.sector !== null && beats.sector.length !== beats.code.length)
    throw new EngineError('length-mismatch', { column: 'sector', hint: 'Give the sector of every beat.' })
  const row = demand.findIndex((value) => !(value >= 0 && value < Infinity))
  if (row >= 0)
    throw new EngineError(demand[row] < 0 ? 'value-negative' : 'value-not-finite', {
      column: 'demand',
      value: `${code[row]}: ${demand[row]}`,
      hint: 'Give demand from 0 up.',
    })
  const stray = beat.findIndex((value) => value >= beats.code.length)
  if (stray >= 0)
    throw new EngineError('value-out-of-range', {
      column: 'beat',
      value: code[stray],
      hint: 'The beat of this ward is not in the list.',
    })
}
