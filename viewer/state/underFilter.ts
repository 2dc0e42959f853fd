import type { Cells, Properties, Results, UnitList } from '../load/results.js'
import type { CountColumns, Counts, CubeAbout } from '../worker/protocol.js'

/** Columns of an area that are of the whole period and cannot be said of a filter. */
const OF_PERIOD = ['volume_per_km2', 'volume_per_1000', 'previous_12m', 'change_pct', 'change_low', 'change_high', 'verdict']

/**
 * The results with the worker's counts of a filter in place of their own: cells, areas, totals, period and class limits. Score, rank,
 * Gi*, clusters and hotspots stay those of the whole period; `under` tells views to say so.
 */
export function underFilter(results: Results, counts: Counts | null, cube: CubeAbout | null): Results {
  if (counts === null) return results
  const { document, cells, lists } = results
  const { filter } = counts
  const chosen = cube?.categories.filter(({ id }) => filter.categories === null || filter.categories.includes(id)) ?? []
  const hidden = [
    ...(chosen.every(({ asb }) => !asb) ? ['asb'] : []),
    ...(chosen.every(({ asb }) => asb) ? ['crimes', 'harm', 'harm_reactive'] : []),
  ]
  const kept = <T>(columns: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(columns).filter(([name]) => !hidden.includes(name)))
  const months = counts.months
  const changedPeriod = {
    from: filter.months?.from ?? document.period.from,
    to: filter.months?.to ?? document.period.to,
    months: [...months],
    missing: [...counts.missing],
    seasonal: months.length % 12 !== 0 || counts.missing.length > 0,
    dataTo: document.period.dataTo,
  }
  return {
    ...results,
    document: {
      ...document,
      period: filter.months === null ? document.period : changedPeriod,
      totals: { ...counts.totals, ...Object.fromEntries(hidden.map((name) => [name, Number.NaN])) },
      breaks: {
        ...document.breaks,
        ...Object.fromEntries(Object.entries(counts.breaks).map(([name, limits]) => [name, [...limits]])),
      },
    },
    cells: { ...cells, numbers: kept({ ...cells.numbers, ...counts.cells }) } satisfies Cells,
    lists: lists.map((list) => {
      const columns = counts.lists[list.id]
      return columns === undefined ? list : countedList(list, columns, hidden)
    }),
    under: { months: filter.months !== null, categories: filter.categories === null ? [] : chosen.map(({ label }) => label) },
  }
}

function countedList(list: UnitList, columns: CountColumns, hidden: readonly string[]): UnitList {
  const gone = Object.fromEntries([...OF_PERIOD, ...hidden].map((name) => [name, null]))
  const units = list.units.map((unit, row) => {
    const counted = Object.entries(columns).map(([name, values]) => [name, Number.isNaN(values[row]) ? null : values[row]])
    const properties: Properties = { ...unit.properties, ...Object.fromEntries(counted), ...gone }
    return { ...unit, properties }
  })
  return { ...list, units }
}
