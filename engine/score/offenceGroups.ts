import type { ReferenceTables } from '../inputTables.js'
import type { KindTable } from '../types.js'

/** A row of the Home Office tree: crimes of some categories, or of some offence codes of theirs. */
export interface OffenceGroup {
  readonly id: string
  readonly label: string
  /** 0 total crime and ASB, 1 groups of the Home Office, 2 and 3 within them. */
  readonly level: number
  /** Part of a category, by offence code: more than is published of small areas. */
  readonly byCode: boolean
  /** By kind, 1 where it is of the group. */
  readonly member: Uint8Array
}

interface Branch {
  readonly id: string
  readonly label: string
  readonly level: number
  readonly categories: readonly string[]
  /** Home Office codes; the whole of the categories without. */
  readonly codes?: RegExp
  /** What cannot be told apart without codes. */
  readonly refusal?: string
}

const THEFT = ['burglary', 'vehicle-crime', 'theft-from-the-person', 'bicycle-theft', 'shoplifting', 'other-theft']
const NO_VIOLENCE = 'police.uk does not separate violence from sexual offences'
const NO_ROBBERY = 'police.uk does not separate personal from business robbery'
const NO_BURGLARY = 'police.uk does not separate residential from other burglary'
const NO_DAMAGE = 'police.uk does not separate criminal damage from arson'
const NO_DRUGS = 'police.uk does not separate trafficking from possession of drugs'

/** Offence groups and subgroups of Home Office recorded crime (Counting Rules, classification), as far as categories or codes reach. */
const TREE: readonly Branch[] = [
  { id: 'violent-crime', label: 'Violence and sexual offences', level: 1, categories: ['violent-crime'] },
  {
    id: 'violence',
    label: 'Violence against the person',
    level: 2,
    categories: ['violent-crime'],
    // all of the category but 17 to 23, 70 to 73 and 88, which are sexual offences
    codes: /^(?!(?:1[7-9]|2[0-3]|7[0-3]|88)(?!\d))/,
    refusal: NO_VIOLENCE,
  },
  {
    id: 'sexual-offences',
    label: 'Sexual offences',
    level: 2,
    categories: ['violent-crime'],
    codes: /^(?:1[7-9]|2[0-3]|7[0-3]|88)(?!\d)/,
    refusal: NO_VIOLENCE,
  },
  { id: 'robbery', label: 'Robbery', level: 1, categories: ['robbery'] },
  {
    id: 'robbery-personal',
    label: 'Robbery of personal property',
    level: 2,
    categories: ['robbery'],
    codes: /^34B/,
    refusal: NO_ROBBERY,
  },
  {
    id: 'robbery-business',
    label: 'Robbery of business property',
    level: 2,
    categories: ['robbery'],
    codes: /^34A/,
    refusal: NO_ROBBERY,
  },
  { id: 'theft', label: 'Theft offences', level: 1, categories: THEFT },
  { id: 'burglary', label: 'Burglary', level: 2, categories: ['burglary'] },
  {
    id: 'burglary-residential',
    label: 'Residential burglary',
    level: 3,
    categories: ['burglary'],
    codes: /^2[89]/,
    refusal: NO_BURGLARY,
  },
  {
    id: 'burglary-non-residential',
    label: 'Non-residential burglary',
    level: 3,
    categories: ['burglary'],
    codes: /^3[01]/,
    refusal: NO_BURGLARY,
  },
  { id: 'vehicle-crime', label: 'Vehicle crime', level: 2, categories: ['vehicle-crime'] },
  { id: 'theft-from-the-person', label: 'Theft from the person', level: 2, categories: ['theft-from-the-person'] },
  { id: 'bicycle-theft', label: 'Bicycle theft', level: 2, categories: ['bicycle-theft'] },
  { id: 'shoplifting', label: 'Shoplifting', level: 2, categories: ['shoplifting'] },
  { id: 'other-theft', label: 'Other theft', level: 2, categories: ['other-theft'] },
  { id: 'criminal-damage-arson', label: 'Criminal damage and arson', level: 1, categories: ['criminal-damage-arson'] },
  {
    id: 'criminal-damage',
    label: 'Criminal damage',
    level: 2,
    categories: ['criminal-damage-arson'],
    codes: /^58/,
    refusal: NO_DAMAGE,
  },
  { id: 'arson', label: 'Arson', level: 2, categories: ['criminal-damage-arson'], codes: /^56/, refusal: NO_DAMAGE },
  { id: 'drugs', label: 'Drugs', level: 1, categories: ['drugs'] },
  { id: 'drug-trafficking', label: 'Trafficking of drugs', level: 2, categories: ['drugs'], codes: /^92A/, refusal: NO_DRUGS },
  { id: 'drug-possession', label: 'Possession of drugs', level: 2, categories: ['drugs'], codes: /^92[DE]/, refusal: NO_DRUGS },
  { id: 'possession-of-weapons', label: 'Possession of weapons', level: 1, categories: ['possession-of-weapons'] },
  { id: 'public-order', label: 'Public order', level: 1, categories: ['public-order'] },
  { id: 'other-crime', label: 'Other crime', level: 1, categories: ['other-crime'] },
]

export const TOTAL_CRIME = 'crime'
export const ALL_ASB = 'asb'

/**
 * What recorded crime is counted by where it is compared: total crime, ASB, then the Home Office tree as far as the data tells its rows
 * apart: one that needs offence codes only where every crime of its categories has one. A category of an older era is a row of its own.
 * Rows without any crime in the data are left out.
 */
export function offenceGroups(kinds: KindTable, tables: Pick<ReferenceTables, 'categories'>): OffenceGroup[] {
  const members = (of: (kind: number) => boolean) =>
    Uint8Array.from({ length: kinds.length }, (_, kind) => Number(kinds.asb[kind] === 0 && of(kind)))
  const known = new Set(TREE.flatMap(({ categories }) => categories))
  const others = [...new Set(kinds.category)].filter((category) => !known.has(category)).sort()
  const groups: OffenceGroup[] = [
    { id: TOTAL_CRIME, label: 'Total crime', level: 0, byCode: false, member: members(() => true) },
    { id: ALL_ASB, label: 'Anti-social behaviour', level: 0, byCode: false, member: Uint8Array.from(kinds.asb) },
    ...TREE.filter((branch) => separable(branch, kinds)).map(({ id, label, level, categories, codes }) => ({
      id,
      label,
      level,
      byCode: codes !== undefined,
      member: members((kind) => categories.includes(kinds.category[kind]) && (codes?.test(kinds.offenceCode[kind]) ?? true)),
    })),
    ...others.map((id) => ({
      id: id === '' ? 'unknown' : id,
      label: tables.categories.find((row) => row.id === id)?.label ?? (id === '' ? 'Offences of no known category' : id),
      level: 1,
      byCode: false,
      member: members((kind) => kinds.category[kind] === id),
    })),
  ]
  return groups.filter(({ member }) => member.includes(1))
}

function separable({ categories, codes }: Branch, kinds: KindTable): boolean {
  return (
    codes === undefined ||
    kinds.category.every((category, kind) => !categories.includes(category) || kinds.offenceCode[kind] !== '')
  )
}

/** Whether a group of the tree is by offence code, part of a category. */
export const isPartOfCategory = (id: string) => TREE.some((one) => one.id === id && one.codes !== undefined)

/** Why a group of the tree is not among those the data tells apart; null where it is none of the tree, or has only no crimes. */
export function inseparable(id: string, kinds: KindTable): string | null {
  const branch = TREE.find((one) => one.id === id)
  return branch === undefined || separable(branch, kinds) ? null : (branch.refusal ?? null)
}
