import { LEAST_SHORT_SPANS } from '../evaluate/peakWindow.js'
import { tilingIssues } from '../grid/tiling.js'
import { compareCodePoints } from '../input/codePoints.js'
import { monthNumber, monthText } from '../input/month.js'
import { hourShares } from '../score/hourProfile.js'
import { monthsPresent } from '../score/period.js'
import { permutationsTooFew } from '../stats/permutationsTooFew.js'
import type { Example, Issue } from '../types.js'
import type { Analysis } from './analysis.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { layerLabel } from './layerTable.js'
import { clustersAbout } from './leadingClusters.js'
import { recordingBreaks, volumeOfKinds } from './limits.js'
import { mapPointsWords, pointNoun, pointsOfPeriod, rowsWithoutDates } from './publishedPoints.js'
import { recordBeatIssues } from './recordBeatTable.js'
import { resolutionAdvice } from './resolutionAdvice.js'
import { withPlanned } from './tabledHotspots.js'
import { capital, counted, exactly, harmLabel, listed, monthRuns, percent, verb } from './wording.js'

const MAX_EXAMPLES = 5
const FORCES_NAMED = 5
/** A code of another area on fewer located rows than this share is the ordinary trace of snapped points. */
const ELSEWHERE_SHARE = 0.01

/** Warnings of the run itself, beside those of reading: what happened, and what to do. `count` is of what the message counts. */
export function runIssues(analysis: Analysis): Issue[] {
  return [
    ...periodIssues(analysis),
    ...activityIssues(analysis),
    ...locationIssues(analysis),
    ...recordBeatIssues(analysis),
    ...harmIssues(analysis),
    ...scoreIssues(analysis),
    ...heatIssues(analysis),
    ...hourIssues(analysis),
    ...decisionIssues(analysis),
  ]
}

function periodIssues(analysis: Analysis): Issue[] {
  const { period, crimes, options } = analysis
  const newer = monthsPresent(crimes.tallies).filter((month) => month > period.to)
  const why = options.to === null ? 'they do not complete 12 months in a row' : 'the period ends before them'
  const breaks = recordingBreaks(analysis)
  return [
    ...issue(
      'newer-months-left-out',
      newer.length,
      `${counted(newer.length, 'newer month')} (${monthRuns(newer)}) not in the tables: ${why}. Move the period with --from and --to.`,
    ),
    ...issue(
      'seasonal-period',
      period.seasonal ? period.present.length : 0,
      `The period holds ${counted(period.present.length, 'month')}, not whole years: seasonal, not annual. Give 12 months in a row.`,
    ),
    ...issue(
      'months-missing',
      period.missing.length,
      `${counted(period.missing.length, 'month')} of the period without data (${monthRuns(period.missing)}): unknown, not zero. Add the files or move the period.`,
      period.missing.map((month) => ({ value: monthText(month) })),
    ),
    ...forceMonths(analysis),
    ...issue(
      'recording-break',
      breaks.length,
      `Recording changed within ${period.previous ? 'the period or the year before it' : 'the period'}: do not read a change across it as a change in crime.`,
      breaks.map(({ from, to, note }) => ({ value: `${from} to ${to}: ${note}` })),
    ),
  ]
}

/** Searches, outcomes and calls of months the tables do not show. */
function activityIssues({ activity }: Analysis): Issue[] {
  const outside = activity.filter(({ rowsOutsidePeriod }) => rowsOutsidePeriod > 0)
  const said = outside.map(
    ({ role, rowsOutsidePeriod, monthsOutsidePeriod }) =>
      `${exactly(rowsOutsidePeriod)} of the ${role} (${monthRuns(monthsOutsidePeriod)})`,
  )
  const empty = outside.filter(({ months, monthsOutsidePeriod }) => months.length === monthsOutsidePeriod.length)
  const roles = listed(empty.map(({ role }) => role))
  const unknown = empty.length === 0 ? '' : ` ${capital(roles)} have no month of the period: unknown, so their columns are empty.`
  return issue(
    'activity-outside-period',
    outside.reduce((sum, { rowsOutsidePeriod }) => sum + rowsOutsidePeriod, 0),
    `${capital(listed(said))} lie outside the months of the period and are not counted.${unknown} Give files of the same months, or move the period with --from and --to.`,
  )
}

/** Months of the period that some forces have and others lack; what is missing for all of them is `months-missing`. */
function forceMonths({ crimes, period }: Analysis): Issue[] {
  const monthsOf = new Map<string, Set<number>>()
  for (const { forces, months } of crimes.files) {
    for (const force of forces) {
      const known = monthsOf.get(force) ?? new Set()
      for (const month of months) known.add(monthNumber(month))
      monthsOf.set(force, known)
    }
  }
  const lacking = [...monthsOf]
    .map(([force, known]) => ({ force, months: period.present.filter((month) => !known.has(month)) }))
    .filter(({ months }) => months.length > 0)
    .sort((a, b) => compareCodePoints(a.force, b.force))
  const said = lacking.slice(0, FORCES_NAMED).map(({ force, months }) => `${force} has no ${monthRuns(months)}`)
  const more =
    lacking.length > said.length ? `; so have ${exactly(lacking.length - said.length)} more forces gaps of their own` : ''
  return issue(
    'force-months-missing',
    lacking.reduce((sum, { months }) => sum + months.length, 0),
    `${said.join('; ')}${more}; other forces do: missing is unknown, not zero, and those areas stand too low beside the others. Add the files, or choose months that all forces have.`,
    lacking.map(({ force, months }) => ({ value: `${force}: ${monthRuns(months)}` })),
  )
}

function locationIssues(analysis: Analysis): Issue[] {
  const { precision, options, crimes, cells, lsoasAssigned: by, boundaryFromData } = analysis
  const rows = Math.round(precision.singlePointShare * crimes.rows.located)
  const outside = cells.columns.volumeAllMonths[cells.study.length]
  const nameless = rowsWithoutDates(analysis)
  const ofMap = precision.asMap && crimes.events !== null
  const byLookup = by === null ? 0 : by.lookup + by.lookupByPoint
  const byPoint = by?.point ?? 0
  const elsewhere = by?.elsewhere ?? 0
  return [
    ...issue(
      'resolution-finer-than-location',
      precision.finest < options.resolution ? rows : 0,
      `${percent(precision.singlePointShare)} of located rows lie in cells with a single ${pointNoun(analysis)}: at resolution ${options.resolution} the map shows points, not places. ${resolutionAdvice(precision, crimes.rows.located)}`,
    ),
    ...issue(
      'points-as-of-map',
      ofMap && !precision.saidExact ? precision.spacing.points : 0,
      `${mapPointsWords(precision)} They are taken for published points: no hotspots that can be walked, no patrol plans. Give coordinates as recorded; where addresses truly repeat and stand alone, say so with --addresses-repeat.`,
    ),
    ...issue(
      'addresses-said-to-repeat',
      ofMap && precision.saidExact ? precision.spacing.points : 0,
      `${mapPointsWords(precision)} They are taken for places all the same: --addresses-repeat was given.`,
    ),
    ...issue(
      'hotspots-need-dates',
      options.problems.length === 0 ? 0 : nameless,
      `${counted(nameless, 'located row')} of the period ${verb(nameless, 'lies', 'lie')} at exact coordinates without a name: left out of the list of hotspots, which needs their dates to find places. Cells and clusters hold them.`,
    ),
    ...issue(
      'outside-study-area',
      outside,
      `${counted(outside, 'located row')} (${percent(outside / crimes.rows.located)}) ${verb(outside, 'lies', 'lie')} outside the study area: other ground, or a simplified boundary.`,
    ),
    ...tilingIssues(analysis.layers.map(({ areas, tiling }) => ({ label: layerLabel(areas.kind), tiling }))),
    ...issue(
      'boundary-from-data',
      boundaryFromData ? cells.study.length : 0,
      'The study area was guessed from the crimes themselves: ground without crime is missing, so Gi* finds too little. Pass --boundary or --wards.',
    ),
    ...issue(
      'lsoa-by-lookup',
      byLookup,
      `${counted(byLookup, 'located row')} ${verb(byLookup, 'carries', 'carry')} an LSOA code of another year, carried over by the lookup${by !== null && by.lookupByPoint > 0 ? ` (${exactly(by.lookupByPoint)} of them to a part of a split LSOA, by point)` : ''}.`,
    ),
    ...issue(
      'lsoa-by-point',
      byPoint,
      `${counted(byPoint, 'located row')} ${verb(byPoint, 'carries', 'carry')} no LSOA code of the layer and ${verb(byPoint, 'was', 'were')} placed by ${verb(byPoint, 'its', 'their')} point, which is less exact. With codes of another year, pass --lookup.`,
    ),
    ...issue(
      'lsoa-elsewhere',
      elsewhere > ELSEWHERE_SHARE * crimes.rows.located ? elsewhere : 0,
      `${counted(elsewhere, 'located row')} (${percent(elsewhere / crimes.rows.located)}) ${verb(elsewhere, 'names an LSOA', 'name LSOAs')} outside the LSOAs given: in no LSOA's count. Are the LSOAs of the same area as the crimes, and all of it?`,
    ),
  ]
}

function harmIssues(analysis: Analysis): Issue[] {
  const { kinds, scheme } = analysis
  const volume = volumeOfKinds(analysis)
  const countOf = new Map<string, number>()
  for (let kind = 0; kind < kinds.length; kind++) {
    if (kinds.basis[kind] !== 'none' || kinds.asb[kind] === 1 || volume[kind] === 0) continue
    // one offence whatever the flags of the event
    const offence = kinds.offenceCode[kind] === '' ? kinds.category[kind] : kinds.offenceCode[kind]
    countOf.set(offence, (countOf.get(offence) ?? 0) + volume[kind])
  }
  const unmatched = [...countOf].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count)
  const without = unmatched.reduce((sum, { count }) => sum + count, 0)
  const averaged = volume.reduce((sum, count, kind) => sum + (kinds.basis[kind] === 'category average' ? count : 0), 0)
  return [
    ...issue(
      'harm-unmatched',
      without,
      `${counted(without, 'crime')} of the period ${verb(without, 'has', 'have')} no weight in ${scheme.label} and ${verb(without, 'adds', 'add')} nothing to it.`,
      unmatched.map(({ id, count }) => ({ value: `${id}: ${exactly(count)}` })),
    ),
    ...issue(
      'average-harm',
      averaged,
      `${counted(averaged, 'crime')} of the period ${verb(averaged, 'is', 'are')} weighed by ${harmLabel(kinds, scheme)} of their category: a single very serious crime cannot be seen in this data.`,
    ),
  ]
}

function scoreIssues({ options, scoreRefused, lsoasUnscored, factorsAlike, factorIssues }: Analysis): Issue[] {
  return [
    ...factorIssues,
    ...issue(
      'score-needs-deprivation',
      Number(scoreRefused === 'score-needs-deprivation'),
      'No five-factor score: no deprivation file was given. Areas are ranked by the measure. Pass --deprivation and --lsoas.',
    ),
    ...issue(
      'score-needs-lsoas',
      Number(scoreRefused === 'score-needs-lsoas'),
      'No five-factor score: no LSOAs were given, or they are not of the deprivation file (2019 goes with LSOAs of 2011, 2025 with those of 2021). Pass --lsoas.',
    ),
    ...issue(
      'weights-not-used',
      Number(options.weights !== null && scoreRefused !== null),
      'Weights were given and not used: they are of the five-factor score.',
    ),
    ...issue(
      'lsoas-without-deprivation',
      lsoasUnscored.length,
      `${counted(lsoasUnscored.length, 'LSOA')} without a row in the deprivation file: no score of their own, left out of ward and beat means.`,
      lsoasUnscored.map((value) => ({ value })),
    ),
    ...issue(
      'factors-alike',
      factorsAlike.length,
      `${counted(factorsAlike.length, 'pair')} of factors ${verb(factorsAlike.length, 'ranks', 'rank')} LSOAs nearly alike (rank correlation above 0.9): weights on both count one thing twice.`,
      factorsAlike.map(({ labels, rho }) => ({ value: `${labels.join(' and ')}: ${rho.toFixed(2)}` })),
    ),
  ]
}

function heatIssues(analysis: Analysis): Issue[] {
  const { cells } = analysis
  const { heat } = cells
  const draws = permutationsTooFew(heat.pSim, LEAST_P, ALPHA)
  const hot = heat.hotClass.reduce((count, value) => count + Number(value > 0), 0)
  const dominated = dominatedCells(analysis)
  const peopled = analysis.layers.find(({ areas }) => areas.kind === 'lsoa' && areas.residentsBasis === 'given')
  const unknown = peopled?.areas.residents.filter(Number.isNaN).length ?? 0
  const oneEvent = analysis.clusters.filter((cluster) => cluster.oneEvent)
  const few = analysis.clusters.filter((_, row) => clustersAbout(analysis)[row].flag === 'few-events')
  const flat = heat.groups.filter(({ undefinedBecause }) => undefinedBecause !== null).length
  return [
    ...issue(
      'one-address-dominates',
      dominated.length,
      `${counted(dominated.length, 'hot cell')} with over half of ${dominated.length === 1 ? 'its' : 'their'} volume at one ${pointNoun(analysis)}: look at the point before sending a patrol to the area.`,
      dominated,
    ),
    ...issue(
      'one-event',
      oneEvent.length,
      `${counted(oneEvent.length, 'cluster or hot zone', 'clusters and hot zones')} made by one event: fewer than 5 crimes, over half of the harm in one, or not hot without it. No hotspot: check the record before tasking.`,
      oneEvent.map(({ id }) => ({ value: id })),
    ),
    ...issue(
      'few-events',
      few.length,
      `${counted(few.length, 'cluster or hot zone', 'clusters and hot zones')} of fewer than 5 ${analysis.measure === 'harm' ? 'crimes' : 'records'}: no hotspot, whatever the evidence.`,
      few.map(({ id }) => ({ value: id })),
    ),
    ...issue(
      'reference-area-changes',
      heat.changedOnAllCells > 0 ? Math.round(heat.changedOnAllCells * hot) : 0,
      `${percent(heat.changedOnAllCells)} of hot cells would not be hot against the average of all cells. Hot means above the average of the reference area (--within).`,
    ),
    ...issue(
      'simulated-p',
      heat.basis === 'simulated' ? hot : 0,
      'The values are beyond the exact permutation test: evidence rests on 100,000 random draws, the same every run with the same --seed.',
    ),
    ...issue(
      'permutations-too-few',
      heat.basis === 'simulated' && draws.tooFew ? draws.needed : 0,
      `With 100,000 draws no p is below 0.00002: at least ${exactly(draws.needed)} cells must reach it before any passes a false discovery rate of 5 %, and ${counted(draws.atSmallest, 'does', 'do')}. Nothing hot may mean too few draws.`,
    ),
    ...issue(
      'reference-area-flat',
      flat,
      `${counted(flat, 'reference area')} where every cell has the same value, or with no cell: no Gi* there.`,
    ),
    ...issue(
      'lsoas-without-population',
      unknown,
      `${counted(unknown, 'LSOA')} without residents in the population file (of another vintage?): the wards, beats and cells they reach into have none either, rates there are unknown, and every area counts one in the percentiles.`,
    ),
    ...issue(
      'no-population',
      cells.residents.every(Number.isNaN) ? cells.study.length : 0,
      'No residents are known: cells where nobody lives count in the average, and no rate can be given. Pass --lsoas with --population or --deprivation.',
    ),
  ]
}

/** Smallest two-sided p of 100,000 draws. */
const LEAST_P = 2 / 100_001
const ALPHA = 0.05

/** Hot cells with over half of the period's volume at one point; examples name the point, the busiest first. */
function dominatedCells(analysis: Analysis): Example[] {
  const { cells } = analysis
  return pointsOfPeriod(analysis).flatMap(({ place, count, name }) => {
    const cell = cells.unitOfPlace[place]
    // NONE lies beyond the column, where the class is undefined
    if (!(cells.heat.hotClass[cell] > 0) || 2 * count <= cells.columns.volume[cell]) return []
    return [
      { value: `${name === '' ? 'a point without a name' : name}: ${exactly(count)} of ${exactly(cells.columns.volume[cell])}` },
    ]
  })
}

function issue(code: string, count: number, message: string, examples: readonly Example[] = []): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}

function hourIssues({ hours }: Analysis): Issue[] {
  if (hours === null) return []
  const { account } = hours
  const { under4h, onHour } = hourShares(account)
  return [
    ...issue(
      'hours-without-end',
      account.noEnd,
      `${counted(account.noEnd, 'crime')} without a time committed to: left out of the hours of the week, as are ${exactly(account.noStart)} without a time at all.`,
    ),
    ...issue(
      'hours-uncertain',
      under4h < LEAST_SHORT_SPANS ? account.spans : 0,
      `Only ${percent(under4h)} of the spans of time are under 4 hours: the hours of the week say little of when crimes happen, and no peak should be named.`,
    ),
    ...issue(
      'hours-rounded',
      onHour > 0.1 ? account.onHour : 0,
      `${percent(onHour)} of the times begin on the hour: they are rounded, and single hours mean little.`,
    ),
  ]
}

function decisionIssues(analysis: Analysis): Issue[] {
  const { moved, notListed } = hotspotDecisions(withPlanned(analysis))
  return [
    ...issue(
      'decisions-moved',
      moved.length,
      `${counted(moved.length, 'decision')} on hotspots whose centre moved by up to 150 m: carried over to the place as it is listed now.`,
      moved.map(({ from, to, metres }) => ({ value: `${from} is ${to}, ${metres.toFixed(0)} m away` })),
    ),
    ...issue(
      'decisions-not-listed',
      notListed.length,
      `${counted(notListed.length, 'decision')} on hotspots that are not in the list any more: keep the earlier hotspots.csv for the record.`,
      notListed.map(({ id, what }) => ({ value: `${id}: ${what}` })),
    ),
  ]
}
