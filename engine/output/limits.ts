import type { RecordingBreak } from '../inputTables.js'
import { hourShares } from '../score/hourProfile.js'
import { hasOffenceCodes } from '../score/kinds.js'
import { breaksWithin } from '../score/period.js'
import { PLACE_FLAG } from '../types.js'
import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { NO_HOTSPOTS_WITHOUT_DATES, publishedMap, rowsOfPeriod, rowsWithoutDates } from './publishedPoints.js'
import { mayNamePeak } from './reportTimes.js'
import { capital, counted, exactly, harmLabel, listed, monthRuns, percent, usesAverages, verb, volumeWords } from './wording.js'

/** What this data and this run cannot tell, as sentences; each only where it applies. */
export function limits(analysis: Analysis): string[] {
  const { kinds, scheme, period, factors, layers, cells, boundaryFromData, options } = analysis
  const proxies = factors.filter(({ proxy, weight }) => proxy && weight > 0)
  const breaks = recordingBreaks(analysis)
  return [
    'It shows recorded crime, which depends on who reports and where police look; not what a patrol would prevent, who is responsible, or whether people feel safe. Rankings support a decision; they do not make it.',
    ...times(analysis),
    ...when(
      publishedMap(analysis),
      'Locations are published map points, not addresses: a point stands for the places around it, and distances under about 100 m mean nothing.',
    ),
    ...when(options.problems.length > 0 && rowsWithoutDates(analysis) > 0, NO_HOTSPOTS_WITHOUT_DATES),
    ...when(
      usesAverages(kinds),
      `${capital(harmLabel(kinds, scheme))} weighs every offence of a category alike: a single very serious crime cannot be seen in this data.${noWeight(analysis)}`,
    ),
    ...when(period.seasonal, 'The period is not whole years: seasonal, not annual.'),
    ...when(period.missing.length > 0, `No data for ${monthRuns(period.missing)}: unknown, not free of crime.`),
    ...breaks.map(({ from, to, note }) => `Recording changed ${from === to ? `in ${from}` : `from ${from} to ${to}`}: ${note}.`),
    ...leftOut(analysis),
    ...unlocated(analysis),
    ...institutions(analysis),
    ...notPatrollable(analysis),
    ...robbery(analysis),
    ...flatFactors(analysis),
    ...when(proxies.length > 0, `The score uses stand-ins: ${listed(proxies.map(({ note }) => note))}.`),
    ...when(
      layers.length > 0 && analysis.asked.priority === undefined,
      'Ranks come without intervals: neighbours in a list may differ by chance alone.',
    ),
    ...when(
      cells.residents.every(Number.isNaN),
      'No residents are known: places where nobody lives count in the average that hot cells are held against.',
    ),
    ...when(
      cells.heat.basis === 'normal',
      'Evidence of heat rests on a normal approximation here, which is descriptive only: counts are not normal.',
    ),
    ...when(
      boundaryFromData,
      'No boundary was given: ground without crime is missing from the average, and too little is found hot.',
    ),
    `Who lives in the places named, against the whole area, is not assessed.`,
  ]
}

/** What the hours of the week leave unsaid; that there are none, where there are none. */
function times(analysis: Analysis): string[] {
  const { hours } = analysis
  if (hours === null) {
    const why = publishedMap(analysis) ? ' (police.uk publishes months only)' : ''
    return [`Times of day are not in this data${why}: it cannot say when to patrol.`]
  }
  const { asked, used } = hours.account
  const { under4h } = hourShares(hours.account)
  return [
    ...when(
      !mayNamePeak(hours.account),
      `Only ${percent(under4h)} of the times are spans under 4 hours: when most crimes happened is not known, and no busiest hours are named.`,
    ),
    ...when(
      used < asked,
      `${percent((asked - used) / asked)} of the located crimes are in no hour of the week: their times are not complete.`,
    ),
  ]
}

/** Breaks that touch the period or the year before it where that is compared, of a category in the data. */
export function recordingBreaks({ tables, period, kinds }: Analysis): RecordingBreak[] {
  const from = period.previous ? period.from - 12 : period.from
  return breaksWithin(tables.breaks, kinds, from, period.to)
}

/** Volume of the period by kind, with or without location. */
export const volumeOfKinds = oncePerRun(({ crimes, kinds, period }) => {
  const { tallies } = crimes
  const present = new Set(period.present)
  const volume = new Float64Array(kinds.length)
  for (let row = 0; row < tallies.length; row++) {
    if (present.has(tallies.month[row])) volume[tallies.kind[row]] += tallies.count[row]
  }
  return volume
})

function noWeight({ kinds }: Analysis): string {
  return kinds.asb.some((flag) => flag === 1) ? ' ASB has no weight.' : ''
}

function unlocated(analysis: Analysis): string[] {
  const { lng } = analysis.crimes.places
  const rows = rowsOfPeriod(analysis)
  const all = rows.reduce((sum, count) => sum + count, 0)
  const without = rows.reduce((sum, count, p) => sum + (Number.isNaN(lng[p]) ? count : 0), 0)
  return when(
    without > 0,
    `${percent(without / all)} of the records of the period (${exactly(without)}) have no location: they are on no map, in no area and in no total of these.`,
  )
}

/** From this share of the rows on it is said on the first page that they were left out. */
const MANY_LEFT_OUT = 0.05

function leftOut({ crimes }: Analysis): string[] {
  const { read, setAside } = crimes.rows
  const { 'kind-not-asked': notAsked = 0, 'same-file-twice': twice = 0, ...faults } = setAside
  const rows = read - notAsked - twice
  const out = Object.values(faults).reduce((sum, count) => sum + count, 0)
  return when(
    out > MANY_LEFT_OUT * rows,
    `${percent(out / rows)} of the rows read could not be used and are counted nowhere (Data quality says why): what is ranked is what was left, which may be no fair part of it.`,
  )
}

function institutions(analysis: Analysis): string[] {
  const { crimes, options } = analysis
  const { places } = crimes
  const rows = rowsOfPeriod(analysis)
  const at = rows.reduce((sum, count, p) => sum + ((places.flags[p] & PLACE_FLAG.institution) === 0 ? 0 : count), 0)
  const all = rows.reduce((sum, count, p) => sum + (Number.isNaN(places.lng[p]) ? 0 : count), 0)
  const kept = options.institutions ? 'kept in the hotspot list, as asked' : 'left out of the hotspot list'
  return when(
    at > 0,
    `${counted(at, 'located record')} (${percent(at / all)}) ${verb(at, 'carries', 'carry')} a police station, prison or hospital as their place: in totals and cells, ${kept}.`,
  )
}

function notPatrollable(analysis: Analysis): string[] {
  const { kinds } = analysis
  const volume = volumeOfKinds(analysis)
  const all = volume.reduce((sum, count) => sum + count, 0)
  const out = volume.reduce((sum, count, kind) => sum + (kinds.patrollable[kind] === 1 ? 0 : count), 0)
  const published = kinds.id.indexOf('violent-crime')
  const violence = published !== -1 && kinds.patrollable[published] === 0
  const why = violence ? '; violence among them, since published categories do not separate homes from streets' : ''
  return when(
    out > 0,
    `${percent(out / all)} of the ${volumeWords(kinds)} are of ${hasOffenceCodes(kinds) ? 'offences' : 'categories'} not counted as patrollable${why}.`,
  )
}

/** RULES 24: what the published categories cannot tell apart is said where it is ranked by. */
function robbery({ tables, options, kinds }: Analysis): string[] {
  const ranks =
    !hasOffenceCodes(kinds) &&
    kinds.id.includes('robbery') &&
    tables.problems.some(({ id, rankBy }) => options.problems.includes(id) && rankBy.includes('robbery'))
  return when(ranks, 'Robbery here is of people and of businesses: police.uk does not separate the two.')
}

/** A factor that is the same everywhere gives every area the same points. */
function flatFactors({ factors, layers }: Analysis): string[] {
  const flat = factors.filter(
    ({ weight }, k) =>
      weight > 0 &&
      layers.some(({ factorValues }) => {
        const known = (factorValues?.[k] ?? new Float64Array(0)).filter((value) => !Number.isNaN(value))
        return known.length > 1 && known.every((value) => value === known[0])
      }),
  )
  const names = listed(flat.map(({ label }) => label))
  return when(
    flat.length > 0,
    `Of no use to the score: ${names} ${verb(flat.length, 'is', 'are')} the same in every area, so that all have the same points of it. The other factors alone decide the ranks.`,
  )
}

function when(applies: boolean, sentence: string): string[] {
  return applies ? [sentence] : []
}
