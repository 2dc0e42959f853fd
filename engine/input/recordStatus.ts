import type { SetAsideReason } from '../types.js'

/**
 * Words of record systems for a record's state, and what they make of it: null is a crime. In lower case with single blanks for anything
 * but letters; the first that fits counts. After the Home Office Counting Rules (section C, cancelled records; section A, recording and
 * transfers; crime-related incidents; N100 and other non-notifiable records) and the wording usual in Niche, Athena, NSPIS and Connect.
 */
const STATUSES: readonly (readonly [pattern: RegExp, reason: SetAsideReason | null])[] = [
  [/^(cancelled|canceled|no crime|no crimed|nocrime|nocrimed|cancelled no crime|duplicate|created in error)\b/, 'cancelled'],
  [/^(crime related incident|cri|crime related)$/, 'crime-related-incident'],
  [/action fraud|\bnfib\b/, 'fraud-national'],
  [/^transfer(red)?\b/, 'transferred'],
  [/^(non notifiable|not notifiable|non crime|non crime incident|n100)\b/, 'non-notifiable'],
  [
    /^(live|open|new|active|current|pending|ongoing|confirmed|recorded|finalised|finalized|filed|closed|complete|completed|resulted)\b/,
    null,
  ],
  [/^(un)?detected\b/, null],
  [/^under (investigation|review)$/, null],
  [/^(investigation|awaiting|outcome|charged|cautioned|no further action|nfa|no suspect|reopened|re opened)\b/, null],
]

/** Why a record with this status is no crime of the force; null for a crime, 'unknown' for words not met before. Blank is a crime. */
export function statusReason(text: string): SetAsideReason | null | 'unknown' {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  if (plain === '') return null
  const found = STATUSES.find(([pattern]) => pattern.test(plain))
  return found === undefined ? 'unknown' : found[1]
}
