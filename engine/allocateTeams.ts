import { EngineError } from './error.js'
import type { HubAreas, HubTable } from './input/hubs.js'
import { exactly } from './input/thousands.js'
import type { TravelRows } from './input/travelTimes.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { areaDemand } from './output/areaDemand.js'
import { insidePoints } from './output/insidePoint.js'
import { allocate } from './priority/allocate.js'
import { assignAreas } from './priority/assignAreas.js'
import { crimeCounts, harmOfKinds } from './priority/crimeCounts.js'
import { crimeCountsOfParts } from './priority/crimeCountsOfParts.js'
import { deviates } from './priority/deviates.js'
import { hubJourneys } from './priority/hubJourneys.js'
import { pointsOutside } from './priority/pointsOutside.js'
import { crimeDraws } from './priority/posterior.js'
import { recordedDraws } from './priority/recordedDraws.js'
import type { TeamDemand, TeamPlan, TeamPlanOptions, TeamPlanUsed } from './priority/teamPlan.js'
import { resolveTeamPlan } from './priority/teamPlanOptions.js'
import { step } from './step.js'
import { type Hooks, type Issue, NONE } from './types.js'

/** The first of these that was given holds the whole areas: the largest. */
const HUB_AREA_KINDS = ['lpa', 'beat', 'ward'] as const
const DEMANDS: readonly TeamDemand[] = ['harm', 'volume', 'people']
/** Re-runs between two turns of the event loop. */
const REST = 50

/** What the user's own small files say; null where there is none. */
export interface AllocateTeamsInput {
  readonly hubs: HubTable | null
  readonly areasOf: HubAreas | null
  readonly journeys: TravelRows | null
}

/**
 * How many teams and officers each hub should have: whole areas of one layer go to hubs, teams follow the reactive harm (or volume, or
 * people) of their areas above minimum cover, officers follow teams. Without hubs each area is one, with one team, and officers beyond
 * the smallest team follow demand: which areas get the fifth officer.
 *
 * Counts of the areas are drawn again 1,000 times; once more with the measure (each of `by` with the same chance) and the harm scheme
 * drawn too, which the standing rests on.
 *
 * @throws EngineError 'argument-missing', 'option-invalid', 'cover-short', 'table-invalid', 'value-out-of-range', 'coordinates-swapped',
 *         'aborted'
 *
 * Misleads where teams work across areas, and where one area is much larger than the others: whole areas are all there is to give.
 * Residents carry no counted error: by people there are no re-runs.
 */
export async function allocateTeams(
  analysis: Analysis,
  { hubs, areasOf, journeys }: AllocateTeamsInput,
  given: Partial<TeamPlanOptions>,
  hooks: Hooks = {},
): Promise<TeamPlan> {
  const options = resolveTeamPlan(given)
  const layer = hubLayer(analysis, options.hubAreas)
  const { areas, columns } = layer
  if (hubs === null) refuseWithoutHubs(options, { areasOf, journeys })
  const points = insidePoints(areas)
  const unknown = new Float64Array(areas.length).fill(Number.NaN)
  const table = hubs ?? { code: areas.code, name: areas.name, ...points, teams: unknown, officers: unknown }
  const used = usedOptions(options, { ownAreas: hubs === null, hubs: table.code.length, layer, areasOf })
  const today = areasOf === null ? null : hubOfAreas(areasOf, areas.code, table.code)
  const hubToday = hubs === null ? Uint32Array.from(areas.code.keys()) : (today?.hubToday ?? null)
  const outside = hubs === null ? [] : pointsOutside('hub', hubs, analysis.cells.study)

  const asked = { ...used, withinMinutes: used.minutes }
  const way = hubs === null ? null : hubJourneys(hubs, areaDemand(analysis, layer, points, used.by[0]), journeys, asked)
  const demandOf: Readonly<Record<TeamDemand, Float64Array>> = {
    harm: columns.harmReactive.slice(0, areas.length),
    volume: columns.volumeReactive.slice(0, areas.length),
    people: areas.residents,
  }
  const { hubOf } = assignAreas({ code: areas.code, hubToday }, way?.travel ?? null, used.assign)
  const redrawn = await reruns(analysis, layer, used, hubs === null ? null : { hubOf, hubs: hubs.code.length }, hooks)
  const allocation = allocate(
    table.code.map((code, row) => ({
      code,
      name: table.name[row],
      teamsToday: table.teams[row],
      officersToday: table.officers[row],
    })),
    {
      code: areas.code,
      hubToday,
      measures: used.by.map((id) => ({ id, demand: demandOf[id] })),
      draws: redrawn.draws,
      drawsBoth: redrawn.drawsBoth,
      withinReach: way?.withinReach ?? null,
    },
    way?.travel ?? null,
    {
      ...used,
      sergeantsPerTeam: used.sergeants,
      officersPerTeam: used.teamSize,
      mostPerTeam: used.teamMost,
      officersBy: options.teams === null || options.teamMost !== null ? 'demand' : 'teams',
      teamsPerHub: used.cover,
      k: used.diminishing,
      listSplits: options.teams !== null,
    },
  )
  return {
    options: used,
    hubsFile: hubs?.file ?? null,
    lng: table.lng,
    lat: table.lat,
    teamsToday: table.teams,
    officersToday: table.officers,
    allocation,
    travel: way === null ? null : { basis: way.travel.basis, classes: way.classes, over: way.over },
    areasOf: areasOf?.file ?? null,
    hubToday: today?.hubToday ?? null,
    minutes: Float64Array.from(allocation.hubOf, (hub, area) => way?.travel.minutes[hub * areas.length + area] ?? Number.NaN),
    exposure: redrawn.exposure,
    schemes: redrawn.schemes,
    dispersion: redrawn.dispersion,
    outside: columns.volumeReactive[areas.length],
    issues: [...outside, ...(today?.issues ?? []), ...(way?.issues ?? [])],
  }
}

function hubLayer({ layers }: Analysis, asked: string | null): LayerResult {
  const kinds = layers.map(({ areas }) => areas.kind)
  const kind = asked ?? HUB_AREA_KINDS.find((one) => kinds.includes(one))
  const layer = layers.find(({ areas }) => areas.kind === kind)
  if (layer !== undefined) return layer
  throw new EngineError(asked === null ? 'argument-missing' : 'option-invalid', {
    column: '--hub-areas',
    ...(asked === null ? {} : { value: asked }),
    hint: `Give the whole areas that hubs serve (--areas lpa=FILE, --beats or --wards) and name their kind. Given: ${kinds.join(', ') || 'none'}.`,
  })
}

function refuseWithoutHubs(
  { assign, minutes }: TeamPlanOptions,
  { areasOf, journeys }: Pick<AllocateTeamsInput, 'areasOf' | 'journeys'>,
): void {
  const needsHubs = [
    ...(assign === null ? [] : ['--assign']),
    ...(minutes === null ? [] : ['--minutes']),
    ...(areasOf === null ? [] : ['--areas-of']),
    ...(journeys === null ? [] : ['--travel']),
  ]
  if (needsHubs.length === 0) return
  throw new EngineError('argument-missing', {
    column: '--hubs',
    hint: `${needsHubs[0]} needs hubs: without them each area has its own team, and there is nowhere to travel from. Name the hubs with --hubs FILE, or leave ${needsHubs[0]} out.`,
  })
}

function usedOptions(
  options: TeamPlanOptions,
  {
    ownAreas,
    hubs,
    layer,
    areasOf,
  }: { readonly ownAreas: boolean; readonly hubs: number; readonly layer: LayerResult; readonly areasOf: HubAreas | null },
): TeamPlanUsed {
  const { officers } = options
  if (options.teams === null && !ownAreas)
    throw new EngineError('argument-missing', {
      column: '--teams',
      hint: 'Say how many teams there are over all hubs: --teams 6.',
    })
  const teams = options.teams ?? hubs
  const { residents } = layer.areas
  const peopleKnown = residents.every((people) => people >= 0) && residents.some((people) => people > 0)
  if (options.by?.includes('people') === true && !peopleKnown)
    throw new EngineError('argument-missing', {
      column: '--by',
      value: 'people',
      hint: `Residents of some of the areas of kind ${layer.areas.kind} are not known: give --population with --lsoas, or leave people out.`,
    })
  const teamSize = options.teamSize ?? Math.max(1, Math.floor(officers / teams))
  const largest = options.teams === null ? Math.max(teamSize, Math.ceil(officers / teams)) : null
  return {
    ...options,
    hubAreas: layer.areas.kind,
    teams,
    teamSize,
    teamMost: options.teamMost ?? largest,
    assign: options.assign ?? (ownAreas || areasOf !== null ? 'today' : 'nearest'),
    by: options.by ?? DEMANDS.filter((id) => id !== 'people' || peopleKnown),
  }
}

/** By area, the row of its hub; rows of areas that are not in the layer are told. */
function hubOfAreas(
  { area, hub, line, file }: HubAreas,
  codes: readonly string[],
  hubs: readonly string[],
): { hubToday: Uint32Array; issues: readonly Issue[] } {
  const areaOf = new Map(codes.map((code, row) => [code, row]))
  const hubToday = new Uint32Array(codes.length).fill(NONE)
  let unused = 0
  area.forEach((code, row) => {
    const own = areaOf.get(code)
    if (own === undefined) {
      unused++
      return
    }
    const served = hubs.indexOf(hub[row])
    if (served < 0)
      throw new EngineError('table-invalid', {
        file,
        line: line[row],
        column: 'hub',
        value: hub[row],
        hint: `There is no such hub. The hubs are ${hubs.slice(0, 20).join(', ')}${hubs.length > 20 ? ' ...' : ''}.`,
      })
    hubToday[own] = served
  })
  const without = hubToday.indexOf(NONE)
  const [rows, are, they] = unused === 1 ? ['row', 'is', 'it is'] : ['rows', 'are', 'they are']
  const message = `${exactly(unused)} ${rows} of ${file} ${are} of other areas than those given: ${they} not used`
  if (without < 0)
    return { hubToday, issues: unused === 0 ? [] : [{ code: 'areas-unused', count: unused, message, examples: [] }] }
  throw new EngineError('table-invalid', {
    file,
    column: 'area',
    value: codes[without],
    hint: `${hubToday.filter((one) => one === NONE).length} of the ${codes.length} areas have no hub here. Give every area one, by its code.`,
  })
}

/** The first measure of every area, drawn again. @param together areas are added up to hubs; null: each is one */
async function reruns(
  { kinds, tables, scheme, period, options }: Analysis,
  { areas, cube }: LayerResult,
  { by, draws }: TeamPlanUsed,
  together: { readonly hubOf: Uint32Array; readonly hubs: number } | null,
  hooks: Hooks,
) {
  const [first] = by
  if (first === 'people') return { draws: [], drawsBoth: [], exposure: null, schemes: 0, dispersion: [] }
  const peopled = areas.residents.every((people) => people > 0)
  const people = peopled ? areas.residents : areas.areaKm2
  const harm = harmOfKinds(kinds, tables, scheme)
  const counted = { cube, months: period.present, kinds, people, harm }
  const { crime, dispersion } =
    together === null ? crimeCounts(counted) : crimeCountsOfParts(counted, together.hubOf, together.hubs)
  // what is drawn towards the mean of all areas would pull a hub of many towards it many times over
  const draw = (together === null ? crimeDraws : recordedDraws)(crime, areas.code, options.seed)
  const lot = deviates(options.seed, 'choices of re-runs')
  const pick = <T>(list: readonly T[]) => list[Math.floor(lot.uniform() * list.length)]
  const columns: Float64Array[] = []
  const both: Float64Array[] = []
  for (let done = 0; done < draws; done++) {
    if (done % REST === 0) await step(hooks, 're-runs', done / draws)
    const drawn = draw()
    columns.push((first === 'harm' ? drawn.harm[0] : drawn.volume).slice())
    const measure = pick(by)
    both.push((measure === 'harm' ? pick(drawn.harm) : measure === 'volume' ? drawn.volume : areas.residents).slice())
  }
  return {
    draws: columns,
    drawsBoth: both,
    exposure: together !== null ? ('counts' as const) : peopled ? ('residents' as const) : ('km2' as const),
    schemes: by.includes('harm') ? harm.length : 0,
    dispersion,
  }
}
