import type { HarmScheme, KindTable, ReferenceTables } from '../types.js'

/**
 * The kinds that occur, with what the reference tables say of each: harm under one scheme, and whether it is an incident (ASB),
 * reactive, patrollable. Kinds are category slugs in code-point order; a category's harm is its average under the scheme, so
 * `basis` is 'category average', or 'none' with harm NaN where the scheme has no weight (ASB never has one).
 *
 * Misleads: an average says nothing of the mix at one place.
 */
export function kindTable(kindIds: readonly string[], tables: ReferenceTables, scheme: HarmScheme): KindTable {
  const categories = kindIds.map((id) => tables.categories.find((row) => row.id === id))
  const asb = categories.map((category) => category?.asb === true)
  const harm = kindIds.map((id, k) => (asb[k] ? Number.NaN : (scheme.category.get(id) ?? Number.NaN)))
  return {
    length: kindIds.length,
    id: kindIds,
    label: kindIds.map((id, k) => categories[k]?.label ?? id),
    category: kindIds,
    offenceCode: kindIds.map(() => ''),
    asb: Uint8Array.from(asb, Number),
    reactive: Uint8Array.from(kindIds, (id) => Number(!tables.proactive.has(id))),
    patrollable: Uint8Array.from(kindIds, (id) => Number(tables.patrollable.has(id))),
    harm: Float64Array.from(harm),
    basis: harm.map((value) => (Number.isNaN(value) ? 'none' : 'category average')),
  }
}

/** What is summed over kinds for each column of a table: a weight per kind. */
export interface KindWeights {
  readonly crimes: Float64Array
  readonly asb: Float64Array
  readonly volume: Float64Array
  readonly harm: Float64Array
  readonly harmReactive: Float64Array
  readonly volumeReactive: Float64Array
}

/** Weight per kind of each measure. Kinds without a harm weight add nothing to harm; the run lists them with their counts. */
export function kindWeights(kinds: KindTable): KindWeights {
  const each = (weight: (k: number) => number) => Float64Array.from({ length: kinds.length }, (_, k) => weight(k))
  const harm = each((k) => (Number.isNaN(kinds.harm[k]) ? 0 : kinds.harm[k]))
  return {
    crimes: each((k) => 1 - kinds.asb[k]),
    asb: each((k) => kinds.asb[k]),
    volume: each(() => 1),
    harm,
    harmReactive: each((k) => harm[k] * kinds.reactive[k]),
    volumeReactive: each((k) => kinds.reactive[k]),
  }
}
