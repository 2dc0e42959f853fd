import table from '../../data/forces.csv?raw'
import { EngineError, readTextTable } from '../../engine/index.js'
import { nearest } from '../nearest.js'

export interface Force {
  /** As police.uk writes it in addresses and file names: `avon-and-somerset`. */
  readonly slug: string
  readonly name: string
  readonly nation: string
}

/** The 45 forces of police.uk, from data/forces.csv. */
export function forces(): Force[] {
  const { header, rows } = readTextTable(new TextEncoder().encode(table), 'forces.csv')
  const [slug, name, nation] = ['slug', 'name', 'nation'].map((column) => header.indexOf(column))
  return rows.map((row) => ({ slug: row[slug], name: row[name], nation: row[nation] }))
}

/** @param written the slug, or the force's name, in any case; @throws EngineError 'option-invalid' with the nearest force */
export function findForce(written: string): Force {
  const all = forces()
  const plain = written.trim().toLowerCase()
  const found = all.find(({ slug, name }) => slug === plain.replaceAll(' ', '-') || name.toLowerCase() === plain)
  if (found !== undefined) return found
  const near =
    nearest(
      plain.replaceAll(' ', '-'),
      all.map(({ slug }) => slug),
    ) ?? all.find(({ slug }) => plain.length > 2 && slug.includes(plain))?.slug
  throw new EngineError('option-invalid', {
    column: '--force',
    value: written,
    hint: near === undefined ? `Known: ${all.map(({ slug }) => slug).join(', ')}.` : `Did you mean ${near}?`,
  })
}
