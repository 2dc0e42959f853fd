import {
  breaks,
  type ChanceValue,
  type Concentration,
  concentration,
  EngineError,
  fdr,
  type Lorenz,
  lorenz,
  sppt,
} from '../../engine/index.js'
import { describe, percent, short } from './describe.js'
import {
  amountsOf,
  eventsOf,
  firstInFile,
  type IdTable,
  idsOf,
  inFileOrder,
  measuredOf,
  numbersOf,
  readTable,
  unitsOf,
} from './readColumns.js'
import {
  alphaOf,
  drawsOf,
  emptyNotes,
  type Field,
  given,
  type StatArguments,
  type Statistic,
  type StatTable,
  seedOf,
} from './statistic.js'
import { REASONS } from './words.js'

/** @param of idsOf, or unitsOf where no id may be twice */
async function readIds(args: StatArguments, of: typeof idsOf): Promise<IdTable & { name: string }> {
  const path = given(args.values, 'values')
  const name = given(args.value, 'value')
  return { ...of(await readTable(path)), name }
}

const CONCENTRATION: Statistic = {
  does: 'how concentrated crime is: Gini, generalised Gini, the fewest units that hold 25, 50 and 80 %, each beside its chance value; or the Lorenz curve',
  columns: 'measure,value,chance_mean,chance_low,chance_high',
  moreColumns: 'With --curve share_of_units,share_of_total,chance_mean.',
  example: '--values areas.csv --value crimes --seed 1',
  flagHelp: { permutations: { help: 'random maps for the chance values; default 999' } },
  input: 'values',
  takes: ['values', 'value', 'km2', 'curve', 'permutations', 'seed'],
  formula: [
    "G = 2 sum i x_(i)/(n sum x) - (n + 1)/n, x ascending;  G' = max(1, n/c)(G - 1) + 1, c events in n units",
    "unbiased G n/(n - 1) and G' min(n, c)/(min(n, c) - 1);  chance: c events thrown at random on n units, each as likely",
    'curve: the share of all in the k units with least by k/n, a row where the values change;  beside it the mean of the random maps at k/n',
  ],
  misleads:
    'Units left out because they are empty: n is of all places. A finer resolution has more empty units and a larger Gini: compare no figures of another n or c, but each with its chance value; near it there is no pattern at all. Snapped points: units without a published point cannot hold crime, chance puts it there too and is too even. Units of different size: the large ones hold more, and chance is for units of one size. Ties: how many units hold a share is certain, which of those with equally many is not; shares of km2 take their average. Weights (harm) in whole numbers are taken as counts: read the plain Gini only.',
  source: 'Bernasco & Steenbeek (2017), J. Quantitative Criminology 33(3), lorenzgini.',
  async prepare(args) {
    const { table, name } = await readIds(args, unitsOf)
    const amounts = amountsOf(table, name)
    // counts are dealt out at random for the chance values
    const values = amounts.every(Number.isInteger) ? eventsOf(table, name) : amounts
    const km2 = args.km2 === undefined ? undefined : amountsOf(table, args.km2)
    if (km2 !== undefined && args.curve === true)
      throw new EngineError('option-invalid', { column: '--km2', hint: 'The curve is of units: leave out --km2 or --curve.' })
    const draws = drawsOf(args) ?? 999
    const seed = seedOf(args)
    const { n, mean, counts, shareZero } = describe(values)
    return {
      values,
      valuesAre: `${name}, all rows of the table`,
      conventions: [
        `Chance: the mean of ${draws} random maps, seed ${seed}, and from low to high the nine in ten of them between 5 and 95 %.`,
        `All rows are units, those without events too: ${n}, of which ${Math.round(n * shareZero)} have none.`,
      ],
      here: [
        ...(counts && mean > 0 && mean < 1
          ? [
              `${short(n * mean)} events in ${n} units: the plain Gini is at least ${percent(1 - mean)} however even the pattern. Read the generalised one.`,
            ]
          : []),
        ...(counts ? [] : ['The values are no counts: there is a plain Gini only, and no chance value.']),
      ],
      table: () =>
        args.curve === true
          ? curveTable(lorenz(values, { seed, draws }))
          : concentrationTable(concentration(values, { seed, draws, ...(km2 === undefined ? {} : { km2 }) }), km2 !== undefined),
    }
  },
}

const CHANCE_BY_UNIT =
  'Chance deals events out equally per unit, not per km2: the chance values of km2_share rows are those of even units, not of even ground.'

function concentrationTable(found: Concentration, byGround: boolean): StatTable {
  const { chance, undefinedBecause: because } = found
  const row = (measure: string, value: number | null, of: ChanceValue | null | undefined): Field[] => [
    measure,
    value,
    ...(of ? [of.mean, of.low, of.high] : [null, null, null]),
  ]
  const whys = [
    ['gini', because.gini],
    ['gini_unbiased', because.giniUnbiased],
    ['generalised_gini', because.generalised],
    ['generalised_gini_unbiased', because.generalisedUnbiased],
    ['chance', because.chance],
  ] as const
  return {
    columns: ['measure', 'value', 'chance_mean', 'chance_low', 'chance_high'],
    rows: [
      row('gini', found.gini, chance?.gini),
      row('gini_unbiased', found.giniUnbiased, chance?.giniUnbiased),
      row('generalised_gini', found.generalised, chance?.generalised),
      row('generalised_gini_unbiased', found.generalisedUnbiased, chance?.generalisedUnbiased),
      ...found.heldBy.flatMap(({ percent: held, units, share, km2Share }, at) => [
        row(`units_holding_${held}`, units, chance?.heldBy[at].units),
        row(`share_holding_${held}`, share, chance?.heldBy[at].share),
        ...(km2Share === null ? [] : [row(`km2_share_holding_${held}`, km2Share, chance?.heldBy[at].km2Share)]),
      ]),
    ],
    notes: [
      // sums of decimals are good to about that
      `${found.units} units, ${Number(found.total.toPrecision(12))} in all.`,
      ...(byGround && chance !== null ? [CHANCE_BY_UNIT] : []),
      ...whys.flatMap(([what, reason]) => (reason === undefined ? [] : [`${what}: empty (${reason}): ${REASONS[reason]}.`])),
    ],
  }
}

function curveTable({ units, held, chance, undefinedBecause: because }: Lorenz): StatTable {
  return {
    columns: ['share_of_units', 'share_of_total', 'chance_mean'],
    rows: Array.from(units, (share, row) => [share, held[row], chance === null ? null : chance[row]]),
    notes:
      because.curve !== undefined
        ? [`No curve (${because.curve}): ${REASONS[because.curve]}.`]
        : because.chance === undefined
          ? []
          : [`chance_mean: empty (${because.chance}): ${REASONS[because.chance]}.`],
  }
}

const SPPT: Statistic = {
  does: "Andresen's spatial point pattern test, in how many areas two patterns hold the same share of their events",
  columns: 'id,first,second,difference,s,robust_s',
  example: '--values areas.csv --value crimes_2023 --second crimes_2024',
  flagHelp: { value: { help: 'column with the counts of the first pattern' } },
  input: 'values',
  takes: ['values', 'value', 'second'],
  formula: [
    "An area's bootstrapped count is binomial (N, y/N); areas whose two 95 % intervals of shares meet do not differ",
    's = areas alike/areas;  robust_s = the same of areas with an event in either pattern',
  ],
  misleads:
    'In small areas nothing can differ: S rises with the number of areas and falls with that of events. Empty areas agree for nothing: read robust_s.',
  source: 'Andresen (2009), Applied Geography 29(3). R sppt and crimepy differ in what they resample and test.',
  async prepare(args) {
    const read = await readIds(args, unitsOf)
    const { table, id, name } = read
    const first = eventsOf(table, name)
    const second = eventsOf(table, given(args.second, 'second'))
    const fewer = Math.min(describe(first).mean, describe(second).mean)
    return {
      values: first,
      valuesAre: `${name}, all rows of the table`,
      conventions: [
        'difference: 1 where the second pattern has the larger share, -1 the smaller, 0 no clear difference. Not corrected for the number of areas.',
      ],
      here: fewer < 5 ? [`${short(fewer)} events an area on average in the smaller pattern: few areas can differ.`] : [],
      table() {
        const found = sppt(first, second)
        const reason = found.undefinedBecause
        return {
          columns: ['id', 'first', 'second', 'difference', 's', 'robust_s'],
          rows: inFileOrder(
            read,
            id.map((text, row) => [
              text,
              first[row],
              second[row],
              reason === null ? found.difference[row] : null,
              found.s,
              found.robustS,
            ]),
          ),
          notes: [
            ...(reason === null
              ? []
              : [`difference, s, robust_s: empty (${reason}): ${REASONS[reason]} in one of the patterns.`]),
            `${found.areasInUse} of ${id.length} areas have an event in either pattern.`,
          ],
        }
      },
    }
  },
}

const BREAKS: Statistic = {
  does: 'limits of legend classes of nearly equal numbers of occupied units, equal values never split',
  columns: 'class,above,up_to,units',
  example: '--values areas.csv --value crimes',
  input: 'values',
  takes: ['values', 'value'],
  formula: [
    'At most 6 classes of the values above 0; a class takes whole runs of equal values until it has its part of those left',
  ],
  misleads: 'Neighbouring classes can differ little; the last one holds everything from busy to extreme.',
  source: 'Quantiles; hexbeat legends.',
  async prepare(args) {
    const { table, name } = await readIds(args, idsOf)
    const values = numbersOf(table, name)
    const { skewness } = describe(values)
    return {
      values,
      valuesAre: `${name}, all rows of the table`,
      conventions: ['above is not in the class, up_to is. Values of 0 and below are in no class.'],
      here: skewness > 2 ? [`Skewness ${short(skewness)}: the last class spans most of the range.`] : [],
      table() {
        const limits = breaks(values)
        const rows = limits.map((limit, at) => {
          const above = at === 0 ? 0 : limits[at - 1]
          return [at + 1, above, limit, values.filter((value) => value > above && value <= limit).length]
        })
        return {
          columns: ['class', 'above', 'up_to', 'units'],
          rows,
          notes: limits.length === 0 ? ['No class: no value is above 0.'] : [],
        }
      },
    }
  },
}

const FDR: Statistic = {
  does: 'p adjusted for the number of tests, over all rows',
  columns: 'id,p,q',
  example: '--values tests.csv --value p',
  flagHelp: {
    values: { help: 'CSV with the name of each test first' },
    value: { help: 'column with p from 0 to 1; empty, NA and NaN: no test' },
    alpha: { help: 'level q is counted below; default 0.05' },
  },
  input: 'values',
  takes: ['values', 'value', 'method', 'alpha'],
  formula: ['bh  q_i = min over j >= i of n p_(j)/j;   by  that times 1 + 1/2 + ... + 1/n;   bonferroni  min(1, n p)'],
  misleads: 'Folded p (one-sided, the side chosen by the data) and simulated p that cannot go below alpha/n.',
  source: "Benjamini & Hochberg (1995), JRSS B 57(1); Benjamini & Yekutieli (2001). As R's p.adjust.",
  async prepare(args) {
    const read = await readIds(args, idsOf)
    const { table, id, name } = read
    const p = measuredOf(table, name)
    checkP(table, name, p)
    const method = args.method === 'by' || args.method === 'bonferroni' ? args.method : 'bh'
    const alpha = alphaOf(args)
    const q = fdr(p, { method })
    const tests = p.filter((value) => !Number.isNaN(value)).length
    const called = q.filter((value) => value < alpha).length
    return {
      values: p,
      valuesAre: `${name}, all rows of the table`,
      conventions: [`Method ${method}. One family: the ${tests} rows with a p.`],
      here:
        tests > 1 && called === 0
          ? [
              `The smallest p is ${short(leastOf(p))}: among ${tests} tests it is too large for a q below ${alpha} by itself, and no rows have one together.`,
            ]
          : [],
      table() {
        const missing = Array.from(p, (value) => (Number.isNaN(value) ? 'not-measured' : null))
        return {
          columns: ['id', 'p', 'q'],
          rows: inFileOrder(
            read,
            id.map((text, row) => [text, p[row], q[row]]),
          ),
          notes: [...emptyNotes('p, q', missing, REASONS), `${called} of ${tests} tests have q below ${alpha}.`],
        }
      },
    }
  },
}

function leastOf(values: Float64Array): number {
  return values.reduce((least, value) => (Number.isNaN(value) ? least : Math.min(least, value)), Infinity)
}

function checkP(table: IdTable['table'], name: string, p: Float64Array): void {
  const row = firstInFile(table, (at) => p[at] < 0 || p[at] > 1)
  if (row < 0) return
  throw new EngineError('value-out-of-range', {
    file: table.file,
    line: table.line[row],
    column: name,
    value: String(p[row]),
    hint: 'Give p from 0 to 1.',
  })
}

export const VALUES = { concentration: CONCENTRATION, sppt: SPPT, breaks: BREAKS, fdr: FDR }
