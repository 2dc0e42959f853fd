import type { ReferenceTables } from '../inputTables.js'
import type { Activity, CrimeSource, Hooks } from '../types.js'
import { readActivity } from './activityFile.js'
import { londonMonth, parseDateTime } from './dateTime.js'
import { type PublishedLayout, publishedParser } from './publishedActivity.js'

/** Latitude stands before longitude in these files; no place names, no LSOA codes, no force. */
const LAYOUT: PublishedLayout = {
  what: 'stop-and-search',
  when: 'date',
  kind: 'object of search',
  text: null,
  lsoa: null,
  force: null,
  // times are UTC: 2021-09-30T23:10:00+00:00 is October in London
  monthOf(text) {
    const at = parseDateTime(text, 'ymd')
    return at === null ? -1 : londonMonth(at)
  },
}

/** Columns about the person searched, which are there and are never read. */
const PERSONAL = ['Gender', 'Age range', 'Self-defined ethnicity', 'Officer-defined ethnicity']

/**
 * Stop-and-search files of data.police.uk: searches by place, object of search and London month, kept apart from crimes. Gender, age and
 * ethnicity are never read, stored or counted: this is where searches happened, not who was searched.
 *
 * @throws EngineError 'header-foreign', 'coordinates-swapped', 'coordinates-national-grid', and all of `readActivity`
 *
 * Misleads: some forces publish no locations for a month (Metropolitan, January 2016: none of 15,026), and searches show where police
 * look, not where crime is. Never shown as the effect of a patrol.
 */
export async function readSearches(
  sources: readonly CrimeSource[],
  places: ReferenceTables['places'],
  hooks: Hooks = {},
): Promise<Activity> {
  const { activity } = await readActivity(
    'searches',
    sources,
    places,
    (header, file, line, dictionaries) => publishedParser(LAYOUT, header, file, line, dictionaries),
    hooks,
  )
  return {
    ...activity,
    issues: [
      ...activity.issues,
      {
        code: 'persons-not-read',
        count: PERSONAL.length,
        message:
          'searches: columns about the person are not read: searches are counted by place, month and object of search only',
        examples: PERSONAL.map((column) => ({ column })),
      },
    ],
  }
}
