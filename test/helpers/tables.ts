import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DeprivationTable, TextTable } from '../../engine/inputTables.js'
import { type AreaTable, type KindTable, NONE, type PlaceTable, type TallyTable, type Weights } from '../../engine/types.js'

/** An area of degrees: west, south, east, north. */
export interface Square {
  readonly code: string
  readonly box: readonly [number, number, number, number]
  readonly residents?: number
}

/** Rectangles as a layer; each `areaKm2` is given as 1. */
export function areaTable(kind: string, squares: readonly Square[]): AreaTable {
  const rows = squares.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const known = rows.some(({ residents }) => residents !== undefined)
  return {
    kind,
    length: rows.length,
    code: rows.map(({ code }) => code),
    name: rows.map(({ code }) => `Name of ${code}`),
    parent: null,
    xy: Float64Array.from(
      rows.flatMap(({ box: [west, south, east, north] }) => [west, south, east, south, east, north, west, north]),
    ),
    ringStart: Uint32Array.from({ length: rows.length + 1 }, (_, r) => 4 * r),
    ringOuter: new Uint8Array(rows.length).fill(1),
    areaRing: Uint32Array.from({ length: rows.length + 1 }, (_, r) => r),
    areaKm2: new Float64Array(rows.length).fill(1),
    residents: Float64Array.from(rows, ({ residents }) => residents ?? Number.NaN),
    residentsBasis: known ? 'given' : 'none',
  }
}

export interface Place {
  readonly lng: number
  readonly lat: number
  readonly code?: string | undefined
  readonly text?: string | undefined
  readonly flags?: number | undefined
}

/** Places in the order given, which must be by lng, lat, code. */
export function placeTable(rows: readonly Place[]): PlaceTable {
  const codes = [...new Set(rows.flatMap(({ code }) => code ?? []))].sort()
  const texts = [...new Set(rows.flatMap(({ text }) => text ?? []))].sort()
  return {
    length: rows.length,
    lng: Float64Array.from(rows, ({ lng }) => lng),
    lat: Float64Array.from(rows, ({ lat }) => lat),
    lsoaCode: Uint32Array.from(rows, ({ code }) => (code === undefined ? NONE : codes.indexOf(code))),
    text: Uint32Array.from(rows, ({ text }) => (text === undefined ? NONE : texts.indexOf(text))),
    distinctTexts: Uint32Array.from(rows, ({ text }) => (text === undefined ? 0 : 1)),
    flags: Uint16Array.from(rows, ({ flags }) => flags ?? 0),
    lsoaCodes: codes,
    beatCode: null,
    beatCodes: [],
    texts,
  }
}

/** Place, kind, month, count; in the order given. */
export function tallyTable(rows: readonly (readonly [place: number, kind: number, month: number, count: number])[]): TallyTable {
  return {
    length: rows.length,
    place: Uint32Array.from(rows, ([place]) => place),
    kind: Uint16Array.from(rows, ([, kind]) => kind),
    month: Uint16Array.from(rows, ([, , month]) => month),
    count: Uint32Array.from(rows, ([, , , count]) => count),
  }
}

/** Kinds that are categories, all reactive, without harm. */
export function categoryKinds(ids: readonly string[]): KindTable {
  const flag = (value: number) => new Uint8Array(ids.length).fill(value)
  return {
    length: ids.length,
    id: ids,
    label: ids,
    category: ids,
    offenceCode: ids.map(() => ''),
    asb: flag(0),
    domestic: flag(0),
    online: flag(0),
    historic: flag(0),
    reactive: flag(1),
    patrollable: flag(1),
    harm: new Float64Array(ids.length).fill(Number.NaN),
    basis: ids.map(() => 'none'),
  }
}

/** Ranks of some LSOAs by column. */
export function deprivationTable(
  code: readonly string[],
  rank: Readonly<Record<string, readonly number[]>>,
  units: number,
): DeprivationTable {
  return {
    year: 2025,
    vintage: 2021,
    units,
    code,
    rank: Object.fromEntries(Object.entries(rank).map(([column, values]) => [column, Float64Array.from(values)])),
    residents: null,
    files: [],
  }
}

/** A CSV without quotes as the engine's small table. */
export function textTable(file: string, lines: readonly string[]): TextTable {
  const [header, ...rows] = lines.map((line) => line.split(','))
  return { file, header, rows, line: rows.map((_, r) => r + 2) }
}

/** Text of a file of data/. */
export function dataFile(name: string): Uint8Array {
  return readFileSync(resolve(import.meta.dirname, '../../data', name))
}

/** Symmetric weights of ones from pairs of rows, no row its own neighbour. */
export function pairWeights(length: number, pairs: readonly (readonly [number, number])[]): Weights {
  const rows = Array.from({ length }, (): number[] => [])
  for (const [a, b] of pairs) {
    rows[a].push(b)
    rows[b].push(a)
  }
  for (const row of rows) row.sort((a, b) => a - b)
  const offset = new Uint32Array(length + 1)
  rows.forEach((row, at) => {
    offset[at + 1] = offset[at] + row.length
  })
  return { length, offset, neighbour: Uint32Array.from(rows.flat()), value: null, self: false }
}
