import { categoryOfCode } from '../input/homeOfficeCode.js'
import type { HarmScheme, OffenceDecisions, ReferenceTables } from '../inputTables.js'
import type { HarmBasis, KindTable, TallyTable } from '../types.js'

/** What a kind id says: the category or Home Office code, and the flags of the event behind it. */
interface Kind {
  readonly id: string
  readonly code: string
  readonly category: string
  readonly flags: readonly string[]
}

/**
 * The kinds that occur, with what the reference tables say of each: harm under one scheme, and whether it is an incident (ASB),
 * reactive, patrollable. A kind is a category slug (published data) or a Home Office code, with flags: `burglary`, `8N+domestic`.
 *
 * Harm is the weight of the code (`basis` 'offence'), else the average of its category under the scheme ('category average'), else NaN
 * ('none'); ASB never has one. Reactive and patrollable go by the code where the table lists it, else by its category; what is domestic,
 * online or historic is not patrollable, whatever the offence.
 *
 * @param kindIds in code-point order
 * Misleads: an average says nothing of the mix at one place.
 */
export function kindTable(kindIds: readonly string[], tables: ReferenceTables, scheme: HarmScheme): KindTable {
  const kinds = kindIds.map(kindReader(tables))
  const categories = kinds.map(({ category }) => tables.categories.find((row) => row.id === category))
  const asb = categories.map((category) => category?.asb === true)
  const weights = kinds.map((kind, k) => (asb[k] ? NO_WEIGHT : weightOf(kind, scheme)))
  const flag = (name: string) => Uint8Array.from(kinds, ({ flags }) => Number(flags.includes(name)))
  const [domestic, online, historic] = [flag('domestic'), flag('online'), flag('historic')]
  return {
    length: kindIds.length,
    id: kindIds,
    label: kinds.map(({ id, code, flags }, k) => {
      const label = (code === '' ? categories[k]?.label : tables.offenceLabels.get(code)) ?? id.split('+')[0]
      return [label, ...flags].join(', ')
    }),
    category: kinds.map(({ category }) => category),
    offenceCode: kinds.map(({ code }) => code),
    asb: Uint8Array.from(asb, Number),
    domestic,
    online,
    historic,
    reactive: Uint8Array.from(kinds, (kind) => Number(!decided(kind, tables.proactive))),
    patrollable: Uint8Array.from(kinds, (kind, k) =>
      Number(decided(kind, tables.patrollable) && domestic[k] + online[k] + historic[k] === 0),
    ),
    harm: Float64Array.from(weights, ({ harm }) => harm),
    basis: weights.map(({ basis }) => basis),
  }
}

function kindReader(tables: ReferenceTables): (id: string) => Kind {
  const categoryOf = categoryOfCode(tables)
  return (id) => {
    const [what, ...flags] = id.split('+')
    // a Home Office code starts with its class number, a category slug with a letter
    const code = /^\d/.test(what) ? what : ''
    return { id, code, category: code === '' ? what : categoryOf(code), flags }
  }
}

interface Weight {
  readonly harm: number
  readonly basis: HarmBasis
}

const NO_WEIGHT: Weight = { harm: Number.NaN, basis: 'none' }

function weightOf({ code, category }: Kind, scheme: HarmScheme): Weight {
  const own = scheme.offence.get(code)
  if (own !== undefined) return { harm: own, basis: 'offence' }
  const average = scheme.category.get(category)
  return average === undefined ? NO_WEIGHT : { harm: average, basis: 'category average' }
}

function decided({ code, category }: Kind, { offences, categories }: OffenceDecisions): boolean {
  return offences.get(code) ?? categories.has(category)
}

/** Whether any kind is an offence by its Home Office code: what published categories cannot tell apart can be. */
export function hasOffenceCodes(kinds: KindTable): boolean {
  return kinds.offenceCode.some((code) => code !== '')
}

/** Whether most crimes, of all months, have an offence code; anti-social behaviour has none and does not count. */
export function mostByOffence(kinds: KindTable, { kind, count, length }: TallyTable): boolean {
  let crimes = 0
  let byOffence = 0
  for (let row = 0; row < length; row++) {
    if (kinds.asb[kind[row]] === 1) continue
    crimes += count[row]
    if (kinds.offenceCode[kind[row]] !== '') byOffence += count[row]
  }
  return 2 * byOffence > crimes
}

/** What is summed over kinds for each column of a table: a weight per kind. */
export interface KindWeights {
  readonly crimes: Float64Array
  readonly asb: Float64Array
  readonly volume: Float64Array
  readonly harm: Float64Array
  readonly harmReactive: Float64Array
  readonly volumeReactive: Float64Array
  /** Weighed by the average of its category: what one of them did is unknown. */
  readonly averaged: Float64Array
  /** Harm of one event where it is known, else 0. */
  readonly event: Float64Array
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
    averaged: each((k) => Number(kinds.basis[k] === 'category average')),
    event: each((k) => (kinds.basis[k] === 'offence' ? harm[k] : 0)),
  }
}
