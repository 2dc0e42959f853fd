import {
  type BandwidthRule,
  bandwidth,
  dualKde,
  EngineError,
  KDE_REASONS,
  KERNELS,
  type Kernel,
  kde,
  type PlaneEvents,
  type PlanePoints,
  sharedShare,
  type TextTable,
} from '../../engine/index.js'
import { percent, short } from './describe.js'
import { type Plane, planeOf } from './plane.js'
import { readArea } from './readArea.js'
import { amountsOf, columnOf, readPoints, readTable } from './readColumns.js'
import { decimal, emptyNotes, given, numberFlag, type StatArguments, type Statistic } from './statistic.js'
import { REASONS } from './words.js'

/** What each event counts for, as `explain` describes it. */
export function weightOf(table: TextTable, column: string | undefined): Float64Array | null {
  return column === undefined ? null : amountsOf(table, column)
}

/** What is described of events: their weights, or a one each. */
export function countsFor({ x, weight }: PlaneEvents): Float64Array {
  return weight ?? new Float64Array(x.length).fill(1)
}

/** What misleads with these points. */
export function pointCaveats(points: PlaneEvents): string[] {
  const share = sharedShare(points)
  if (share === 0) return []
  const snapped =
    share > 0.2 ? ' They look snapped to map points, as published crime is: distances between them mean nothing.' : ''
  return [`${percent(share)} of the ${points.x.length} points share a position with another.${snapped}`]
}

const KERNEL_FORMULA = [
  'f(s) = sum_i w_i K_h(|s - x_i|), weight per square metre',
  'quartic K = 3/(pi h^2) (1 - d^2/h^2)^2;  epanechnikov 2/(pi h^2) (1 - d^2/h^2);  gaussian exp(-d^2/(2 h^2))/(2 pi h^2), cut at 8 h',
]

const RULES: readonly BandwidthRule[] = ['normal', 'esri', 'patrol', 'cross-validation']

function kernelOf(args: StatArguments): Kernel {
  return KERNELS.find((kernel) => kernel === args.kernel) ?? 'quartic'
}

/** Metres: as given, or by a rule from the events. @throws EngineError 'option-invalid' and those of the rule */
function metresOf(args: StatArguments, events: PlaneEvents, kernel: Kernel): { metres: number; is: string } {
  const text = args.bandwidth ?? 'normal'
  const metres = decimal(text)
  if (!Number.isNaN(metres)) return { metres, is: `Bandwidth ${metres} m, as given` }
  const rule = RULES.find((one) => one === text)
  if (rule === undefined)
    throw new EngineError('option-invalid', {
      column: '--bandwidth',
      value: text,
      hint: `Give metres, or one of ${RULES.join(', ')}.`,
    })
  const found = bandwidth(events, kernel, rule)
  return { metres: found, is: `Bandwidth ${found} m, by the rule ${rule}` }
}

/** Column of the places' ids: cell, h3, or the first. */
function placeIds(table: TextTable): string[] {
  const name = ['cell', 'h3'].find((one) => table.header.includes(one)) ?? table.header[0]
  const column = columnOf(table, name)
  return table.rows.map((fields) => fields[column])
}

/** The rectangle around points that a plane has. */
function boxOf({ x, y }: PlanePoints) {
  const [west, south] = [x, y].map((values) => values.reduce((least, value) => Math.min(least, value), Infinity))
  const [east, north] = [x, y].map((values) => values.reduce((most, value) => Math.max(most, value), -Infinity))
  return { west, south, east, north }
}

/** Points and places that have no ground in common, as those of two grids. */
function apart(points: PlanePoints, places: PlanePoints, what: string): string[] {
  const [a, b] = [boxOf(points), boxOf(places)]
  const meet = a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
  return meet
    ? []
    : [
        `The rectangles around the ${what} and around the places do not meet. Are both in one coordinate system, and in its order?`,
      ]
}

/** Every place has a density, and every one is 0. */
function outOfReach(density: Float64Array, total: number): string[] {
  return total > 0 && density.every((value) => value === 0)
    ? [
        'Every density is 0: no point lies within reach of any place. Is the bandwidth in metres, and are both in one coordinate system?',
      ]
    : []
}

const KDE: Statistic = {
  does: 'kernel density of points at given places, per square metre',
  columns: 'cell,density_per_m2',
  example: '--points points.csv --at cells.csv --kernel quartic --bandwidth 400',
  flagHelp: {
    area: { help: 'polygon the points could lie in, to correct the edge' },
    nearest: { help: 'the bandwidth at a place is the distance to this many points' },
  },
  input: 'points',
  takes: ['points', 'at', 'weight', 'kernel', 'bandwidth', 'nearest', 'area'],
  formula: KERNEL_FORMULA,
  misleads:
    'A picture of recorded points, no test: it has peaks on random points too. The bandwidth decides what is seen: print it beside the map.',
  source:
    'Silverman (1986), Density Estimation, eq. 4.5. As spatstat densitycross with edge = FALSE (its sigma is radius/sqrt 8 for the quartic).',
  async prepare(args) {
    const table = await readPoints(given(args.points, 'points'))
    const places = await readTable(given(args.at, 'at'))
    const { plane, points } = planeOf([table, places])
    const [events, at] = [{ ...points[0], weight: weightOf(table, args.weight) }, points[1]]
    const kernel = kernelOf(args)
    const edge = args.area === undefined ? null : await readArea(args.area, plane)
    const width = widthOf(args, events, kernel)
    const id = placeIds(places)
    return {
      values: countsFor(events),
      valuesAre: args.weight ?? 'points, one each',
      conventions: [
        `Kernel ${kernel}. ${width.is}.`,
        plane.is,
        edge === null
          ? 'Edge: not corrected.'
          : `Edge: divided by the kernel's mass inside the area of ${short(edge.area)} m2 (Diggle 1985).`,
      ],
      here: [...pointCaveats(events), ...apart(events, at, 'points')],
      table() {
        const found = kde(events, at, { kernel, bandwidth: width.of, edge })
        const reasons = Array.from(found.reason, (code) => KDE_REASONS[code])
        return {
          columns: ['cell', 'density_per_m2'],
          rows: id.map((place, row) => [place, found.density[row]]),
          notes: [...planeNotes(plane, width.is, args), ...emptyNotes('density_per_m2', reasons, REASONS)],
          warnings: outOfReach(found.density, found.total),
        }
      },
    }
  },
}

function widthOf(args: StatArguments, events: PlaneEvents, kernel: Kernel) {
  if (args.nearest === undefined) {
    const { metres, is } = metresOf(args, events, kernel)
    return { of: metres, is }
  }
  if (args.bandwidth !== undefined)
    throw new EngineError('option-invalid', { column: '--nearest', hint: 'Give --bandwidth or --nearest, not both.' })
  return { of: { nearest: args.nearest }, is: `Bandwidth: at each place the distance to its ${args.nearest} nearest points` }
}

/** What was chosen for the reader and is not in the command. */
function planeNotes(plane: Plane, width: string, args: StatArguments): string[] {
  const chosen = args.nearest === undefined && (args.bandwidth === undefined || Number.isNaN(decimal(args.bandwidth)))
  return [...(plane.degrees ? [plane.is] : []), ...(chosen ? [`${width}.`] : [])]
}

const DUAL_KDE: Statistic = {
  does: 'dual kernel density, events per unit of base around each place',
  columns: 'cell,ratio,points_per_m2,base_per_m2',
  example: '--points points.csv --base people.csv --at cells.csv --bandwidth 400 --least-base 100',
  flagHelp: { weight: { help: 'column with what each point of the base counts for, and of the points where they have it' } },
  input: 'points',
  takes: ['points', 'base', 'at', 'weight', 'kernel', 'bandwidth', 'least-base'],
  formula: [...KERNEL_FORMULA, 'ratio = density of the points / density of the base, both of one bandwidth'],
  misleads:
    "Residents are few where a town centre's crime happens. The error of the ratio grows as the base thins out; it says nothing of significance.",
  source: 'Bithell (1990), Statistics in Medicine 9; Kelsall & Diggle (1995).',
  async prepare(args) {
    const table = await readPoints(given(args.points, 'points'))
    const below = await readPoints(given(args.base, 'base'))
    const places = await readTable(given(args.at, 'at'))
    const { plane, points } = planeOf([table, below, places])
    const [events, base] = [
      { ...points[0], weight: table.header.includes(args.weight ?? '') ? weightOf(table, args.weight) : null },
      { ...points[1], weight: weightOf(below, args.weight) },
    ]
    const kernel = kernelOf(args)
    const { metres, is } = metresOf(args, events, kernel)
    const leastBase = numberFlag(given(args.leastBase, 'least-base'), 'least-base')
    const id = placeIds(places)
    return {
      values: countsFor(base),
      valuesAre: `the base, ${args.weight ?? 'one each'}`,
      conventions: [
        `Kernel ${kernel}. ${is}, for both.`,
        plane.is,
        `No ratio where the density of the base, times the area of a circle of the bandwidth (Gaussian: twice it), is below ${leastBase}: base near the rim counts for little.`,
        '--weight is of the base, and of the points where they have the column.',
      ],
      here: [
        ...pointCaveats(events),
        ...apart(events, points[2], 'points'),
        ...apart(base, points[2], 'base'),
        ...(events.x.length < 30 ? [`${events.x.length} points only: the ratio is mostly noise.`] : []),
      ],
      table() {
        const found = dualKde(events, base, points[2], { kernel, bandwidth: metres, leastBase })
        const reasons = Array.from(found.ratio, (ratio) => (Number.isNaN(ratio) ? 'base-too-thin' : null))
        return {
          columns: ['cell', 'ratio', 'points_per_m2', 'base_per_m2'],
          rows: id.map((place, row) => [place, found.ratio[row], found.eventDensity[row], found.baseDensity[row]]),
          notes: [
            ...planeNotes(plane, is, args),
            ...emptyNotes('ratio', reasons, REASONS),
            `Over everything there are ${found.overall} points per unit of base.`,
          ],
          warnings: outOfReach(found.eventDensity, found.overall),
        }
      },
    }
  },
}

export const DENSITY = { 'kde': KDE, 'dual-kde': DUAL_KDE }
