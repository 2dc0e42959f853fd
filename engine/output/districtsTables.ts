import { type DistrictReview, EVEN, type Load } from '../priority/districtReview.js'
import { NONE } from '../types.js'
import type { ReviewedLayers } from './districtsWords.js'
import { type Column, number, type Table, text } from './table.js'

/** Names of the columns of a load. */
const COLUMNS: Readonly<Record<Load, string>> = { harm: 'harm_reactive', volume: 'volume_reactive', people: 'residents' }

/** districts.csv: a row for each district. Loads are of whole areas. */
export function districtTable(review: DistrictReview, { districts, atoms }: ReviewedLayers): Table {
  const { loads, groups, members, pieces, ratioLow, ratioHigh } = review
  const mean = groups[0].balance.map((balance) => balance.mean)
  const ratio = (k: number, row: number) => loads[k].ofDistrict[row] / mean[k]
  return {
    length: districts.length,
    columns: [
      text('code', (row) => districts.code[row]),
      text('name', (row) => districts.name[row]),
      text('parent', (row) => districts.parent?.[row] ?? ''),
      number('areas', (row) => members[row].length),
      text('made_of', (row) => members[row].map((atom) => atoms.code[atom]).join(' ')),
      number('pieces', (row) => pieces[row]),
      ...loads.flatMap(({ id, ofDistrict, asDrawn }, k): Column[] => [
        number(COLUMNS[id], (row) => ofDistrict[row]),
        number(`${COLUMNS[id]}_over_mean`, (row) => ratio(k, row)),
        number(`${COLUMNS[id]}_as_drawn`, (row) => asDrawn[row]),
      ]),
      number('over_mean_low', (row) => ratioLow[row]),
      number('over_mean_high', (row) => ratioHigh[row]),
      text('within_10_pct', (row) => (Math.abs(ratio(0, row) - 1) <= EVEN ? 'yes' : 'no')),
    ],
  }
}

/** district-balance.csv: all districts together, then those of each parent. */
export function balanceTable({ groups, loads }: DistrictReview): Table {
  return {
    length: groups.length,
    columns: [
      text('level', (row) => groups[row].kind),
      text('code', (row) => groups[row].code),
      text('name', (row) => groups[row].name),
      number('districts', (row) => groups[row].districts.length),
      ...loads.flatMap(({ id }, k): Column[] => [
        number(`${COLUMNS[id]}_mean`, (row) => groups[row].balance[k].mean),
        number(`${COLUMNS[id]}_max_over_mean`, (row) => groups[row].balance[k].maxOverMean),
        number(`${COLUMNS[id]}_min_over_mean`, (row) => groups[row].balance[k].minOverMean),
        number(`${COLUMNS[id]}_cv`, (row) => groups[row].balance[k].cv),
        number(`${COLUMNS[id]}_gini`, (row) => groups[row].balance[k].gini),
        number(`${COLUMNS[id]}_within_10_pct`, (row) => groups[row].even[k]),
      ]),
    ],
  }
}

/** district-swaps.csv: every change that improves the first load, most first. */
export function swapTable({ swaps, loads, groups }: DistrictReview, { districts, atoms }: ReviewedLayers): Table {
  const back = (row: number) => swaps[row].atoms.at(1)
  const ofBack = (row: number, names: readonly string[]) => {
    const atom = back(row)
    return atom === undefined ? '' : names[atom]
  }
  return {
    length: swaps.length,
    columns: [
      number('order', (row) => row + 1),
      text('change', (row) => swaps[row].kind),
      text('area', (row) => atoms.code[swaps[row].atoms[0]]),
      text('area_name', (row) => atoms.name[swaps[row].atoms[0]]),
      text('from', (row) => districts.code[swaps[row].from]),
      text('to', (row) => districts.code[swaps[row].to]),
      text('area_back', (row) => ofBack(row, atoms.code)),
      text('area_back_name', (row) => ofBack(row, atoms.name)),
      text('parent', (row) => districts.parent?.[swaps[row].from] ?? ''),
      number('areas_moved', (row) => swaps[row].atoms.length),
      ...loads.flatMap(({ id }, k): Column[] => [
        number(`${COLUMNS[id]}_moved`, (row) => swaps[row].moved[k]),
        number(`${COLUMNS[id]}_cv_before`, () => groups[0].balance[k].cv),
        number(`${COLUMNS[id]}_cv_after`, (row) => swaps[row].cv[k]),
      ]),
      number('max_over_mean_after', (row) => swaps[row].maxOverMean),
      number('parent_cv_before', (row) => swaps[row].parentCv[0]),
      number('parent_cv_after', (row) => swaps[row].parentCv[1]),
      number('share_of_draws', (row) => swaps[row].holds),
    ],
  }
}

/** district-wards.csv: every area and every district it lies in; `outside` is in none. */
export function sharesTable({ shares, districtOf, straddling }: DistrictReview, { districts, atoms }: ReviewedLayers): Table {
  const straddles = new Set(straddling.map(({ atom }) => atom))
  return {
    length: shares.length,
    columns: [
      text('area', (row) => atoms.code[shares[row].atom]),
      text('area_name', (row) => atoms.name[shares[row].atom]),
      text('district', (row) => (shares[row].district === NONE ? 'outside' : districts.code[shares[row].district])),
      text('district_name', (row) => (shares[row].district === NONE ? '' : districts.name[shares[row].district])),
      text('part_of_it', (row) =>
        shares[row].district !== NONE && districtOf[shares[row].atom] === shares[row].district ? 'yes' : 'no',
      ),
      text('straddles', (row) => (straddles.has(shares[row].atom) ? 'yes' : 'no')),
      number('share_of_ground', (row) => shares[row].ofGround),
      number('share_of_people', (row) => shares[row].ofPeople),
      number('km2', (row) => shares[row].km2),
      number('residents', (row) => shares[row].people),
      number('volume_reactive', (row) => shares[row].volume),
      number('harm_reactive', (row) => shares[row].harm),
    ],
  }
}
