import type { LayerComparison } from '../priority/layerComparison.js'
import type { LayerOverlap } from '../priority/layerOverlap.js'
import { NONE } from '../types.js'
import type { ComparedLayers } from './overlapWords.js'
import { number, type Table, text } from './table.js'

/**
 * overlap.csv: a row for each pair of areas that meet, `outside` for in no area of that layer; outside both only where there is something.
 * Rows of an area add up to it.
 */
export function pairTable({ overlap: all, uncoveredKm2 }: LayerComparison, { a, b }: ComparedLayers): Table {
  const overlap = withoutEmpty(all, uncoveredKm2)
  const code = (codes: readonly string[], row: number) => (row === NONE ? 'outside' : codes[row])
  const name = (names: readonly string[], row: number) => (row === NONE ? '' : names[row])
  const total = (own: Uint32Array, column: Float64Array, length: number) => {
    const sums = new Float64Array(length)
    for (let k = 0; k < column.length; k++) if (own[k] !== NONE) sums[own[k]] += column[k]
    return sums
  }
  const share = (own: Uint32Array, column: Float64Array, length: number) => {
    const sums = total(own, column, length)
    return (row: number) => (own[row] !== NONE && sums[own[row]] > 0 ? column[row] / sums[own[row]] : Number.NaN)
  }
  return {
    length: overlap.length,
    columns: [
      text('a', (row) => code(a.code, overlap.a[row])),
      text('a_name', (row) => name(a.name, overlap.a[row])),
      text('b', (row) => code(b.code, overlap.b[row])),
      text('b_name', (row) => name(b.name, overlap.b[row])),
      number('km2', (row) => (overlap.a[row] === NONE && overlap.b[row] === NONE ? uncoveredKm2 : overlap.km2[row])),
      number('people', (row) => overlap.people[row]),
      number('volume_reactive', (row) => overlap.volume[row]),
      number('harm_reactive', (row) => overlap.harm[row]),
      number('share_of_a', share(overlap.a, overlap.km2, a.length)),
      number('share_of_b', share(overlap.b, overlap.km2, b.length)),
      number('people_share_of_a', share(overlap.a, overlap.people, a.length)),
      number('people_share_of_b', share(overlap.b, overlap.people, b.length)),
      number('harm_share_of_a', share(overlap.a, overlap.harm, a.length)),
      number('harm_share_of_b', share(overlap.b, overlap.harm, b.length)),
    ],
  }
}

/** Rows but that of outside both, where it holds neither ground nor people nor crime. */
function withoutEmpty({ length, a, b, km2, people, volume, harm }: LayerOverlap, uncoveredKm2: number) {
  const holds = (row: number) =>
    a[row] !== NONE || b[row] !== NONE || uncoveredKm2 !== 0 || people[row] > 0 || volume[row] > 0 || harm[row] > 0
  const rows = Uint32Array.from({ length }, (_, row) => row).filter(holds)
  const kept = (column: Float64Array) => Float64Array.from(rows, (row) => column[row])
  return {
    length: rows.length,
    a: Uint32Array.from(rows, (row) => a[row]),
    b: Uint32Array.from(rows, (row) => b[row]),
    km2: kept(km2),
    people: kept(people),
    volume: kept(volume),
    harm: kept(harm),
  }
}

/** overlap-areas.csv: every area of both layers, most ground covered by the other layer first. */
export function overlappedTable({ areas, least, a: kindA }: LayerComparison, { a, b }: ComparedLayers): Table {
  const own = (row: number) => (areas[row].kind === kindA ? a : b)
  const other = (row: number) => (areas[row].kind === kindA ? b : a)
  return {
    length: areas.length,
    columns: [
      text('layer', (row) => areas[row].kind),
      text('code', (row) => own(row).code[areas[row].area]),
      text('name', (row) => own(row).name[areas[row].area]),
      text('over_least', (row) => (areas[row].ofGround >= least ? 'yes' : 'no')),
      number('share_of_ground', (row) => areas[row].ofGround),
      number('share_of_people', (row) => areas[row].ofPeople),
      number('share_of_volume', (row) => areas[row].ofVolume),
      number('share_of_harm', (row) => areas[row].ofHarm),
      number('km2', (row) => areas[row].km2),
      number('people', (row) => areas[row].people),
      number('volume_reactive', (row) => areas[row].volume),
      number('harm_reactive', (row) => areas[row].harm),
      text('with', (row) => areas[row].with.map((area) => other(row).code[area]).join(' ')),
    ],
  }
}
