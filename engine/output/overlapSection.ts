import type { LayerComparison } from '../priority/layerComparison.js'
import type { Analysis } from './analysis.js'
import { overlapPages } from './overlapPage.js'
import { overlappedTable, pairTable } from './overlapTables.js'
import {
  allWholly,
  areasOverLeast,
  type ComparedLayers,
  comparedLayers,
  overlapLimits,
  overlapParts,
  overlapSentences,
} from './overlapWords.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { areaPolygons } from './resultTables.js'
import type { Section } from './section.js'
import { textTable } from './textTable.js'
import { areasWords, capital, exactly, monthName, percent, periodWords, roughly } from './wording.js'

const AREAS_PRINTED = 12

/** What `overlap` adds to the results: every pair of areas, every area with what of it the other layer covers, a page. */
export function overlapSection(analysis: Analysis, comparison: LayerComparison): Section {
  const layers = comparedLayers(analysis, comparison)
  const { areas, a } = comparison
  return {
    id: 'overlap',
    maps: [
      {
        file: 'overlap-areas',
        label: 'Areas of both layers',
        table: overlappedTable(comparison, layers),
        shape: {
          type: 'multipolygon',
          length: areas.length,
          at: (row) => areaPolygons(areas[row].kind === a ? layers.a : layers.b, areas[row].area),
        },
      },
    ],
    tables: [{ file: 'overlap', label: 'Overlap of two layers', table: pairTable(comparison, layers) }],
    pages: () => overlapPages(analysis, comparison),
    document: {
      between: [comparison.a, comparison.b],
      least: comparison.least,
      parts: overlapParts(comparison).map(({ id, sums }) => ({ part: id, ...sums })),
      listed: areasOverLeast(comparison).map(({ kind, area }) => ({
        layer: kind,
        code: (kind === a ? layers.a : layers.b).code[area],
      })),
      outside: comparison.outside,
      beyond: comparison.beyond.map(({ kind, area, km2, share }) => ({
        layer: kind,
        code: (kind === a ? layers.a : layers.b).code[area],
        km2,
        share,
      })),
      sentences: overlapSentences(analysis, comparison),
      limits: overlapLimits(comparison),
    },
    findings: overlapSentences(analysis, comparison).slice(0, 1),
    text: overlapText(analysis, comparison, layers),
  }
}

function overlapText(analysis: Analysis, comparison: LayerComparison, layers: ComparedLayers): string {
  const { a, b, least } = comparison
  const { period } = analysis
  const number = (value: number, format: (value: number) => string) => (Number.isNaN(value) ? '-' : format(value))
  const parts = overlapParts(comparison).map(({ words, sums }) => [
    words,
    number(sums.km2, roughly),
    number(sums.people, exactly),
    number(sums.volume, exactly),
    number(sums.harm, exactly),
  ])
  const over = areasOverLeast(comparison).filter(({ kind }) => !allWholly(comparison, kind))
  const rows = over.slice(0, AREAS_PRINTED).map(({ kind, area, ofGround, ofPeople, ofVolume, ofHarm, with: others }) => {
    const [own, other] = kind === a ? [layers.a, layers.b] : [layers.b, layers.a]
    const shares = [ofGround, ofPeople, ofVolume, ofHarm].map((share) => number(share, percent))
    return [kind, own.code[area], own.name[area], ...shares, others.map((row) => other.name[row]).join(', ')]
  })
  const left = (head: string, flexible = false) => ({ head, align: 'left', flexible }) as const
  const right = (head: string) => ({ head, align: 'right' }) as const
  const list =
    rows.length === 0
      ? []
      : [
          `${paragraph(`Areas with ${percent(least)} or more of their ground in the other layer: ${rows.length} of ${exactly(over.length)}; shares of what each has, volume and harm reactive`)}\n${textTable(
            [
              left('layer'),
              left('code'),
              left('name', true),
              right('ground'),
              right('people'),
              right('volume'),
              right('harm'),
              left('shared with', true),
            ],
            rows,
            SCREEN_WIDTH,
          )}`,
        ]
  return `${[
    [
      paragraph(
        `Overlap of ${areasWords(a)} and ${areasWords(b)}. Period: ${periodWords(period)}. Data to ${monthName(period.dataTo)}.`,
      ),
      ...overlapSentences(analysis, comparison).map((sentence) => paragraph(`- ${sentence}`)),
    ].join('\n'),
    textTable(
      [left('where'), right('km2'), right('people'), right('reactive volume'), right('reactive harm')],
      parts,
      SCREEN_WIDTH,
    ),
    ...list,
    paragraph(`${capital(overlapLimits(comparison).join(' '))}`),
  ].join('\n\n')}\n`
}
