import { describe, expect, it } from 'vitest'
import { areaBound } from '../../../engine/priority/areaBound.js'
import { areaGraph, connectedParts, unionPerimeterM } from '../../../engine/priority/areaGraph.js'
import { areaWalk } from '../../../engine/priority/areaWalk.js'
import { areaSearches } from '../../../engine/priority/growExchange.js'
import { random } from '../../../engine/random.js'
import { planarAreas, randomScores } from '../../helpers/planarAreas.js'
import { squares } from '../../helpers/squares.js'

const UNITS = 60

/** Sixty areas with necks between them, and their excess under a few scores. */
function problem(seed: number) {
  const chance = random(seed, 'searches')
  const graph = areaGraph(planarAreas(UNITS, 20, chance))
  const size = Float64Array.from({ length: UNITS }, () => 1000 + Math.round(1000 * chance.uniform()))
  const excess = randomScores(graph, 1, chance).map((score, row) => size[row] * (score - 50))
  return { chance, excess, shape: { graph, size, least: 4000, most: 9000, group: null, maxCompactness: 4 } }
}

describe('areaSearches', () => {
  it('tells whether an area has so much as the search would', () => {
    for (let seed = 0; seed < 12; seed++) {
      const { excess, shape } = problem(seed)
      const { search, reaches } = areaSearches(shape)
      const banned = new Uint8Array(UNITS)
      for (const row of search(excess, null).best?.members ?? []) banned[row] = 1
      const rival = search(excess, banned)
      const most = rival.best?.excess ?? Number.NaN
      expect(reaches(excess, banned, most), `seed ${seed}`).toBe(true)
      expect(reaches(excess, banned, most - 1)).toBe(true)
      expect(reaches(excess, banned, rival.bound + 1)).toBe(false)
      // the search is open to chance at the last: no area was found between its best and its bound
      expect(reaches(excess, banned, most + 1)).toBe(false)
    }
  })

  it('gives the same whatever was searched before', () => {
    const { excess, shape } = problem(20)
    const { search, reaches } = areaSearches(shape)
    const first = search(excess, null)
    search(
      excess.map((value) => -value),
      Uint8Array.from({ length: UNITS }, (_, row) => row % 2),
    )
    reaches(excess, null, 0)
    expect(search(excess, null)).toEqual(first)
  })
})

describe('areaBound', () => {
  it('fills the size from what is in reach, best for its size first, by hand', () => {
    // five in a row, 1,000 people each; an area of 2,000 holds the middle and what is beside it
    const shape = {
      graph: areaGraph(squares(5, 5)),
      size: new Float64Array(5).fill(1000),
      least: 2000,
      most: 2500,
      group: null,
      maxCompactness: Infinity,
    }
    const { reach, of } = areaBound(shape)
    expect(reach.map((rows) => [...rows].sort().join(' '))).toEqual(['0 1', '0 1 2', '1 2 3', '2 3 4', '3 4'])
    const allowed = Uint8Array.of(1, 1, 1, 1, 1)
    // of the middle 2: itself, all of 1 and half of 3; of 4: itself and 3 which it needs to be large enough
    expect([...of(Float64Array.of(5, 20, 10, 6, -4), allowed)]).toEqual([25, 32.5, 33, 16, 2])
    expect([...of(Float64Array.of(5, 20, -8, -9, -4), allowed)]).toEqual([25, 25, 12, -13, -13])
    const none = -Infinity
    expect([...of(Float64Array.of(5, 20, -8, -9, -4), Uint8Array.of(1, 1, 0, 1, 0))]).toEqual([25, 25, none, none, none])
  })
})

describe('areaWalk', () => {
  it('keeps its sums, what is beside it and where it would break, whatever comes and goes', () => {
    const { chance, excess, shape } = problem(40)
    const { graph, size } = shape
    const walk = areaWalk(shape)
    const { members, beside, sums } = walk
    const allowed = Uint8Array.from({ length: UNITS }, () => Number(chance.uniform() < 0.9))
    allowed[0] = 1
    const cut = new Uint8Array(UNITS)
    walk.clear({ excess, allowed, richest: excess, scale: 1, unit: 1 })
    walk.add(0)
    for (let step = 0; step < 400; step++) {
      walk.cuts(cut)
      const inside = new Set(members.subarray(0, sums.count))
      const parts = (without: number) =>
        new Set(connectedParts(graph, (row) => row !== without && inside.has(row)).filter((part) => part >= 0)).size
      for (const row of inside) expect(cut[row]).toBe(Number(parts(row) > 1))
      const around = Array.from(allowed.keys()).filter(
        (row) =>
          allowed[row] === 1 &&
          !inside.has(row) &&
          graph.neighbour.subarray(graph.offset[row], graph.offset[row + 1]).some((other) => inside.has(other)),
      )
      expect([...beside.subarray(0, sums.beside)]).toEqual(around.sort((a, b) => excess[b] - excess[a]))
      const total = (values: Float64Array) => [...inside].reduce((sum, row) => sum + values[row], 0)
      expect(sums.held).toBe(total(size))
      expect(sums.excess).toBeCloseTo(total(excess), 4)
      expect(sums.areaM2 / total(graph.areaM2)).toBeCloseTo(1, 9)
      expect(sums.perimeterM / unionPerimeterM(graph, inside)).toBeCloseTo(1, 9)
      const loose = [...inside].filter((row) => cut[row] === 0)
      if (sums.beside > 0 && (inside.size < 3 || chance.uniform() < 0.55)) walk.add(beside[chance.integer(sums.beside)])
      else walk.take(loose[chance.integer(loose.length)])
    }
  })
})
