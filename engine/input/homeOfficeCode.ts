import type { ReferenceTables } from '../inputTables.js'
import { offenceCode } from './harmTable.js'

/** A class of one to three digits, a letter of the class, a sub code: `8N`, `008/01`, `4.1`, `8 N`, `00801`. */
const CODE = /^0*(\d{1,3}) ?([A-Z]?)(?: ?[/.-] ?0*(\d{1,3}))?$/
/** A code and its words in one column: `56A Arson`, `8N - Assault with injury`. */
const WITH_WORDS = /^(\d{1,3}[A-Z]?(?:[.-]\d{1,3})?) ?[-:,]? (?=.*[A-Z]{3})/
const FIVE_DIGITS = /^(\d{3})(\d\d)$/

/** Home Office offence codes the reference tables know, and what can be said of any code. */
export interface OffenceCodes {
  /**
   * The code as the tables write it: leading zeros, blanks and sub codes dropped (`008N/01` is `8N`), but not where the sub code is
   * the offence (`004/01` is `4.1`); words after it are its title (`56A Arson`). A code of class and sub class whose sub class is not in
   * the tables is left with its class (`8/01` is `8`). '' for text that is no code. `known`: it stands in the tables.
   */
  read(text: string): { readonly code: string; readonly known: boolean }
}

export function offenceCodes(tables: Pick<ReferenceTables, 'recorded' | 'harm'>): OffenceCodes {
  const known = new Set([
    ...tables.recorded.map((row) => row.offenceCode),
    ...tables.harm.flatMap((scheme) => [...scheme.offence.keys()]),
  ])
  return {
    read(text) {
      const written = offenceCode(text).replace(FIVE_DIGITS, '$1.$2')
      const found = CODE.exec(WITH_WORDS.exec(written)?.[1] ?? written)
      if (found === null) return { code: '', known: false }
      const [, digits, letter, sub] = found
      const code = `${digits}${letter}`
      const whole = sub === undefined ? code : `${code}.${sub}`
      if (known.has(whole)) return { code: whole, known: true }
      return { code, known: known.has(code) }
    },
  }
}

/**
 * police.uk category of a Home Office code: its own in the table of recorded crime, else that of its class where all its codes share
 * one (`8` and `8T` are violence as all of 8L to 8S are).
 *
 * @returns category slug, '' where the tables cannot tell
 */
export function categoryOfCode(tables: Pick<ReferenceTables, 'recorded'>): (code: string) => string {
  const own = new Map(tables.recorded.map((row) => [row.offenceCode, row.category]))
  const ofClass = new Map<string, string>()
  for (const { offenceCode: code, category } of tables.recorded) {
    const number = classOf(code)
    const earlier = ofClass.get(number)
    ofClass.set(number, earlier === undefined || earlier === category ? category : '')
  }
  return (code) => own.get(code) ?? ofClass.get(classOf(code)) ?? ''
}

function classOf(code: string): string {
  return /^\d*/.exec(code)?.[0] ?? ''
}

/** Fraud and the like, which the National Fraud Intelligence Bureau has recorded for all forces since April 2013 (Counting Rules, fraud). */
const NATIONAL_FRAUD = /^(51|52|53[A-Z]?|55)$/
const NFIB_CODE = /^NFIB ?\d/i

/** Whether a code as written or as read is of fraud that is recorded nationally, not by forces. */
export function isNationalFraud(written: string, code: string): boolean {
  return NATIONAL_FRAUD.test(code) || NFIB_CODE.test(written.trim())
}
