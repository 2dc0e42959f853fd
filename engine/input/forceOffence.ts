import { EngineError } from '../error.js'
import type { ReferenceTables } from '../inputTables.js'
import { categoryOfCode, isNationalFraud, offenceCodes } from './homeOfficeCode.js'

/** What an offence is by its code, or where there is none by its description. */
interface Offence {
  /** Home Office code or category id; '' where the row is left out. */
  readonly id: string
  readonly reason: 'kind-unknown' | 'kind-not-asked' | 'fraud-national' | null
  /** It stands in the reference tables. */
  readonly known: boolean
  /** Found by the code, not by the description. */
  readonly byCode: boolean
}

interface KindFlags {
  readonly domestic: boolean
  readonly historic: boolean
  readonly online: boolean
}

export interface OffenceReader {
  find(code: string, description: string): Offence
  /** Row of `kindIds`; -1 where there are more kinds than a tally can hold. */
  kind(offence: Offence, flags: KindFlags): number
  kindIds(): string[]
}

/** Anti-social behaviour, as forces word it. */
const ASB = /anti[- ]?social|\basb\b/i
const ASB_ID = 'anti-social-behaviour'
/** Rows of kinds are 16-bit numbers. */
const MAX_KINDS = 0xffff

/**
 * Offences of one file, each distinct text read once. A code that is not in the tables is kept as it is; text that is no code counts by
 * the description: anti-social behaviour, the label of a police.uk category, or a code the tables can place with its words (`56A Arson`);
 * anything else is `kind-unknown`.
 *
 * @throws EngineError 'option-invalid' (no such category)
 */
export function createOffenceReader(
  tables: Pick<ReferenceTables, 'categories' | 'recorded' | 'harm'>,
  asked: readonly string[] | null,
): OffenceReader {
  const categories = new Set(tables.categories.map(({ id }) => id))
  for (const id of asked ?? []) {
    if (!categories.has(id)) {
      const hint = `Known: ${[...categories].sort().join(', ')}.`
      throw new EngineError('option-invalid', { column: 'categories', value: id, hint })
    }
  }
  const codes = offenceCodes(tables)
  const categoryOf = categoryOfCode(tables)
  const current = new Map(tables.categories.filter(({ to }) => to === '').map(({ label, id }) => [label.toLowerCase(), id]))
  const byCode = new Map<string, Offence | null>()
  const byDescription = new Map<string, Offence>()
  const rows = new Map<string, number>()

  function ofCode(text: string): Offence | null {
    const { code, known } = codes.read(text)
    if (isNationalFraud(text, code)) return { id: '', reason: 'fraud-national', known, byCode: true }
    if (code === '') return ASB.test(text) ? { ...ofCategory(ASB_ID), byCode: true } : null
    const notAsked = asked !== null && !asked.includes(categoryOf(code))
    return { id: code, reason: notAsked ? 'kind-not-asked' : null, known, byCode: true }
  }

  function ofDescription(text: string): Offence {
    const id = ASB.test(text) ? ASB_ID : current.get(text.trim().toLowerCase())
    if (id !== undefined) return ofCategory(id)
    const { code, known } = codes.read(text)
    const coded = known || (code !== '' && categoryOf(code) !== '') ? ofCode(text) : null
    return { ...(coded ?? { id: '', reason: 'kind-unknown', known: false }), byCode: false }
  }

  function ofCategory(id: string): Offence {
    const notAsked = asked !== null && !asked.includes(id)
    return { id, reason: notAsked ? 'kind-not-asked' : null, known: true, byCode: false }
  }

  return {
    find(code, description) {
      let offence = byCode.get(code)
      if (offence === undefined) {
        offence = ofCode(code)
        byCode.set(code, offence)
      }
      if (offence !== null) return offence
      let described = byDescription.get(description)
      if (described === undefined) {
        described = ofDescription(description)
        byDescription.set(description, described)
      }
      return described
    },
    kind({ id }, { domestic, historic, online }) {
      const kind = `${id}${domestic ? '+domestic' : ''}${historic ? '+historic' : ''}${online ? '+online' : ''}`
      let row = rows.get(kind)
      if (row === undefined) {
        if (rows.size === MAX_KINDS) return -1
        row = rows.size
        rows.set(kind, row)
      }
      return row
    },
    kindIds() {
      return [...rows.keys()]
    },
  }
}
