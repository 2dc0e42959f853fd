import { EngineError } from '../error.js'
import type { DeprivationTable, TextTable } from '../inputTables.js'
import { lsoaVintage, plainHeader, tableNumber, uniqueCodes } from './areaCode.js'

/** Column id and what its headers begin with, before ` rank`, ` score` or ` decile`: official File 7 first, then short forms in use. */
const STEMS: Readonly<Record<string, readonly string[]>> = {
  imd: ['index of multiple deprivation (imd)', 'index of multiple deprivation', 'imd'],
  income: ['income'],
  employment: ['employment'],
  education: ['education, skills and training', 'education'],
  health: ['health deprivation and disability', 'health'],
  crime: ['crime'],
  barriers: ['barriers to housing and services', 'housing and access', 'housing and services'],
  environment: ['living environment', 'environment'],
  idaci: ['income deprivation affecting children index (idaci)', 'idaci'],
  idaopi: [
    'income deprivation affecting older people (idaopi)',
    'income deprivation affecting older people index (idaopi)',
    'idaopi',
  ],
  children: ['children and young people sub-domain', 'children and young people'],
  adultSkills: ['adult skills sub-domain', 'adult skills'],
  geographicalBarriers: ['geographical barriers sub-domain', 'geographical barriers'],
  widerBarriers: ['wider barriers sub-domain', 'wider barriers'],
  indoors: ['indoors sub-domain', 'indoors'],
  outdoors: ['outdoors sub-domain', 'outdoors'],
}

const POPULATION = 'total population'

/** What the headers of ranks and of scores begin with. */
const BEGINNINGS = /* @__PURE__ */ Object.values(STEMS)
  .flat()
  .flatMap((stem) => [`${stem} rank`, `${stem} score`])

/** The two editions read: how many LSOAs England has in each. */
const EDITIONS = [
  { year: 2019, vintage: 2011, units: 32_844 },
  { year: 2025, vintage: 2021, units: 33_755 },
] as const

type Edition = (typeof EDITIONS)[number]

/** Fewer rows than this can all be among the ten most deprived by chance. */
const DECILE_ROWS = 30

/**
 * Deprivation ranks (1 is most deprived) from the official File 7 of the English Indices of Deprivation 2019 or 2025, or tables with
 * short headers (`IMD_rank`, `Housing_and_Access_rank`), several of one edition joined by LSOA code. Headers are matched by how they
 * begin, so a cut header does no harm. A file may hold one force only: ranks stay national.
 *
 * Where a column has scores but no ranks, ranks are worked out (1 is the highest score, ties share the lowest) if the file is national.
 *
 * @throws EngineError 'column-missing' without an LSOA code column or without ranks; 'table-invalid' with line and column for mixed
 *   editions, repeated codes, ranks outside 1..units, values that are deciles or scores, and files that disagree
 */
export function readDeprivation(tables: readonly TextTable[]): DeprivationTable {
  const editions = tables.map(editionOf)
  const edition = editions[0]
  if (edition === undefined) throw new EngineError('table-invalid', { hint: 'Give at least one deprivation table.' })
  for (let t = 1; t < tables.length; t++) {
    if (editions[t] !== edition) {
      throw new EngineError('table-invalid', {
        file: tables[t].file,
        line: 1,
        hint: `It is of LSOA ${editions[t].vintage}, ${tables[0].file} of ${edition.vintage}; give tables of one edition.`,
      })
    }
  }
  const codesOf = tables.map((table) => uniqueCodes(table, codeColumn(table)))
  const code = [...new Set(codesOf.flat())].sort()
  const rowOfCode = new Map(code.map((area, row) => [area, row]))
  const rank: Record<string, Float64Array> = {}
  const residents = new Float64Array(code.length).fill(Number.NaN)
  let populated = false
  for (let t = 0; t < tables.length; t++) {
    const rows = codesOf[t].map((area) => rowOfCode.get(area) ?? Number.NaN)
    for (const [id, { column, values }] of ranksOf(tables[t], edition)) {
      const target = rank[id] ?? new Float64Array(code.length).fill(Number.NaN)
      rank[id] = target
      join(tables[t], column, values, rows, target)
    }
    const population = headerStarting(tables[t], [POPULATION])
    if (population === -1) continue
    populated = true
    join(
      tables[t],
      population,
      Float64Array.from(rows, (_, k) => tableNumber(tables[t], k, population)),
      rows,
      residents,
    )
  }
  return {
    year: edition.year,
    vintage: edition.vintage,
    units: edition.units,
    code,
    rank,
    residents: populated ? residents : null,
    files: tables.map((table) => table.file),
  }
}

/** Whether `readDeprivation` looks at a column: others of a large file need not be read. */
export function isDeprivationColumn(header: string): boolean {
  const plain = plainHeader(header)
  return lsoaVintage(header) !== null || [POPULATION, ...BEGINNINGS].some((beginning) => plain.startsWith(beginning))
}

function codeColumn(table: TextTable): number {
  const column = table.header.findIndex((header) => lsoaVintage(header) !== null)
  if (column === -1) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: 'LSOA code (2021)',
      hint: `The header must say the vintage: "LSOA code (2021)", "lsoa21_code" or the like. It has: ${table.header.join(', ')}.`,
    })
  }
  return column
}

function editionOf(table: TextTable): Edition {
  const vintage = lsoaVintage(table.header[codeColumn(table)])
  const edition = EDITIONS.find((one) => one.vintage === vintage)
  // the 2015 edition shares its LSOAs with 2019; its File 7 names the districts of 2013
  const older = table.header.find((header) => /district (code|name) \(2013\)|mid 2012/i.test(header))
  if (edition === undefined || older !== undefined) {
    throw new EngineError('table-invalid', {
      file: table.file,
      line: 1,
      column: older ?? table.header[codeColumn(table)],
      hint: 'Use the Indices of Deprivation 2019 (LSOA 2011) or 2025 (LSOA 2021).',
    })
  }
  return edition
}

function headerStarting(table: TextTable, beginnings: readonly string[]): number {
  return table.header.findIndex((header) => beginnings.some((beginning) => plainHeader(header).startsWith(beginning)))
}

function ranksOf(table: TextTable, edition: Edition): Map<string, { column: number; values: Float64Array }> {
  const found = new Map<string, { column: number; values: Float64Array }>()
  let scores = -1
  for (const [id, stems] of Object.entries(STEMS)) {
    const ranked = headerStarting(
      table,
      stems.map((stem) => `${stem} rank`),
    )
    const scored = headerStarting(
      table,
      stems.map((stem) => `${stem} score`),
    )
    if (ranked !== -1) found.set(id, { column: ranked, values: readRanks(table, ranked, edition) })
    else if (scored !== -1 && table.rows.length === edition.units)
      found.set(id, { column: scored, values: ranksOfScores(table, scored) })
    else if (scored !== -1) scores = scored
  }
  if (found.size > 0) return found
  if (scores !== -1) {
    throw new EngineError('table-invalid', {
      file: table.file,
      line: 1,
      column: table.header[scores],
      hint: `It has scores but no ranks and ${table.rows.length} rows; national ranks need all ${edition.units} LSOAs. Use File 7.`,
    })
  }
  throw new EngineError('column-missing', {
    file: table.file,
    line: 1,
    column: 'Index of Multiple Deprivation (IMD) Rank',
    hint: `No deprivation rank was found. It has: ${table.header.join(', ')}.`,
  })
}

function readRanks(table: TextTable, column: number, { units }: Edition): Float64Array {
  let greatest = 0
  const ranks = new Float64Array(table.rows.length)
  for (let k = 0; k < ranks.length; k++) {
    const rank = tableNumber(table, k, column)
    const whole = Number.isNaN(rank) || Number.isInteger(rank)
    if (!whole || rank < 1 || rank > units) {
      throw new EngineError('table-invalid', {
        file: table.file,
        line: table.line[k],
        column: table.header[column],
        value: table.rows[k][column],
        hint: whole ? `Ranks of this edition run from 1 to ${units}.` : 'Ranks are whole numbers; this looks like a score.',
      })
    }
    if (rank > greatest) greatest = rank
    ranks[k] = rank
  }
  if (table.rows.length >= DECILE_ROWS && greatest > 0 && greatest <= 10) {
    throw new EngineError('table-invalid', {
      file: table.file,
      line: 1,
      column: table.header[column],
      hint: `No rank is over ${greatest} in ${table.rows.length} rows; these look like deciles.`,
    })
  }
  return ranks
}

/** 1 is the highest score; equal scores share the lowest rank. */
function ranksOfScores(table: TextTable, column: number): Float64Array {
  const score = Float64Array.from(table.rows, (_, k) => tableNumber(table, k, column))
  const known = Array.from(score.keys()).filter((row) => !Number.isNaN(score[row]))
  known.sort((a, b) => score[b] - score[a])
  const rank = new Float64Array(score.length).fill(Number.NaN)
  for (let k = 0; k < known.length; k++)
    rank[known[k]] = k > 0 && score[known[k]] === score[known[k - 1]] ? rank[known[k - 1]] : k + 1
  return rank
}

/** Puts a column's values into the joined rows; two files may repeat a column but not differ on it. */
function join(table: TextTable, column: number, values: Float64Array, rows: readonly number[], target: Float64Array): void {
  for (let k = 0; k < rows.length; k++) {
    const before = target[rows[k]]
    if (!Number.isNaN(before) && !Number.isNaN(values[k]) && before !== values[k]) {
      throw new EngineError('table-invalid', {
        file: table.file,
        line: table.line[k],
        column: table.header[column],
        value: String(values[k]),
        hint: `Another table has ${before} for this LSOA; give one of the two.`,
      })
    }
    if (!Number.isNaN(values[k])) target[rows[k]] = values[k]
  }
}
