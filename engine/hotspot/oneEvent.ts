import type { Cluster } from '../types.js'

/** What is known of each cell over the period. */
export interface EventColumns {
  readonly crimes: Float64Array
  /** The values the clusters were found in: one per cell, no more. */
  readonly harm: Float64Array
  /** Harm of the largest single event with a weight of its own, 0 without one. */
  readonly topEvent: Float64Array
}

const LEAST_EVENTS = 5
const MOST_SHARE = 0.5

/**
 * Marks the harm clusters and zones that one event makes: fewer than 5 crimes in their cells, over half of their harm in one event, or
 * no cell still hot without it. For the last, the largest event of every cluster (the first of its cells, where several are as large)
 * is taken out of the harm of its cell, all of them at once, and the statistic of the run is done once more as a whole: mean, spread,
 * p and q are those of the changed values. A cluster stands while any of its cells comes out hot.
 *
 * @param hotWithout classes (above 0 is hot) of changed harm per cell, made as those of the clusters were
 * @returns          the clusters in their order; unmarked where no event has a weight of its own (category averages)
 *
 * Misleads where a crime with several victims is several records: to the table these are several events.
 */
export function oneEventClusters(
  clusters: readonly Cluster[],
  { crimes, harm, topEvent }: EventColumns,
  hotWithout: (harm: Float64Array) => Int8Array,
): Cluster[] {
  const tops = clusters.map(({ cells }) => cells.reduce((top, cell) => (topEvent[cell] > topEvent[top] ? cell : top), cells[0]))
  const losing = new Set(tops.filter((cell) => topEvent[cell] > 0))
  if (losing.size === 0) return [...clusters]
  const still = hotWithout(harm.map((value, cell) => (losing.has(cell) ? value - topEvent[cell] : value)))
  return clusters.map((cluster, k) => {
    const event = topEvent[tops[k]]
    const sum = (column: Float64Array) => cluster.cells.reduce((total, cell) => total + column[cell], 0)
    const stands = sum(crimes) >= LEAST_EVENTS && event <= MOST_SHARE * sum(harm) && cluster.cells.some((cell) => still[cell] > 0)
    return { ...cluster, oneEvent: event > 0 && !stands }
  })
}
