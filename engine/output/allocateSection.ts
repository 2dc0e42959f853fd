import type { TeamPlan } from '../priority/teamPlan.js'
import { planNotes } from './allocateNotes.js'
import { allocatePages } from './allocatePage.js'
import { allocationTable, hubAreasTable, splitsTable } from './allocateTables.js'
import { allocateText } from './allocateText.js'
import { hubSentence, hubStanding, leadSentences, oneTeamEach } from './allocateWords.js'
import type { Analysis } from './analysis.js'
import type { Section } from './section.js'

/** Splits that analysis.json keeps; splits.csv has all. */
const KEPT_SPLITS = 100

/** Hubs, teams and officers: tables, the map of areas by hub, two pages, and what the command line prints. */
export function allocateSection(analysis: Analysis, plan: TeamPlan): Section {
  const layer = analysis.layers.find(({ areas }) => areas.kind === plan.options.hubAreas)
  return {
    id: 'allocate',
    maps: layer === undefined ? [] : [hubAreasTable(layer, plan)],
    tables: [allocationTable(plan), ...splitsTable(plan)],
    pages: (ground) => (layer === undefined ? [] : allocatePages(analysis, layer, plan, ground)),
    document: documentOf(analysis, plan),
    findings: leadSentences(analysis, plan).slice(0, 2),
    text: allocateText(analysis, plan),
  }
}

function documentOf(analysis: Analysis, plan: TeamPlan): Section['document'] {
  const { options, allocation, hubsFile, areasOf, travel, exposure, schemes, dispersion, outside, issues } = plan
  const each = oneTeamEach(plan)
  const seats = (numbers: { readonly seats: Uint32Array }) => [...numbers.seats]
  return {
    options,
    hubsFile,
    areasOf,
    travel: travel?.basis ?? null,
    exposure,
    schemes,
    dispersion,
    outside,
    leastTeams: allocation.leastTeams,
    teamsHeld: allocation.teamsHeld,
    officersHeld: allocation.officersHeld,
    hubs: allocation.hubs.map((hub, row) => ({
      ...hub,
      areas: hub.areas.length,
      standing: hubStanding(plan, hub) || null,
      words: hubSentence(plan, row),
    })),
    byMeasure: allocation.byMeasure.map(({ id, webster, hamilton }) => ({
      id,
      webster: {
        teams: seats(webster.teams),
        officers: seats(webster.officers),
        tied: webster[each ? 'officers' : 'teams'].tied,
      },
      hamilton: { teams: seats(hamilton.teams), officers: seats(hamilton.officers) },
    })),
    diminishing:
      allocation.diminishing === null
        ? null
        : { teams: seats(allocation.diminishing.teams), officers: seats(allocation.diminishing.officers) },
    ways: allocation.ways,
    splits: (allocation.splits ?? []).slice(0, KEPT_SPLITS),
    findings: leadSentences(analysis, plan),
    notes: planNotes(analysis, plan),
    warnings: issues,
  }
}
