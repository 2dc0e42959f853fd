import { toNationalGrid } from '../../engine/input/nationalGrid.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { analysisDocument } from '../../engine/output/document.js'
import type { RunDocument } from '../../engine/output/resultFiles.js'
import type { PlanInput, PlanOptions } from '../../engine/patrol/planInput.js'
import { planPatrols } from '../../engine/patrol/planPatrols.js'
import { recast, type TimeLost } from '../../engine/patrol/recast.js'
import type { TaskedHotspot, Tasking } from '../../engine/patrol/tasking.js'
import type { WalkableHotspot } from '../../engine/types.js'
import { forceAnalysis } from './forceAnalysis.js'
import type { ForceRow } from './forceFile.js'
import { crewOf, hotspotAt, planInput } from './planInput.js'
import { areaTable } from './tables.js'

/** Two wards side by side in one beat, and a beat beside it, all round the station of `planInput`: 4 km by 3. */
const LAYERS = [
  {
    ...areaTable('ward', [
      { code: 'W1', box: [-1.93, 52.467, -1.9, 52.494] },
      { code: 'W2', box: [-1.9, 52.467, -1.87, 52.494] },
    ]),
    name: ['Castle', 'Riverside'],
  },
  {
    ...areaTable('beat', [
      { code: 'B1', box: [-1.92, 52.47, -1.885, 52.49] },
      { code: 'B2', box: [-1.885, 52.47, -1.87, 52.49] },
    ]),
    name: ['Town', 'Quays'],
  },
]

/** A force's own extract round the station: 30 incidents of anti-social behaviour of January to March 2024 at five places. */
export function patrolAnalysis(): Promise<Analysis> {
  const rows = Array.from({ length: 30 }, (_, k): ForceRow => {
    const [easting, northing] = toNationalGrid(-1.91 + 0.006 * (k % 5), 52.478 + 0.002 * (k % 3))
    const day = `${String(1 + (k % 27)).padStart(2, '0')}/0${1 + (k % 3)}/2024`
    const times = { recorded: `${day} 22:00`, from: `${day} 20:00`, to: `${day} 21:00` }
    return { ...times, code: '', offence: 'Anti-social behaviour', easting: easting.toFixed(0), northing: northing.toFixed(0) }
  })
  return forceAnalysis(rows, { layers: LAYERS })
}

/** The run's document as a results folder has it. */
export function documentOf(analysis: Analysis): RunDocument {
  return analysisDocument(analysis, { version: '1.2.3', marking: 'OFFICIAL-SENSITIVE', force: 'Smallshire Police', inputs: [] })
}

/** A hotspot as a run found it: 40 incidents, 12 at premises, busiest on Friday evenings. */
export function foundHotspot(more: Partial<WalkableHotspot> = {}): WalkableHotspot {
  return {
    id: 'asb@1',
    problem: 'asb',
    rank: 1,
    lng: -1.9,
    lat: 52.48,
    radiusM: 100,
    places: Uint32Array.of(0),
    expectedMonthly: 3.5,
    offences12m: 40,
    beside12m: 4,
    last28d: 3,
    monthsActive: 3,
    months: [288, 289, 290],
    byMonth: Float64Array.of(10, 14, 16),
    trend: 'rose',
    name: 'High Street',
    nameM: 20,
    busiest: { place: 0, offences: 9 },
    atPremises: 12,
    oneEvent: false,
    peak: { start: 4 * 24 + 20, hours: 4, share: 0.31, low: 0.24, high: 0.38, timed: 90, months: 36, drawnShare: 0.29 },
    noPeak: '',
    standing: 'clear',
    heldShare: 0.97,
    streets: [],
    ...more,
  }
}

/** A hotspot of a tasking so many kilometres east and north of the station, in beat B1, as found. */
export function taskedAt(id: string, eastKm: number, northKm: number, more: Partial<TaskedHotspot> = {}): TaskedHotspot {
  const about = { found: foundHotspot(), beat: 'B1', radiusM: 100, perWeek: 0.8 }
  const people = { lastWeek: null, reasonChanged: '', decidedBy: '' }
  return { ...hotspotAt(id, eastKm, northKm), ...about, ...people, ...more }
}

export interface TaskingChange {
  readonly hotspots?: readonly TaskedHotspot[]
  readonly crews?: PlanInput['crews']
  readonly requests?: PlanInput['requests']
  readonly options?: Partial<PlanOptions>
  readonly lost?: readonly TimeLost[]
  readonly more?: Partial<Tasking>
}

/** Friday 1 May 2026, one PC on foot from 14:00 to 22:00, three hotspots of beat B1, data to the day before. */
export function taskingOf(change: TaskingChange = {}): Tasking {
  const { crews = [crewOf('T12')], requests = [], options = {}, lost = [] } = change
  const { hotspots = [taskedAt('a', 0.4, 0.2), taskedAt('b', -0.3, 0.5), taskedAt('c', 0.2, -0.4)] } = change
  const input = planInput(hotspots, crews, requests)
  const plan = planPatrols(input, options)
  return {
    areaKind: 'beat',
    areaCode: 'B1',
    areaName: 'Town',
    problem: 'asb',
    measure: 'volume',
    demo: false,
    dataTo: '2026-04-30',
    ageDays: 1,
    crews,
    requests,
    hotspots,
    plan,
    recasts: lost.map((one) => recast(input, plan, one)),
    notes: [],
    ...change.more,
  }
}
