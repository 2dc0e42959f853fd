import { measureTitle } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { rankedMeasure } from '../state/cellRows.js'
import { cellAt, cellNumber } from '../state/cells.js'
import { type Compared, rankedWords } from '../state/compared.js'
import { measureOf, numberOf, unitOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { inSentence } from '../words.js'
import type { Selection } from '../worker/protocol.js'
import { cellPlace } from './cellPlace.js'
import { useShownFilter } from './useShownFilter.js'

/** What the comparison says of one selection; null where nothing is selected, or it is not in these results. */
export function useCompared(selection: Selection | null, results: Results): Compared | null {
  const coarse = useStore((state) => state.coarse)
  const settings = useStore((state) => state.settings)
  const priority = useStore((state) => state.priority)
  const filter = useShownFilter(results)
  const cell = selection?.list === 'cells' ? cellAt(selection.id, results, coarse) : null
  const found = unitOf(selection, results)
  const row = cell !== null && cell.cells.held === null ? cell.row : null
  const column = rankedMeasure(measureOf(settings, results), results)
  const { high } = results.cells
  const facts = useTask('cell', row, high)
  const standing = useTask('cellStanding', row === null || column === null ? null : { row, column, filter }, high)
  if (cell !== null) {
    const rank = standing?.current ? standing.result : null
    return {
      name: cellPlace(results, cell),
      what: row === null ? 'Cells' : 'Cell',
      number(name) {
        const shown = cellNumber(cell, name)
        const fact = facts?.current && !(name in cell.cells.numbers) ? facts.result[name] : null
        return shown ?? (typeof fact === 'number' && WHATEVER_FILTER.has(name) ? fact : null)
      },
      text: () => '',
      rank:
        rank === null || column === null
          ? ''
          : rankedWords(rank.rank, rank.of, inSentence(measureTitle(column, results.document))),
    }
  }
  if (found === null) return null
  const { unit, list } = found
  const firm = priority?.rows[list.id]?.[list.units.indexOf(unit)] ?? null
  const by = list.rankedBy === 'score' ? 'need' : list.kind === 'area' ? results.document.measure.label : 'records'
  const of = list.kind === 'hotspot' ? list.units.filter((one) => one.properties.problem === unit.properties.problem) : list.units
  return {
    name: unit.name,
    what: list.label.replace(/s$/, ''),
    number(name) {
      if (name === 'rank_low') return numberOf(unit, name) ?? firm?.low ?? null
      if (name === 'rank_high') return numberOf(unit, name) ?? firm?.high ?? null
      return numberOf(unit, name)
    },
    text: (name) => String(unit.properties[name] ?? (name === 'standing' ? (firm?.standing ?? '') : '')),
    rank: rankedWords(numberOf(unit, 'rank'), of.length, by),
  }
}

/** Columns of a cell that are of its ground and people. */
const WHATEVER_FILTER: ReadonlySet<string> = new Set(['area_km2', 'residents'])
