import { EngineError } from '../error.js'
import type { CategoryLabel } from '../inputTables.js'
import { monthNumber } from './month.js'

/** Months are counted from 2000-01 to the end of 2099. */
const MONTHS = 1200

/** Ids the batches' `kind` is a row of: sorted, each once. */
export function categoryIds(categories: readonly CategoryLabel[]): string[] {
  return [...new Set(categories.map((category) => category.id))].sort()
}

/** A label that no category has, in any month. */
export const UNKNOWN = -1
const NOT_ASKED = -2

/** What a crime type meant in a month. */
export interface KindFinder {
  /** Row of `categoryIds`; negative for a label that is unknown or was not asked for. */
  find(bytes: Uint8Array, start: number, end: number, month: number): number
}

export function createKindFinder(categories: readonly CategoryLabel[], asked: readonly string[] | null): KindFinder {
  const ids = categoryIds(categories)
  for (const id of asked ?? []) {
    if (!ids.includes(id))
      throw new EngineError('option-invalid', { column: 'categories', value: id, hint: `Known: ${ids.join(', ')}.` })
  }
  const labels = [...new Set(categories.map((category) => category.label))]
  const meanings = labels.map((label) =>
    categories.filter((category) => category.label === label).map((category) => meaningOf(category, ids, asked)),
  )
  const utf8 = labels.map(encodeAscii)
  const longest = Math.max(0, ...utf8.map((label) => label.length))
  // labels by length: at most a few share one, and the first to agree in every byte is it
  const byLength: number[][] = Array.from({ length: longest + 1 }, (_, length) =>
    labels.map((_, l) => l).filter((l) => utf8[l].length === length),
  )
  return {
    find(bytes, start, end, month) {
      const length = end - start
      if (length > longest) return UNKNOWN
      const candidates = byLength[length]
      for (let c = 0; c < candidates.length; c++) {
        const label = utf8[candidates[c]]
        let i = 0
        while (i < length && label[i] === bytes[start + i]) i++
        if (i === length) return kindIn(meanings[candidates[c]], month)
      }
      return UNKNOWN
    },
  }
}

/** The meaning that covers the month, else the nearest in time. */
function kindIn(meanings: readonly Meaning[], month: number): number {
  let nearest = meanings[0]
  for (let m = 1; m < meanings.length; m++) if (monthsAway(meanings[m], month) < monthsAway(nearest, month)) nearest = meanings[m]
  return nearest.kind
}

/** What a label stands for from one month to another; open ends reach over all months. */
interface Meaning {
  readonly kind: number
  readonly from: number
  readonly to: number
}

function meaningOf({ id, from, to }: CategoryLabel, ids: readonly string[], asked: readonly string[] | null): Meaning {
  return {
    kind: asked === null || asked.includes(id) ? ids.indexOf(id) : NOT_ASKED,
    from: from === '' ? 0 : monthNumber(from),
    to: to === '' ? MONTHS : monthNumber(to),
  }
}

function monthsAway({ from, to }: Meaning, month: number): number {
  return month < from ? from - month : month > to ? month - to : 0
}

function encodeAscii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
