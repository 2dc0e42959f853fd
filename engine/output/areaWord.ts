import { areasWords } from './wording.js'

/** What one area of a kind is called: "ward", "LSOA"; a kind without a word of its own: `area of kind "la"`. */
export function areaWord(kind: string): string {
  const many = areasWords(kind)
  return many.startsWith('areas ') ? many.replace('areas', 'area') : many.replace(/s$/, '')
}
