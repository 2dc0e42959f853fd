import type { HubPlan, HubService, HubSet } from '../priority/hubPlan.js'
import type { Analysis } from './analysis.js'
import { basesPlainTables, basesTable } from './basesTables.js'
import {
  basesNotes,
  basesSentences,
  basesTitle,
  DEMAND_HEADS,
  heldShare,
  hubSentence,
  orderedSets,
  SHORT_SETS,
  siteName,
  standingShown,
} from './basesWords.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { basesPages } from './reportBases.js'
import type { Section } from './section.js'
import { type TextColumn, textTable } from './textTable.js'
import { percent, periodWords } from './wording.js'

/** What `bases` adds to a results folder: hubs, areas by hub, a page with a map, sentences. */
export function basesSection(analysis: Analysis, plan: HubPlan): Section {
  return {
    id: 'bases',
    maps: [basesTable(plan)],
    tables: basesPlainTables(plan),
    pages: (ground) => basesPages(analysis, plan, ground),
    document: basesDocument(analysis, plan),
    findings: basesSentences(analysis, plan).slice(0, 1),
    text: basesText(analysis, plan),
  }
}

function basesDocument(analysis: Analysis, plan: HubPlan): Readonly<Record<string, unknown>> {
  const { hubs, by, withinMinutes, floor, sites, travel, draws, sets, otherwise, issues, measures } = plan
  const hubOf = (set: HubSet, hub: HubService) => ({
    site: sites.code[hub.site],
    name: sites.name[hub.site],
    today: sites.today[hub.site] === 1,
    demand: hub.demand,
    shares: Object.fromEntries(measures.map(({ id }, m) => [id, hub.shares[m]])),
    meanMinutes: hub.meanMinutes,
    farthestMinutes: hub.farthestMinutes,
    inReach: hub.inReach,
    shareOfDraws: heldShare(plan, set, hub),
    sentence: hubSentence(plan, set, hub),
  })
  const setOf = (set: HubSet) => ({
    method: set.method,
    meanMinutes: set.meanMinutes,
    farthestMinutes: set.farthestMinutes,
    inReach: set.inReach,
    proven: set.proof?.proven ?? null,
    gap: set.proof?.gap ?? null,
    unprovenDraws: set.unprovenDraws,
    hubs: set.hubs.map((hub) => hubOf(set, hub)),
  })
  return {
    options: {
      hubs,
      by,
      withinMinutes,
      floor: floor === null ? null : { share: floor.share, kind: floor.kind },
      sites: sites.from,
      candidates: sites.code.length,
      travel,
      draws,
      seed: analysis.options.seed,
    },
    sentences: basesSentences(analysis, plan),
    notes: basesNotes(plan),
    sets: sets.map(setOf),
    floor:
      floor === null
        ? null
        : {
            withoutFloor: { inReach: floor.without.inReach, sites: floor.without.sites.map((site) => sites.code[site]) },
            unmetDraws: floor.unmetDraws,
          },
    otherwise: otherwise.map(({ id, sites: rows }) => ({ by: id, sites: rows.map((site) => sites.code[site]) })),
    warnings: issues,
  }
}

const left = (head: string): TextColumn => ({ head, align: 'left' })
const right = (head: string): TextColumn => ({ head, align: 'right' })

/** What the command prints: at most 110 columns wide. */
function basesText(analysis: Analysis, plan: HubPlan): string {
  const { sites, measures, withinMinutes, draws } = plan
  const rows = orderedSets(plan).flatMap((set) =>
    set.hubs.map((hub) => [
      SHORT_SETS[set.method],
      sites.code[hub.site],
      siteName(plan, hub.site),
      ...hub.shares.map(percent),
      minutes(hub.meanMinutes),
      minutes(hub.farthestMinutes),
      ...(withinMinutes === null ? [] : [Number.isNaN(hub.inReach) ? '' : percent(hub.inReach)]),
      ...(draws === 0 ? [] : [standingShown(plan, set, hub)]),
    ]),
  )
  const table = textTable(
    [
      left('set'),
      left('site'),
      { head: 'name', align: 'left', flexible: true },
      ...measures.map(({ id }) => right(DEMAND_HEADS[id].toLowerCase())),
      right('mean min'),
      right('farthest'),
      ...(withinMinutes === null ? [] : [right(`in ${withinMinutes} min`)]),
      ...(draws === 0 ? [] : [left('standing')]),
    ],
    rows,
    SCREEN_WIDTH,
  )
  return `${[
    paragraph(`${basesTitle(plan)}. ${periodWords(analysis.period)}`),
    basesSentences(analysis, plan)
      .map((sentence) => paragraph(`- ${sentence}`))
      .join('\n'),
    table,
    basesNotes(plan)
      .map((note) => paragraph(note))
      .join('\n'),
  ].join('\n\n')}\n`
}

function minutes(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(1)
}
