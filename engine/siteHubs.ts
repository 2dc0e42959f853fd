import { checkNames } from './checkOption.js'
import { EngineError } from './error.js'
import { distanceToArea } from './geometry.js'
import { locate } from './grid/locate.js'
import type { SiteTable } from './input/sites.js'
import { exactly } from './input/thousands.js'
import type { TravelRows } from './input/travelTimes.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { type DemandPlaces, demandPlaces } from './output/demandPlaces.js'
import { reportedLayer } from './output/findings.js'
import { insidePoints } from './output/insidePoint.js'
import { coverage } from './priority/coverage.js'
import { harmOfKinds } from './priority/crimeCounts.js'
import { crimeCountsOfParts } from './priority/crimeCountsOfParts.js'
import {
  type DemandId,
  floorShares,
  type HubDemand,
  type HubFloor,
  type HubPlaces,
  type HubPlan,
  type HubSet,
  type HubSites,
  hubSet,
} from './priority/hubPlan.js'
import { hubTravel } from './priority/hubTravel.js'
import { pMedian, service } from './priority/pMedian.js'
import { pointsOutside } from './priority/pointsOutside.js'
import { recordedDraws } from './priority/recordedDraws.js'
import { STRAIGHT_LINE_DEFAULTS, type StraightLineOptions, type Travel } from './priority/travel.js'
import { step } from './step.js'
import { type Hooks, type Issue, NONE } from './types.js'

/** How often crime is drawn again and the sites found anew (METHODS E). */
const DRAWS = 200
/** Steps of the search in each: beyond them the best found stands. */
const DRAW_WORK = 1e7
const MAX_EXAMPLES = 5

export interface SiteHubsInput {
  /** Candidate sites; null: a point inside each area of `sitesIn`. */
  readonly sites: SiteTable | null
  /** Null: straight lines. */
  readonly travel: TravelRows | null
}

export interface SiteHubsOptions {
  readonly hubs: number
  /** Kind of area that holds a candidate site each; null: wards, else beats, else what there is. */
  readonly sitesIn: string | null
  readonly by: DemandId
  /** Limit of being within reach; null: the covering answer is not asked for. */
  readonly withinMinutes: number | null
  /** Least share of its demand that must be within reach in every area of a kind; null none. */
  readonly floor: { readonly share: number; readonly kind: string } | null
  readonly straightLine: StraightLineOptions
}

export const SITE_HUBS_DEFAULTS: Omit<SiteHubsOptions, 'hubs'> = {
  sitesIn: null,
  by: 'harm',
  withinMinutes: null,
  floor: null,
  straightLine: STRAIGHT_LINE_DEFAULTS,
}

/**
 * Where so many teams would parade (Q3) or a mobile station stop (Q15): the sites of least mean minutes to demand, those with most
 * demand within a time, and today's; each found anew on 200 draws of crime.
 *
 * Demand is on LSOAs, each at a point inside it, or where there are none on the cells that hold crime.
 *
 * @throws EngineError 'sites-too-few', 'option-unknown', 'option-invalid', 'table-invalid' (travel times), 'coordinates-swapped', 'floor-unreachable',
 *         'value-out-of-range' (no demand; a site far away), 'aborted'
 *
 * Misleads in large rural LSOAs, whose people seldom live at the middle; it knows neither buildings nor their cost.
 */
export async function siteHubs(
  analysis: Analysis,
  { sites: given, travel: times }: SiteHubsInput,
  options: Partial<SiteHubsOptions> & Pick<SiteHubsOptions, 'hubs'>,
  hooks: Hooks = {},
): Promise<HubPlan> {
  checkNames(options, ['hubs', ...Object.keys(SITE_HUBS_DEFAULTS)])
  const { hubs, sitesIn, by, withinMinutes, floor, straightLine } = { ...SITE_HUBS_DEFAULTS, ...options }
  const geography = demandPlaces(analysis)
  const { places } = geography
  const sites = given === null ? sitesInAreas(analysis, sitesIn) : sitesOfFile(given)
  const issues: Issue[] = given === null ? [] : pointsOutside('site', given, analysis.cells.study)
  const measures = measuresOf(geography, by)
  const demands = measures.map(({ demand }) => demand)
  const [demand] = demands
  const { travel, classes, issues: met } = hubTravel(sites, places, geography.ground, times, straightLine)
  issues.push(...met)
  const todayRows = Array.from(sites.today.keys()).filter((site) => sites.today[site] === 1)
  const today = todayRows.length === 0 ? null : todayRows
  if (by === 'people') issues.push(...unknownPeople(geography))

  const median = pMedian(demand, travel, { hubs, today })
  const groups = floor === null ? null : groupsOf(analysis, places, floor.kind)
  if (floor !== null && withinMinutes === null)
    throw new EngineError('option-invalid', {
      column: '--floor',
      value: String(floor.share),
      hint: 'A floor is a share within reach: give --minutes too.',
    })
  if (floor !== null && groups !== null && withinMinutes !== null) refuseFloor(demand, travel, withinMinutes, floor.share, groups)
  const equity = floor === null || groups === null ? null : { ...groups, share: floor.share }
  const covering = withinMinutes === null ? null : coverage(demand, travel, { hubs, withinMinutes, today, floor: equity })

  /** Null where it is not asked for, or no set of so many sites keeps the floor. */
  const coveredAgain = (drawn: Float64Array) =>
    covering === null || withinMinutes === null
      ? null
      : unlessUnreachable(() => {
          const again = { from: covering.sites, work: DRAW_WORK }
          return coverage(drawn, travel, { hubs, withinMinutes, today: null, floor: equity, again })
        })

  const redraw = by === 'people' ? null : redrawn(analysis, geography, by, { nearest: median.nearest, sites: travel.sites })
  const medianHeld = new Float64Array(travel.sites)
  const coverHeld = new Float64Array(travel.sites)
  let unmetDraws = 0
  const unproven = { 'p-median': 0, 'covering': 0 }
  for (let draw = 0; redraw !== null && draw < DRAWS; draw++) {
    await step(hooks, 're-runs', draw / DRAWS)
    const drawn = redraw()
    const nearest = pMedian(drawn, travel, { hubs, today: null, again: { from: median.sites, work: DRAW_WORK } })
    for (const site of nearest.sites) medianHeld[site]++
    const most = coveredAgain(drawn)
    if (covering !== null && most === null) unmetDraws++
    for (const site of most?.sites ?? []) coverHeld[site]++
    if (!nearest.proven) unproven['p-median']++
    if (most?.proven === false) unproven.covering++
  }
  const held = (times: Float64Array) => (redraw === null ? null : times.map((count) => count / DRAWS))

  const setOf = (method: HubSet['method'], rows: readonly number[], proof: HubSet['proof'], times: Float64Array) =>
    hubSet(method, demands, travel, service(demand, travel, rows), withinMinutes, {
      proof: proof === null ? null : { proven: proof.proven, gap: proof.gap },
      held: held(times),
      unprovenDraws: unproven[method === 'covering' ? method : 'p-median'],
    })
  const covered = covering === null ? null : setOf('covering', covering.sites, covering, coverHeld)
  const used = today === null ? null : setOf('today', today, null, medianHeld)
  return {
    hubs,
    by,
    withinMinutes,
    places,
    sites,
    measures,
    travel: travel.basis,
    classes,
    sets: [
      setOf('p-median', median.sites, median, medianHeld),
      ...(covered === null ? [] : [covered]),
      ...(used === null ? [] : [used]),
    ],
    floor: floorOf(),
    otherwise: measures
      .slice(1)
      .flatMap(({ id, demand: other }) =>
        other.some((value) => value > 0) ? [{ id, sites: pMedian(other, travel, { hubs, today: null }).sites }] : [],
      ),
    draws: redraw === null ? 0 : DRAWS,
    issues,
  }

  function floorOf(): HubFloor | null {
    if (floor === null || groups === null || covered === null || withinMinutes === null) return null
    const chosen = floorShares(demand, groups, covered.minutes, withinMinutes)
    const before = used === null ? null : floorShares(demand, groups, used.minutes, withinMinutes)
    const free = coverage(demand, travel, { hubs, withinMinutes, today: null, floor: null })
    return {
      share: floor.share,
      kind: floor.kind,
      groups: groups.code.map((code, g) => ({
        code,
        name: groups.name[g],
        demand: chosen.demand[g],
        inReach: chosen.share[g],
        today: before === null ? Number.NaN : before.share[g],
      })),
      without: { inReach: free.share, sites: free.sites },
      unmetDraws,
    }
  }
}

/** The one planned for first; without people where none are known. */
function measuresOf({ places, columns, residents }: DemandPlaces, by: DemandId): HubDemand[] {
  const outside = (column: Float64Array) => column[column.length - 1]
  const at = (column: Float64Array) => Float64Array.from(places.unit, (unit) => (Number.isNaN(column[unit]) ? 0 : column[unit]))
  const all: HubDemand[] = [
    { id: 'harm', demand: at(columns.harmReactive), outside: outside(columns.harmReactive) },
    { id: 'volume', demand: at(columns.volumeReactive), outside: outside(columns.volumeReactive) },
    ...(residents.some((people) => people > 0) ? [{ id: 'people' as const, demand: at(residents), outside: 0 }] : []),
  ]
  if (!all.some(({ id }) => id === by))
    throw new EngineError('option-invalid', {
      column: '--by',
      value: by,
      hint: 'Residents are not known: give LSOAs with --population, or a deprivation file that holds them.',
    })
  return all.sort((a, b) => Number(b.id === by) - Number(a.id === by))
}

function unknownPeople({ places, residents }: DemandPlaces): Issue[] {
  const unknown = Array.from(places.unit.keys()).filter((place) => Number.isNaN(residents[places.unit[place]]))
  if (unknown.length === 0) return []
  const examples = unknown.slice(0, MAX_EXAMPLES).map((place) => ({ value: places.code[place] }))
  const message = `${exactly(unknown.length)} LSOAs have no residents in the files given: they count as nobody`
  return [{ code: 'residents-unknown', count: unknown.length, message, examples }]
}

/** Each call gives demand by place as another such period might bring it. @param nearest by place, the site that serves it */
function redrawn(
  { period, kinds, tables, scheme, options }: Analysis,
  { places, cube, exposure }: DemandPlaces,
  by: Exclude<DemandId, 'people'>,
  { nearest, sites }: { readonly nearest: Uint32Array; readonly sites: number },
): () => Float64Array {
  const harm = harmOfKinds(kinds, tables, scheme).slice(0, 1)
  const siteOf = new Uint32Array(exposure.length).fill(NONE)
  places.unit.forEach((unit, place) => {
    siteOf[unit] = nearest[place]
  })
  const counted = { cube, months: period.present, kinds, people: exposure, harm }
  const { crime } = crimeCountsOfParts(counted, siteOf, sites)
  // streams are of a unit's own code; units that hold no place are not drawn
  const codeOf = new Map(Array.from(places.unit, (unit, place) => [unit, places.code[place]]))
  const ids = Array.from(exposure, (_, unit) => codeOf.get(unit) ?? '')
  // sites serve many units: what is drawn towards the mean of all would pull them towards it together
  const next = recordedDraws(crime, ids, options.seed)
  return () => {
    const drawn = next()
    const column = by === 'harm' ? drawn.harm[0] : drawn.volume
    return Float64Array.from(places.unit, (unit) => column[unit])
  }
}

function sitesOfFile({ code, name, lng, lat, today, file }: SiteTable): HubSites {
  return { from: { file }, code, name, lng, lat, today }
}

function sitesInAreas({ layers }: Analysis, asked: string | null): HubSites {
  const layer = asked === null ? reportedLayer(layers) : layers.find(({ areas }) => areas.kind === asked)
  if (layer === undefined)
    throw new EngineError('option-invalid', {
      column: '--sites-in',
      ...(asked === null ? {} : { value: asked }),
      hint: `Give candidate sites with --sites FILE, or name a kind of area to have one in each; given are: ${kindsOf(layers)}.`,
    })
  const { areas } = layer
  const { kind, code, name } = areas
  return { from: { kind }, code, name, ...insidePoints(areas), today: new Uint8Array(areas.length) }
}

function kindsOf(layers: readonly LayerResult[]): string {
  return layers.map(({ areas }) => areas.kind).join(', ') || 'none'
}

interface Groups {
  readonly group: Uint32Array
  readonly groups: number
  readonly code: readonly string[]
  readonly name: readonly string[]
}

/** Areas of a kind that hold places of demand; a place in none goes to the nearest. */
function groupsOf({ layers }: Analysis, places: HubPlaces, kind: string): Groups {
  const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
  if (areas === undefined)
    throw new EngineError('option-invalid', {
      column: '--floor-in',
      value: kind,
      hint: `No areas of this kind were given; given are: ${kindsOf(layers)}.`,
    })
  const rows = locate(places.lng, places.lat, areas)
  rows.forEach((row, place) => {
    if (row !== NONE) return
    const away = Array.from(areas.code.keys(), (area) => distanceToArea(places.lng[place], places.lat[place], areas, area))
    rows[place] = away.indexOf(Math.min(...away))
  })
  const met = [...new Set(rows)].sort((a, b) => a - b)
  const groupOf = new Map(met.map((row, g) => [row, g]))
  return {
    group: rows.map((row) => groupOf.get(row) ?? 0),
    groups: met.length,
    code: met.map((row) => areas.code[row]),
    name: met.map((row) => areas.name[row]),
  }
}

/** Names the areas that cannot have their share even from all sites together. */
function refuseFloor(demand: Float64Array, travel: Travel, withinMinutes: number, share: number, groups: Groups): void {
  const all = service(
    demand,
    travel,
    Array.from({ length: travel.sites }, (_, site) => site),
  )
  const minutes = Float64Array.from(all.nearest, (site, place) => travel.minutes[site * travel.places + place])
  const { share: most } = floorShares(demand, groups, minutes, withinMinutes)
  const short = Array.from(most.keys()).filter((g) => most[g] < share - 1e-9)
  if (short.length === 0) return
  const named = short.slice(0, MAX_EXAMPLES).map((g) => `${groups.name[g]} ${(100 * most[g]).toFixed(0)} %`)
  const more = short.length > MAX_EXAMPLES ? ` and ${exactly(short.length - MAX_EXAMPLES)} more` : ''
  throw new EngineError('floor-unreachable', {
    column: '--floor',
    value: String(share),
    hint: `With all sites together within ${withinMinutes} minutes: ${named.join(', ')}${more}. Lower --floor, allow more --minutes, or add candidate sites there.`,
  })
}

/** Null where no set of so many sites keeps the floor. */
function unlessUnreachable<T>(search: () => T): T | null {
  try {
    return search()
  } catch (error) {
    if (error instanceof EngineError && error.code === 'floor-unreachable') return null
    throw error
  }
}
