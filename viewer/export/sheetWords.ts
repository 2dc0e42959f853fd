import { TARGETING_TEXT } from '../../engine/index.js'
import { problemName, wholeWords } from '../legendWords.js'
import type { Results, UnitList } from '../load/results.js'
import { periodSlug, shownPeriod } from '../shownPeriod.js'
import { SETTINGS, type Settings } from '../state/url.js'
import { categoryWords, inSentence, monthName } from '../words.js'

/** Parts with a dot between; empty ones have none. */
export const dotted = (...parts: readonly string[]) => parts.filter((part) => part.trim() !== '').join(' · ')

/** What stands on every picture and print besides the map: RULES has it on every table and page. */
export interface SheetWords {
  readonly marking: string
  readonly title: string
  readonly force: string
  /** In Change the two periods compared; else "Jan 2024 to Dec 2024 · 12 months · burglary · data to Dec 2024". */
  readonly period: string
  /** Said whatever is shown. */
  readonly caveat: string
  readonly sources: readonly string[]
  /** "Made with hexbeat 0.1.0 on 4 May 2025". */
  readonly made: string
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/**
 * @param date     of the picture or print
 * @param settings of the view, which in Change has periods of its own
 */
export function sheetWords({ document, under }: Results, title: string, date: Date, settings: Settings = SETTINGS): SheetWords {
  const of = categoryWords(under?.categories ?? [])
  const parts = [shownPeriod(settings, document), of, `data to ${monthName(document.period.dataTo)}`]
  return {
    marking: document.marking,
    title,
    force: document.synthetic && !/synthetic/i.test(document.force) ? `${document.force} (synthetic)` : document.force,
    period: dotted(...parts),
    caveat: TARGETING_TEXT.replace(/\s+/g, ' ').trim(),
    sources: document.attribution,
    made: `Made with hexbeat ${document.version} on ${day.format(date).replace('Sept', 'Sep')}`,
  }
}

interface Drawn {
  /** Lists on the map, by id. */
  readonly shown: readonly string[]
  /** Of the hotspots on the map. */
  readonly problem: string | null
  readonly selected: string | null
  /** Files of the reader's own under the map. */
  readonly under: readonly string[]
  /** The reader's weights as words; '' where ranks are the run's. */
  readonly weights?: string
}

/** "Drawn: wards, clusters (red outlines), hotspots of ASB (numbered). Selected: Castle." What of a map its legend does not say. */
export function drawnWords({ lists, under: filter }: Results, { shown, problem, selected, under, weights = '' }: Drawn): string {
  const how = (kind: UnitList['kind']) => {
    if (kind === 'cluster') return ' (red outlines)'
    const of = problem === null ? '' : ` of ${problemName(problem)}`
    return kind === 'hotspot' ? `${of} (numbered)` : ''
  }
  const drawn = lists.filter(({ id }) => shown.includes(id)).map(({ label, kind }) => `${inSentence(label)}${how(kind)}`)
  const parts = [
    drawn.length === 0 ? '' : `Drawn: ${drawn.join(', ')}.`,
    filter === null ? '' : wholeWords(lists.filter(({ id }) => shown.includes(id))),
    weights === '' ? '' : `Your weights: ${weights}. The outlined area is of the weights of the run.`,
    selected === null ? '' : `Selected: ${selected}.`,
    under.length === 0 ? '' : `Under the map: ${under.join(', ')}.`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** "ambershire-police-wards-2024-01-to-2024-12.csv". */
export function fileName({ document }: Results, what: string, ending: string, settings: Settings = SETTINGS): string {
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
  const months = periodSlug(settings, document)
  return `${[slug(document.force), slug(what), months].filter((part) => part !== '').join('-')}.${ending}`
}
