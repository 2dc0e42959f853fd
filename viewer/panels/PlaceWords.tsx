import type { Results } from '../load/results.js'
import { capital, categoryWords, countWords, harmWords, ONE_EVENT_UNSEEN, percent } from '../words.js'

interface CountsProps {
  readonly results: Results
  readonly number: (column: string) => number | null
  /** What most of the harm is of; '' where it is not told. */
  readonly part?: string
}

/** Counts and harm, alike for every kind of place. */
export function Counts({ results, number, part = '' }: CountsProps) {
  const { period, harm } = results.document
  const crimes = number('crimes')
  const asb = number('asb')
  const harmed = number('harm')
  const reactive = number('harm_reactive')
  const of = categoryWords(results.under?.categories ?? [])
  return (
    <>
      {(crimes !== null || asb !== null) && (
        <p className="headline">
          {countWords(crimes, asb, period)}
          {of !== '' && <span className="quiet">: {of}</span>}
        </p>
      )}
      {period.seasonal && <p className="note">Seasonal: not annual.</p>}
      {harmed !== null && crimes !== 0 && (
        <p>
          {capital(harmWords(harmed, harm))}
          {part !== '' && `, ${part}`}
          {reactive !== null && harmed > 0 && `, ${percent(reactive / harmed)} ${part === '' ? 'of it ' : ''}from reactive crime`}
          . {harm.average && <span className="quiet">{ONE_EVENT_UNSEEN}</span>}
        </p>
      )}
    </>
  )
}

/** Further numbers, by name; those that are not known are left out. */
export function Numbers({ rows }: { rows: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

export const print = (value: number | null, words: (value: number) => string) => (value === null ? null : words(value))
export const small = (q: number) => (q < 0.0001 ? 'under 0.0001' : q.toFixed(4))
