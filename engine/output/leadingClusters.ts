import type { Cluster } from '../types.js'
import type { Analysis } from './analysis.js'
import { type ClusterAbout, describeClusters } from './clusterTable.js'
import { oncePerRun } from './oncePerRun.js'
import { evidenceRange } from './wording.js'

export interface LeadingCluster {
  readonly cluster: Cluster
  readonly about: ClusterAbout
}

/** One entry per cluster of the analysis, in its order. */
export const clustersAbout = oncePerRun(describeClusters)

/** Above this share of its volume at institutions, or put there by default, a cluster shows where records are made, not where crime happens. */
const INSTITUTION_SHARE = 0.5

/**
 * Hot zones and clusters that stand alone, strongest peak first, without the clusters zones split into. Those that are mostly police
 * stations, prisons or hospitals are left out unless the run keeps institutions; those that one event or a few make (RULES 10) and
 * those of records put there by default always are.
 */
export function leadingClusters(analysis: Analysis): LeadingCluster[] {
  const { clusters, options } = analysis
  const about = clustersAbout(analysis)
  return clusters
    .map((cluster, row) => ({ cluster, about: about[row] }))
    .filter((row) => row.cluster.zone === '' && row.about.flag === '' && !mostlyElsewhere(row.about, options.institutions))
    .sort((a, b) => b.cluster.peakZ - a.cluster.peakZ)
}

/** Evidence of a cluster's cells, from the weakest to the strongest. */
export function evidenceOf({ cells }: Analysis, cluster: Cluster): string {
  const strongest = cluster.cells.reduce((most, cell) => Math.max(most, cells.heat.hotClass[cell]), cluster.hotClass)
  return evidenceRange(cluster.hotClass, strongest)
}

function mostlyElsewhere({ institutionShare, byDefaultShare }: ClusterAbout, keepInstitutions: boolean): boolean {
  return byDefaultShare + (keepInstitutions ? 0 : institutionShare) > INSTITUTION_SHARE
}

export function mostlyInstitution({ institutionShare }: ClusterAbout): boolean {
  return institutionShare > INSTITUTION_SHARE
}

/**
 * "Castle ward, beat N01 (busiest published point: Abington Street)": as much of it as is known.
 *
 * @param noun what a point is called: `pointNoun`
 */
export function whereabouts({ areas, name }: ClusterAbout, noun: string): string {
  const ward = areas.ward?.name ?? ''
  const beat = areas.beat?.name ?? ''
  const inside = [ward === '' ? '' : /\bward\b/i.test(ward) ? ward : `${ward} ward`, beat === '' ? '' : `beat ${beat}`].filter(
    (part) => part !== '',
  )
  const point = name === '' ? '' : `busiest ${noun}: ${name}`
  if (inside.length === 0) return point === '' ? 'a place without a name' : `the place of its ${point}`
  return point === '' ? inside.join(', ') : `${inside.join(', ')} (${point})`
}
