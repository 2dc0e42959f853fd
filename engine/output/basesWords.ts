import type { DemandId, HubPlan, HubService, HubSet } from '../priority/hubPlan.js'
import { standing } from '../priority/standing.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { ofReruns, shareOfReruns } from './rankWords.js'
import { demandPointWords, travelWords } from './travelWords.js'
import { areasWords, capital, counted, exactly, harmLabel, listed, percent, volumeWords } from './wording.js'

/** A site named as one that was left out is told from this share of re-runs on. */
const RUNNER_UP = 0.2
const NAMED = 3
/** More sites than this are not all named in a sentence; the tables name them. */
const MOST_NAMES = 6

/** What demand is: "average severity (ONS CSS 2020-21) of reactive offences", "reactive crimes and ASB incidents", "residents". */
export function demandWords({ kinds, scheme }: Analysis, id: DemandId): string {
  if (id === 'people') return 'residents'
  return id === 'volume' ? `reactive ${volumeWords(kinds)}` : `${harmLabel(kinds, scheme)} of reactive offences`
}

/** In a sentence on one site, where the demand has been named before. */
const SHORT: Readonly<Record<DemandId, string>> = { harm: 'the harm', volume: 'the volume', people: 'the residents' }

/** Short heads of the measures in tables. */
export const DEMAND_HEADS: Readonly<Record<DemandId, string>> = { harm: 'Harm', volume: 'Volume', people: 'People' }

export function minutesWords(minutes: number): string {
  return `${minutes.toFixed(1)} minutes`
}

export function setOfMethod({ sets }: HubPlan, method: HubSet['method']): HubSet | undefined {
  return sets.find((set) => set.method === method)
}

/** With its code where another site has the same name. */
export function siteName({ sites }: HubPlan, site: number): string {
  const name = sites.name[site]
  return sites.name.indexOf(name) === sites.name.lastIndexOf(name) ? name : `${name} (${sites.code[site]})`
}

function namesOf(plan: HubPlan, rows: readonly number[]): string {
  const shown = rows.slice(0, rows.length > MOST_NAMES + 1 ? MOST_NAMES : rows.length).map((site) => siteName(plan, site))
  return listed(shown.length === rows.length ? shown : [...shown, `${exactly(rows.length - shown.length)} more`])
}

/** Short names of the sets in tables. */
export const SHORT_SETS: Readonly<Record<HubSet['method'], string>> = {
  'p-median': 'mean journey',
  'covering': 'within reach',
  'today': 'today',
}

/** The set that was asked for: with a floor the one that keeps it, else that of the least mean journey. */
function chosenSet(plan: HubPlan): HubSet {
  return (plan.floor === null ? undefined : setOfMethod(plan, 'covering')) ?? plan.sets[0]
}

/** In the order they are told, the chosen set first. */
export function orderedSets(plan: HubPlan): readonly HubSet[] {
  const chosen = chosenSet(plan)
  return [chosen, ...plan.sets.filter((set) => set !== chosen)]
}

/** Sets with a map, and numbers, of their own: the chosen one, and where no floor was asked for the covering one if its sites differ. */
export function mappedSets(plan: HubPlan): readonly HubSet[] {
  const chosen = chosenSet(plan)
  const covering = setOfMethod(plan, 'covering')
  return covering === undefined || plan.floor !== null || sameSites(chosen, covering) ? [chosen] : [chosen, covering]
}

export function sameSites(one: HubSet, other: HubSet): boolean {
  return one.hubs.map(({ site }) => site).join() === other.hubs.map(({ site }) => site).join()
}

export function basesTitle({ hubs, floor, withinMinutes }: HubPlan): string {
  const where = `Where ${counted(hubs, 'hub')} would stand`
  return floor === null
    ? where
    : `${where} with ${percent(floor.share)} of the demand of every ${areaWord(floor.kind)} within ${withinMinutes} minutes`
}

/** The answer as sentences: which sites, against today's, within reach, how firm, and what another measure would choose. */
export function basesSentences(analysis: Analysis, plan: HubPlan): string[] {
  const nearest = median(analysis, plan)
  const reach = [...covering(analysis, plan), ...floor(plan)]
  return [
    ...(plan.floor === null ? [nearest, ...today(plan), ...reach] : [...reach, nearest, ...today(plan)]),
    ...firm(plan),
    otherwise(analysis, plan),
  ].filter((sentence) => sentence !== '')
}

function median(analysis: Analysis, plan: HubPlan): string {
  const [set] = plan.sets
  const rows = set.hubs.map(({ site }) => site)
  const many = rows.length > 1
  const ofSites = `f ${counted(plan.sites.code.length, 'candidate site')}`
  const which = many ? `the ${exactly(rows.length)} that together have` : 'the one that has'
  const nearest = `${which} the shortest mean journey to the demand`
  const where =
    plan.floor === null
      ? `O${ofSites} ${nearest} (${demandWords(analysis, plan.by)}) ${many ? 'are' : 'is'} ${namesOf(plan, rows)}.`
      : `Without a floor, ${nearest} ${many ? 'are' : 'is'} ${namesOf(plan, rows)}.`
  return `${where} The mean journey is ${minutesWords(set.meanMinutes)}, the longest ${minutesWords(set.farthestMinutes)}. ${proofWords(set, 'shorter mean', 'mean journey')}`
}

/** @param better what no other set has; @param value what the gap is of */
function proofWords({ proof }: HubSet, better: string, value: string): string {
  if (proof === null) return ''
  if (proof.proven) return `Proven: no other choice of as many has a ${better}.`
  return `Best found, not proven: the ${value} of the best choice is at most ${percent(proof.gap)} better.`
}

function today(plan: HubPlan): string[] {
  const used = setOfMethod(plan, 'today')
  if (used === undefined) return []
  const best = chosenSet(plan)
  const saved = used.meanMinutes - best.meanMinutes
  const change =
    Math.abs(saved) < 0.05
      ? 'the mean journey would be the same'
      : `the mean journey would be ${minutesWords(Math.abs(saved))} ${saved > 0 ? 'shorter' : 'longer'}`
  const rows = used.hubs.map(({ site }) => site)
  const chosen = plan.floor === null ? 'With the hubs above' : 'With the hubs that keep the floor'
  const kept = best.hubs.filter(({ site }) => rows.includes(site)).length
  const count =
    rows.length === best.hubs.length ? '' : ` (${exactly(best.hubs.length)} hubs against ${exactly(rows.length)} today)`
  const inReach =
    plan.withinMinutes === null
      ? ''
      : ` Within ${plan.withinMinutes} minutes lies ${percent(best.inReach)} of the demand, from today's sites ${percent(used.inReach)}.`
  return [
    `Today's ${counted(rows.length, 'site')} (${namesOf(plan, rows)}): mean journey ${minutesWords(used.meanMinutes)}, longest ${minutesWords(used.farthestMinutes)}. ${chosen} ${change}${count}; ${kept === 0 ? 'none' : exactly(kept)} of them ${kept < 2 ? 'is a site' : 'are sites'} of today.${inReach}`,
  ]
}

function covering(analysis: Analysis, plan: HubPlan): string[] {
  const set = setOfMethod(plan, 'covering')
  if (set === undefined) return []
  const rows = set.hubs.map(({ site }) => site)
  const proof = proofWords(set, 'larger share within reach', 'share within reach')
  if (plan.floor !== null)
    return [
      `Of ${counted(plan.sites.code.length, 'candidate site')} the ${rows.length === 1 ? 'one' : exactly(rows.length)} with most of the demand (${demandWords(analysis, plan.by)}) within ${plan.withinMinutes} minutes, ${percent(set.inReach)}, while every ${areaWord(plan.floor.kind)} keeps its floor: ${namesOf(plan, rows)}. The mean journey is ${minutesWords(set.meanMinutes)}, the longest ${minutesWords(set.farthestMinutes)}. ${proof}`,
    ]
  const sites = sameSites(set, plan.sets[0]) ? 'the same sites' : namesOf(plan, rows)
  return [`Most of the demand within ${plan.withinMinutes} minutes, ${percent(set.inReach)}, is reached from ${sites}. ${proof}`]
}

function floor(plan: HubPlan): string[] {
  const { floor: asked, draws, withinMinutes } = plan
  const set = setOfMethod(plan, 'covering')
  if (asked === null || set === undefined) return []
  const cost = asked.without.inReach - set.inReach
  const price =
    cost < 5e-5
      ? 'This costs nothing: without the floor no more could be reached.'
      : `Without the floor ${percent(asked.without.inReach)} could be reached, from ${namesOf(plan, asked.without.sites)}.`
  const short = asked.groups.filter(({ today: share }) => share < asked.share).length
  const before = asked.groups.some(({ today: share }) => !Number.isNaN(share))
    ? ` From today's sites ${exactly(short)} of the ${exactly(asked.groups.length)} would miss it.`
    : ''
  const unmet = asked.unmetDraws === 0 ? '' : ` In ${ofReruns(asked.unmetDraws / draws, draws)} no choice kept the floor.`
  return [
    `In every one of the ${exactly(asked.groups.length)} ${areasWords(asked.kind)} at least ${percent(asked.share)} of the demand lies within ${withinMinutes} minutes.${before} ${price}${unmet}`,
  ]
}

function firm(plan: HubPlan): string[] {
  if (plan.draws === 0) return ['How firm is not assessed: residents are taken as they are counted.']
  const sets = orderedSets(plan).flatMap((set) =>
    set.method === 'today'
      ? []
      : [` ${set.method === 'covering' ? 'Most within reach' : 'Least mean journey'}: ${heldWords(plan, set)}.`],
  )
  return [
    `How firm, in ${exactly(plan.draws)} re-runs with crime as another such period might bring it (a share of them is sure to ${Math.ceil(100 / Math.sqrt(plan.draws) / 2)} points or so).${sets.join('')}`,
  ]
}

function heldWords(plan: HubPlan, set: HubSet): string {
  const { hubs, held, unprovenDraws } = set
  if (!isAssessed(plan, set))
    return `not assessed, as in ${exactly(unprovenDraws)} of ${exactly(plan.draws)} the sites found are not proven the best`
  const times = hubs.map((hub) => Math.round(hub.held * plan.draws))
  const [least, most] = [Math.min(...times), Math.max(...times)]
  const own =
    hubs.length > 1 && hubs.every((hub) => standing(hub.held) === 'clear')
      ? `${hubs.length === 2 ? 'both' : `all ${exactly(hubs.length)}`} clear, chosen in ${least === most ? exactly(least) : `${exactly(least)} to ${exactly(most)}`} of ${exactly(plan.draws)}`
      : listed(
          hubs.map((hub) => `${siteName(plan, hub.site)} ${standing(hub.held)} (${exactly(Math.round(hub.held * plan.draws))})`),
        )
  const others = Array.from(held?.entries() ?? [])
    .filter(([site, share]) => share >= RUNNER_UP && !hubs.some((hub) => hub.site === site))
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, NAMED)
    .map(([site, share]) => `${siteName(plan, site)} (${percent(share)})`)
  const open = unprovenDraws === 0 ? '' : `; in ${exactly(unprovenDraws)} of these the sites found are not proven the best`
  return `${own}${others.length === 0 ? '' : `; in their place most often ${listed(others)}`}${open}`
}

/** Re-runs that mostly prove nothing say nothing: they start from the sites they then find. */
function isAssessed({ draws }: HubPlan, { unprovenDraws }: HubSet): boolean {
  return 2 * unprovenDraws <= draws
}

/** Share of the re-runs with the site; NaN where how firm it is is not assessed. */
export function heldShare(plan: HubPlan, set: HubSet, { held }: HubService): number {
  return isAssessed(plan, set) ? held : Number.NaN
}

/** Standing of a site in its set. */
export function siteStanding(plan: HubPlan, set: HubSet, { held }: HubService): string {
  return isAssessed(plan, set) ? standing(held) : 'not assessed'
}

/** "clear (99 %)"; of today's sites, which nothing chose, the share alone. */
export function standingShown(plan: HubPlan, set: HubSet, hub: HubService): string {
  if (!isAssessed(plan, set)) return 'not assessed'
  return set.method === 'today' ? percent(hub.held) : `${standing(hub.held)} (${shareOfReruns(hub.held)})`
}

/** "clear (chosen in 198 of 200 re-runs)". */
function standingWords(plan: HubPlan, set: HubSet, hub: HubService): string {
  const own = siteStanding(plan, set, hub)
  return isAssessed(plan, set) ? `${own} (chosen in ${ofReruns(hub.held, plan.draws)})` : own
}

function otherwise(analysis: Analysis, plan: HubPlan): string {
  const own = plan.sets[0].hubs.map(({ site }) => site).join()
  const by = ({ id }: HubPlan['otherwise'][number]) => `by ${demandWords(analysis, id)}`
  const sets = [...new Set(plan.otherwise.map(({ sites }) => sites.join()))]
  const words = sets.map((set) => {
    const those = plan.otherwise.filter(({ sites }) => sites.join() === set)
    const which = set === own ? 'the same sites would be chosen' : `it would be ${namesOf(plan, those[0].sites)}`
    return `${listed(those.map(by))} ${which}`
  })
  return words.length === 0
    ? ''
    : `${plan.sets.length > 1 ? `Of least mean journey, ${words.join('; ')}` : capital(words.join('; '))}.`
}

/** One site of a set in a sentence. */
export function hubSentence(plan: HubPlan, set: HubSet, hub: HubService): string {
  const { method } = set
  const { measures, places, withinMinutes, sites } = plan
  const parts = measures.map(({ id }, m) => `${percent(hub.shares[m])} of ${SHORT[id]}`)
  const used = sites.today[hub.site] === 1 && method !== 'today' ? ' In use today.' : ''
  if (hub.farthest === null) return `Nearest to ${listed(parts)}.${used}`
  const reach = withinMinutes === null ? '' : `, ${percent(hub.inReach)} of it within ${withinMinutes}`
  const firmness = Number.isNaN(hub.held) || method === 'today' ? '' : ` ${capital(standingWords(plan, set, hub))}.`
  return `Nearest to ${listed(parts)}; mean journey ${minutesWords(hub.meanMinutes)}${reach}, the longest ${minutesWords(hub.farthestMinutes)} (${places.name[hub.farthest]}).${firmness}${used}`
}

/** How it was done and what that leaves out, as sentences. */
export function basesNotes(plan: HubPlan): string[] {
  return [
    placesWords(plan),
    travelWords(plan.travel, plan.classes),
    'file' in plan.sites.from
      ? `Candidate sites are those of ${plan.sites.from.file}.`
      : `No sites were given: candidates are a point inside each of the ${areasWords(plan.sites.from.kind)}, where a building has yet to be found.`,
    'A hub is where a team parades. Costs, buildings, where officers live and roads closed at night are not in it.',
    ...plan.issues.map(({ message }) => `${message}.`),
  ]
}

function placesWords({ places, measures }: HubPlan): string {
  const [{ id, demand, outside }] = measures
  const inside = demand.reduce((sum, value) => sum + value, 0)
  const left =
    outside > 0 ? ` ${percent(outside / (inside + outside))} of ${SHORT[id]} that is located lies outside and is left out.` : ''
  return `${demandPointWords(places.kind)}${left}`
}
