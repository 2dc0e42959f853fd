import { cellToBoundary, cellToChildren, cellToLatLng, cellToParent, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellFromText, cellToText } from '../../../../engine/grid/h3.js'
import { random } from '../../../../engine/random.js'
import { cellPixels, drawnResolution, metresPerPixel } from '../../../../viewer/layers/cellSize.js'
import type { Cells } from '../../../../viewer/load/results.js'
import { ancestorOf, rowOfCell } from '../../../../viewer/worker/cellIds.js'
import { cellShapes } from '../../../../viewer/worker/cellShapes.js'
import { coarseCells } from '../../../../viewer/worker/coarseCells.js'
import { kindWeights } from '../../../../viewer/worker/kindWeights.js'
import { numberOfBytes } from '../../../../viewer/worker/numberOfBytes.js'
import { readColumns, readRows, textOf } from '../../../../viewer/worker/readColumns.js'

const PARENTS = [latLngToCell(52.24, -0.9, 8), latLngToCell(52.3, -0.8, 8)].toSorted()
const IDS = PARENTS.flatMap((parent) => cellToChildren(parent, 9)).toSorted()

function cellsOf(ids: readonly string[], numbers: Record<string, Float64Array>): Cells {
  const halves = ids.map(cellFromText)
  const centres = ids.map((id) => cellToLatLng(id))
  return {
    length: ids.length,
    resolution: 9,
    high: Uint32Array.from(halves, ([high]) => high),
    low: Uint32Array.from(halves, ([, low]) => low),
    lng: Float64Array.from(centres, ([, lng]) => lng),
    lat: Float64Array.from(centres, ([lat]) => lat),
    numbers,
    texts: {},
    held: null,
  }
}

describe('ids', () => {
  it('have the ancestors the library gives, at every resolution', () => {
    for (const [lat, lng] of [
      [52.24, -0.9],
      [0, 0],
      [-33.9, 151.2],
      [64.7, 10.5],
    ])
      for (const finest of [15, 12, 9, 5]) {
        const id = latLngToCell(lat, lng, finest)
        for (let resolution = 0; resolution <= finest; resolution++)
          expect(cellToText(...ancestorOf(...cellFromText(id), resolution))).toBe(cellToParent(id, resolution))
      }
  })
  it('are found among those that ascend, and not where they are absent', () => {
    const { high, low } = cellsOf(IDS, {})
    IDS.forEach((id, row) => {
      expect(rowOfCell(high, low, ...cellFromText(id))).toBe(row)
    })
    expect(rowOfCell(high, low, ...cellFromText(PARENTS[0]))).toBe(-1)
  })
})

describe('coarse cells', () => {
  it('add up counts and keep the strongest class, hot before cold', () => {
    const volume = Float64Array.from(IDS, (_, k) => k)
    const gistar_class = Float64Array.from(IDS, (_, k) => [Number.NaN, 0, -2, 2, 1, 0, 0, -1, -3, 0, 1, 0, 0, 2][k])
    const table = {
      cells: cellsOf(IDS, {}),
      outside: false,
      columns: {
        length: 14,
        names: [],
        texts: {},
        numbers: { area_km2: new Float64Array(14).fill(0.1), inside_share: new Float64Array(14).fill(0.5) },
      },
    }
    const { cells, breaks } = coarseCells(cellsOf(IDS, { volume, gistar_class }), table, 8)
    expect(Array.from(cells.high, (high, row) => cellToText(high, cells.low[row]))).toEqual(PARENTS)
    expect([...(cells.held ?? [])]).toEqual([7, 7])
    expect([...cells.numbers.volume]).toEqual([21, 70])
    expect([...cells.numbers.gistar_class]).toEqual([2, -3])
    expect(cells.numbers.volume_per_km2[0]).toBeCloseTo(21 / 0.35, 9)
    expect(breaks.volume).toEqual([21, 70])
    expect(cells.lat[0]).toBeCloseTo(cellToLatLng(PARENTS[0])[0], 9)
  })
  it('are drawn where a cell would be under two pixels, and not before', () => {
    const camera = { latitude: 52, zoom: 9 }
    expect(metresPerPixel(camera)).toBeCloseTo(94.1, 1)
    expect(cellPixels(9, camera)).toBeCloseTo(3.7, 1)
    expect(drawnResolution(9, camera)).toBe(9)
    expect(drawnResolution(10, camera)).toBe(9)
    expect(drawnResolution(9, { latitude: 52, zoom: 5 })).toBe(6)
  })
})

describe('exact shapes', () => {
  it('are the library’s outlines of the cells in the box, closed, filled by triangles', () => {
    const cells = cellsOf(IDS, {})
    const [south, west] = [52.2, -0.95]
    const { rows, positions, starts, triangles } = cellShapes(cells, [west, south, -0.85, 52.27])
    expect([...rows]).toEqual(IDS.flatMap((id, row) => (cellToLatLng(id)[0] < 52.27 ? [row] : [])))
    expect([...starts]).toEqual(Array.from({ length: 8 }, (_, k) => 7 * k))
    const outline = cellToBoundary(IDS[rows[2]], true)
    outline.forEach(([lng, lat], k) => {
      expect(positions[2 * (starts[2] + k)]).toBeCloseTo(lng, 9)
      expect(positions[2 * (starts[2] + k) + 1]).toBeCloseTo(lat, 9)
    })
    expect(triangles.length).toBe(7 * 4 * 3)
    expect(Math.max(...triangles)).toBe(starts[6] + 5)
  })
})

describe('weights of kinds', () => {
  const cube = {
    kinds: ['a', 'b', 'c'],
    // cell 0: 2 a; cell 1: 1 a, 3 b; outside: 1 b, 1 c; a record of c in a month outside the period
    cells: {
      units: 2,
      unit: Uint32Array.of(0, 1, 1, 1, 2, 2),
      kind: Uint16Array.of(0, 0, 1, 2, 1, 2),
      month: Uint16Array.of(0, 0, 0, 1, 0, 0),
      count: Uint32Array.of(2, 1, 3, 5, 1, 1),
    },
  }
  it('are read back from the sums of cells', () => {
    const { harm } = kindWeights(cube, [true, false], Float64Array.of(20, 19, 10), undefined)
    expect([...harm]).toEqual([10, 3, 7])
  })
  it('are unknown where no cell tells them', () => {
    const apart = { ...cube, cells: { ...cube.cells, unit: Uint32Array.of(0, 1, 1, 1, 1, 1) } }
    const { harm } = kindWeights(apart, [true, false], Float64Array.of(20, 29, 0), undefined)
    expect([...harm]).toEqual([10, Number.NaN, Number.NaN])
  })
  it('come from the cell that tells them best, not from a small rest of a large sum', () => {
    // 1 a; 1000 a and 1 c, half a thousandth off as 12 digits may be; 4 c
    const cells = {
      units: 2,
      unit: Uint32Array.of(0, 1, 1, 2),
      kind: Uint16Array.of(0, 0, 1, 1),
      month: new Uint16Array(4),
      count: Uint32Array.of(1, 1000, 1, 4),
    }
    const given = Float64Array.of(123456.789012, 123456789.5125, 2)
    expect([...kindWeights({ kinds: ['a', 'c'], cells }, [true], given, undefined).harm]).toEqual([123456.789012, 0.5])
  })
  it('are all unknown where a cell contradicts them', () => {
    const twice = { ...cube, cells: { ...cube.cells, kind: Uint16Array.of(0, 0, 0, 2, 1, 2) } }
    expect([...kindWeights(twice, [true, false], Float64Array.of(20, 41, 10), undefined).harm]).toEqual([NaN, NaN, NaN])
  })
})

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('a large file', () => {
  it('is read row by row, whatever line ends stand between quotes, and tells how far it is', () => {
    const rows = Array.from({ length: 60_000 }, (_, k) => `${k},"a ""name""\nof two lines, ${'x'.repeat(80)} ${k}"`)
    const ids: string[] = []
    const shares: number[] = []
    readRows(bytesOf(`id,name\n${rows.join('\n')}\n`), 'large.csv', {
      onHeader: (names) => expect(names).toEqual(['id', 'name']),
      onRow(row) {
        const id = textOf(row, 0)
        if (!textOf(row, 1).endsWith(` ${id}`)) expect.fail(`row ${id} has ${textOf(row, 1)}`)
        ids.push(id)
      },
      onShare: (share) => shares.push(share),
    })
    expect(ids).toEqual(Array.from({ length: 60_000 }, (_, k) => String(k)))
    expect(shares.length).toBeGreaterThan(1)
    expect(shares.at(-1)).toBe(1)
  })
  it('names the line where a row is broken, and a file that is cut or empty', () => {
    const read = (text: string) => () => readColumns(bytesOf(text), 'large.csv', () => 'number')
    expect(read(`id,name\n${'1,2\n'.repeat(150_000)}1,2,3\n`)).toThrow(/large.csv, line 150002/)
    expect(read('id,name\n1,2\n3')).toThrow(expect.objectContaining({ code: 'file-cut', line: 3 }))
    expect(read('')).toThrow(expect.objectContaining({ code: 'file-empty' }))
  })
  it('becomes columns: numbers, words by dictionary, and words where numbers were taken for granted', () => {
    const text = 'a,b,c,d\n1,red,0.5,x\n,blue,,y\n\n-2.25,red,n/a,z\n'
    const kinds = { a: 'number', b: 'text', c: 'number', d: 'none' } as const
    const { length, names, numbers, texts } = readColumns(bytesOf(text), 't.csv', (name) => kinds[name as keyof typeof kinds])
    expect({ length, names }).toEqual({ length: 3, names: ['a', 'b', 'c', 'd'] })
    expect(numbers).toEqual({ a: Float64Array.of(1, Number.NaN, -2.25) })
    expect(texts.b).toEqual({ words: ['red', 'blue'], row: Uint32Array.of(0, 1, 0) })
    expect(texts.c).toEqual({ words: ['0.5', '', 'n/a'], row: Uint32Array.of(0, 1, 2) })
  })
  it('has the numbers that Number reads', () => {
    const given = ['0', '-0', '7', '-1.5', '52.2372109', '0.1', '.5', '5.', '9007199254740993', '0.30000000000000004', '1e-7']
    const odd = ['123456789012345678901234567890', '0.00000000000000000000000012', '-', '.', '1.2.3', 'x', '-x', 'Infinity', '+1']
    const draw = random(3, 'numbers')
    const drawn = Array.from({ length: 2000 }, () => String((draw.uniform() - 0.5) * 10 ** (draw.integer(30) - 15)))
    for (const text of [...given, ...odd, ...drawn]) {
      const bytes = bytesOf(`,${text},`)
      const read = numberOfBytes(bytes, 1, bytes.length - 1)
      if (!Object.is(read, Number(text))) expect.fail(`${text} is read as ${read}`)
    }
    expect(numberOfBytes(bytesOf(','), 0, 0)).toBeNaN()
    expect(numberOfBytes(bytesOf('-1'), 0, 0)).toBeNaN()
  })
})
