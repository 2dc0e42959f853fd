import {
  cellCentres,
  EngineError,
  empiricalBayes,
  exceedance,
  ringWeights,
  type ScanShape,
  scan,
  spatialEmpiricalBayes,
} from '../../engine/index.js'
import { describe, percent, short } from './describe.js'
import { type CellValues, lonelyCells, readCellValues } from './local.js'
import { type Plane, planeOf } from './plane.js'
import { amountsOf, firstInFile, type IdTable, inFileOrder, readTable, unitsOf } from './readColumns.js'
import { drawsOf, emptyNotes, given, numberFlag, ringOf, type StatArguments, type Statistic, seedOf } from './statistic.js'
import { REASONS } from './words.js'

interface Rates extends IdTable {
  readonly events: Float64Array
  readonly exposure: Float64Array
}

function phiOf({ phi = '1' }: StatArguments): number {
  const value = numberFlag(phi, 'phi')
  if (value > 0) return value
  throw new EngineError('option-invalid', { column: '--phi', value: phi, hint: 'Give a number above 0; 1 is Poisson.' })
}

/** What misleads with these events and this exposure. */
function rateCaveats({ events, exposure }: Pick<Rates, 'events' | 'exposure'>, phi: number): string[] {
  const found: string[] = []
  const empty = exposure.filter((value) => value === 0).length
  if (empty > 0) found.push(`${empty} of ${exposure.length} units have an exposure of 0: they have no rate.`)
  const { mean } = describe(events)
  if (mean < 5) found.push(`${short(mean)} events a unit on average: raw rates are mostly noise.`)
  if (phi === 1)
    found.push(
      'phi is 1 (Poisson): crime varies more than that. Estimate it with stat dispersion; too small a phi passes chance for difference.',
    )
  return found
}

const EB_RATES: Statistic = {
  does: 'empirical-Bayes rates, each drawn to the mean of all (or of its surroundings) the more, the less it has to show',
  columns: 'cell,value,exposure,rate,eb_rate,shrinkage,mean,between',
  moreColumns: 'With --values the first is id.',
  example: '--cells cells.csv --value crimes --exposure people --prior spatial',
  flagHelp: { values: { help: 'instead of --cells: CSV with ids of units first' } },
  input: 'cells',
  takes: ['cells', 'values', 'value', 'exposure', 'prior', 'ring', 'phi'],
  formula: [
    'rate_i = m + C_i (r_i - m),  C_i = s2/(s2 + phi m/P_i),  r_i = y_i/P_i,  m = sum y/sum P',
    's2 = max(0, sum P_i (r_i - m)^2/sum P - phi m n/sum P)',
  ],
  misleads:
    'Not for ranking: a small unit can hardly come first or last. Not for Gi* or other maps of clusters: they need raw rates.',
  source:
    'Marshall (1991), Applied Statistics 40(2). As esda Empirical_Bayes and Spatial_Empirical_Bayes at phi 1, but s2 never below 0.',
  async prepare(args) {
    const phi = phiOf(args)
    if (args.prior === 'spatial' || args.values === undefined) return spatialOrCells(args, phi)
    if (args.cells !== undefined)
      throw new EngineError('option-invalid', { column: '--values', hint: 'Give one table: --cells or --values.' })
    const column = given(args.value, 'value')
    const units = unitsOf(await readTable(args.values))
    const events = amountsOf(units.table, column)
    const rates = { ...units, events, exposure: amountsOf(units.table, given(args.exposure, 'exposure')) }
    return globalRates(rates, 'id', phi, column)
  },
}

async function spatialOrCells(args: StatArguments, phi: number) {
  const read = await readCellValues(args, 'amounts')
  const { cells, table, value } = read
  const rates = { ...read, events: value, exposure: amountsOf(table, given(args.exposure, 'exposure')) }
  if (args.prior !== 'spatial') return globalRates(rates, 'cell', phi, args.value)
  const ring = ringOf(args)
  const weights = ringWeights(cells, ring, { self: true, group: null })
  return {
    values: value,
    valuesAre: `${args.value}, all cells of the table`,
    conventions: [`phi ${phi}. m and s2: of the cells up to ring ${ring}, the cell itself among them.`],
    here: [...rateCaveats(rates, phi), ...lonelyCells(weights, read.id)],
    table() {
      const { rate, shrinkage, mean, between } = spatialEmpiricalBayes(rates.events, rates.exposure, weights, { phi })
      return rateTable(rates, 'cell', rate, shrinkage, (row) => [mean[row], between[row]], eventsLeftOut(rates))
    },
  }
}

function globalRates(rates: Rates, idName: string, phi: number, column: string | undefined) {
  return {
    values: rates.events,
    valuesAre: `${column}, all rows of the table`,
    conventions: [`phi ${phi}. m and s2: of all units with exposure.`],
    here: rateCaveats(rates, phi),
    table() {
      const { rate, shrinkage, mean, between, because } = empiricalBayes(rates.events, rates.exposure, { phi })
      const notes = [
        ...(because === 'no-detectable-difference'
          ? ['no-detectable-difference: the rates differ no more than chance lets them; all are the mean.']
          : []),
        ...eventsLeftOut(rates),
      ]
      return rateTable(rates, idName, rate, shrinkage, () => [mean, between], notes)
    },
  }
}

/** How many events no figure holds, for want of exposure. */
function eventsLeftOut({ events, exposure }: Pick<Rates, 'events' | 'exposure'>): string[] {
  const left = events.reduce((sum, of, row) => (exposure[row] === 0 ? sum + of : sum), 0)
  return left > 0 ? [`${left} events are in units without exposure: in none of the figures, nor in those pooled with them.`] : []
}

function rateTable(
  rates: Rates,
  idName: string,
  rate: Float64Array,
  shrinkage: Float64Array,
  prior: (row: number) => readonly number[],
  notes: readonly string[],
) {
  const { id, events, exposure } = rates
  const reasons = Array.from(exposure, (value) => (value === 0 ? 'no-exposure' : null))
  return {
    columns: [idName, 'value', 'exposure', 'rate', 'eb_rate', 'shrinkage', 'mean', 'between'],
    rows: inFileOrder(
      rates,
      id.map((text, row) => [
        text,
        events[row],
        exposure[row],
        exposure[row] === 0 ? null : events[row] / exposure[row],
        rate[row],
        shrinkage[row],
        ...prior(row),
      ]),
    ),
    notes: [...emptyNotes('rate, eb_rate, shrinkage', reasons, REASONS), ...notes],
  }
}

const EXCEEDANCE: Statistic = {
  does: "probability that the rate in and around a cell is more than twice the whole table's",
  columns: 'cell,value,exposure,probability,hot',
  example: '--cells cells.csv --value crimes --exposure people --phi 2',
  input: 'cells',
  takes: ['cells', 'value', 'exposure', 'ring', 'phi'],
  formula: [
    'P(Gamma(a + Y/phi, b + E/phi) > 2 m),  a = m^2/s2,  b = m/s2',
    'Y, E events and exposure of the cell and its neighbours together; m, s2 as eb-rates',
  ],
  misleads:
    'Beside one very busy cell the pooled rate is high too. Where few live and many visit, people are the wrong exposure.',
  source: 'Clayton & Kaldor (1987), Biometrics 43(3); moments by Marshall (1991).',
  async prepare(args) {
    const read = await readCellValues(args, 'amounts')
    const { id, cells, table, value } = read
    const exposure = amountsOf(table, given(args.exposure, 'exposure'))
    const ring = ringOf(args)
    const phi = phiOf(args)
    const weights = ringWeights(cells, ring, { self: true, group: null })
    return {
      values: value,
      valuesAre: `${args.value}, all cells of the table`,
      conventions: [
        `phi ${phi}. Pooled: cells up to ring ${ring}, the cell itself among them.`,
        'hot: 1 where the probability is above 0.95.',
      ],
      here: [...rateCaveats({ events: value, exposure }, phi), ...lonelyCells(weights, id)],
      table() {
        const found = exceedance(value, exposure, weights, { phi })
        const { because, mean, falseShare } = found
        const every = because === 'no-exposure' || because === 'no-events' ? because : null
        const reasons = Array.from(exposure, (of) => every ?? (of === 0 ? 'no-exposure' : null))
        const hot = found.hot.reduce((sum, one) => sum + one, 0)
        return {
          columns: ['cell', 'value', 'exposure', 'probability', 'hot'],
          rows: inFileOrder(
            read,
            id.map((cell, row) => {
              const probability = found.probability[row]
              return [cell, value[row], exposure[row], probability, Number.isNaN(probability) ? null : found.hot[row]]
            }),
          ),
          notes: [
            ...emptyNotes('probability, hot', reasons, REASONS),
            ...eventsLeftOut({ events: value, exposure }),
            ...(because === 'no-detectable-difference'
              ? ['no-detectable-difference: the rates differ no more than chance lets them; none is above twice the mean.']
              : []),
            ...(hot > 0
              ? [
                  `${hot} cells are hot against a mean rate of ${short(mean)}; ${percent(falseShare)} of them are expected not to be above twice it.`,
                ]
              : []),
          ],
        }
      },
    }
  },
}

const SCAN: Statistic = {
  does: 'spatial scan statistic, the zones with more events than their exposure explains',
  columns: 'cluster,centre,cells,count,expected,relative_risk,ratio,p,members',
  example: '--cells cells.csv --value crimes --exposure people --phi 2 --seed 1',
  flagHelp: {
    nearest: { help: 'flexible: cells near a centre that a zone is made of; default 15' },
    permutations: { help: 'random maps, from 1; default 999' },
  },
  input: 'cells',
  takes: ['cells', 'value', 'exposure', 'shape', 'max-share', 'nearest', 'phi', 'permutations', 'seed'],
  formula: [
    'ratio = c ln(c/e) + (C - c) ln((C - c)/(C - e)) where c > e;  c events in the zone, e expected, C on the whole map',
    'p = (#{largest ratio of a random map >= ratio} + 1)/(R + 1)',
  ],
  misleads:
    'With phi 1 nearly every map of crime has a "cluster". A circle takes in quiet cells, a flexible zone leaves them out: neither border is one.',
  source:
    'Kulldorff (1997), Communications in Statistics 26(6); Tango & Takahashi (2005), Int. J. Health Geographics 4:11, and (2012).',
  async prepare(args) {
    const { id, cells, table, value } = await readCellValues(args, 'events')
    const exposure = amountsOf(table, given(args.exposure, 'exposure'))
    checkExpected(table, given(args.exposure, 'exposure'), value, exposure)
    const phi = phiOf(args)
    const simulations = drawsOf(args) ?? 999
    const { plane, points } = planeOfCells(table, cells)
    const { shape, is } = shapeOfZones(args, cells)
    return {
      values: value,
      valuesAre: `${args.value}, all cells of the table`,
      conventions: [
        is,
        plane,
        phi === 1 ? 'Random maps: multinomial (phi 1).' : `Random maps: negative binomial given their total (phi ${phi}).`,
        `${simulations} random maps, seed ${seedOf(args)}; every zone is compared with the largest ratio of each.`,
      ],
      here: [...rateCaveats({ events: value, exposure }, phi), ...tooFewMaps(simulations)],
      table() {
        const options = { shape, phi, simulations, seed: seedOf(args) }
        const { clusters, undefinedBecause } = scan({ count: value, exposure, ...points }, options)
        const none = {
          'no-events': 'there are no events',
          'one-cell': 'one cell only has exposure',
          'no-zone': 'no zone holds more than expected',
        }
        return {
          columns: ['cluster', 'centre', 'cells', 'count', 'expected', 'relative_risk', 'ratio', 'p', 'members'],
          rows: clusters.map((found, at) => [
            at + 1,
            id[found.centre],
            found.cells.length,
            found.count,
            found.expected,
            found.relativeRisk,
            found.ratio,
            found.p,
            Array.from(found.cells, (row) => id[row]).join(' '),
          ]),
          notes: [
            ...(undefinedBecause === null ? [] : [`No cluster (${undefinedBecause}): ${none[undefinedBecause]}.`]),
            ...emptyNotes(
              'relative_risk',
              clusters.map((found) => (Number.isNaN(found.relativeRisk) ? 'all-inside' : null)),
              REASONS,
            ),
          ],
        }
      },
    }
  },
}

/** @throws EngineError 'table-invalid' where a cell has events but none can be expected */
function checkExpected(table: CellValues['table'], column: string, count: Float64Array, exposure: Float64Array): void {
  const row = firstInFile(table, (at) => exposure[at] === 0 && count[at] > 0)
  if (row < 0) return
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column,
    value: '0',
    hint: 'The cell has events where none can be expected: leave it out, or give it exposure.',
  })
}

/** No p can be below 0.05 with fewer. */
function tooFewMaps(maps: number): string[] {
  return maps < 20 ? [`permutations-too-few: ${maps} random maps give no p below ${short(1 / (maps + 1))}.`] : []
}

type Cells = CellValues['cells']

/** Centres of the cells: columns x,y or lng|lon,lat where the table has them, else those of the H3 cells. */
function planeOfCells(table: Parameters<typeof planeOf>[0][number], { cellHigh, cellLow }: Cells) {
  const { header } = table
  const has = (...names: string[]) => names.every((name) => header.includes(name))
  if (has('x', 'y') || has('lng', 'lat') || has('lon', 'lat')) {
    const found = planeOf([table])
    return { plane: found.plane.is, points: found.points[0] }
  }
  const { lng, lat } = cellCentres(cellHigh, cellLow)
  const centres = {
    ...table,
    header: ['lng', 'lat'],
    rows: Array.from(lng, (value, row) => [String(value), String(lat[row])]),
  }
  const { plane, points }: { plane: Plane; points: ReturnType<typeof planeOf>['points'] } = planeOf([centres])
  return { plane: `Distances are between the centres of the H3 cells. ${plane.is}`, points: points[0] }
}

function shapeOfZones(args: StatArguments, cells: Cells): { shape: ScanShape; is: string } {
  if (args.shape === 'flexible') {
    if (args.maxShare !== undefined) throw otherShape('--max-share', 'circular')
    const nearest = args.nearest ?? 15
    const touching = ringWeights(cells, 1, { self: false, group: null })
    return {
      shape: { kind: 'flexible', touching, nearest },
      is: `Zones: connected sets among the ${nearest} cells nearest to each, each high by itself.`,
    }
  }
  if (args.nearest !== undefined) throw otherShape('--nearest', 'flexible')
  const maxShare = numberFlag(args.maxShare ?? '0.5', 'max-share')
  return {
    shape: { kind: 'circular', maxShare },
    is: `Zones: a cell and its nearest ones, up to ${percent(maxShare)} of what is expected.`,
  }
}

function otherShape(column: string, shape: string): EngineError {
  return new EngineError('option-invalid', { column, hint: `It is of --shape ${shape}.` })
}

export const RATES = { 'eb-rates': EB_RATES, 'exceedance': EXCEEDANCE, 'scan': SCAN }
