import { LEAST_WEIGHT } from '../priority/composite.js'
import type { PriorityAreas } from '../priority/prioritised.js'
import type { Analysis } from './analysis.js'
import { counted, exactly, listed, percent, verb } from './wording.js'

/** LSOAs at the boundary that are named one by one. */
const NAMED = 8

/** What the answer is made of and what was missing from it: factors with their files, values not known, residents, LSOAs the boundary cuts. */
export function inputSentences(analysis: Analysis): string[] {
  const { priority } = analysis.asked
  if (priority === undefined) return []
  return [
    factorsSentence(analysis),
    ...unlike(analysis),
    ...coverage(analysis),
    ...residents(analysis),
    ...cut(analysis, priority.area),
  ]
}

function factorsSentence({ factors }: Analysis): string {
  const used = factors.filter(({ weight }) => weight > 0)
  const named = used.map(({ label, source, year, column, proxy }) => {
    const stands = proxy ? 'a proxy: ' : ''
    return column === undefined
      ? `${label.toLowerCase()} (${stands}${sourceWords(source, year)})`
      : `${label.toLowerCase()} (${stands}column "${column}" of ${source}${year === 'not said' ? '' : `, ${year}`})`
  })
  return `The score is made of ${counted(used.length, 'factor')}: ${listed(named)}.`
}

/** A source with its year, unless it names it. */
export function sourceWords(source: string, year: string): string {
  return source.includes(year) ? source : `${source}, ${year}`
}

/** A heading that says something else than what it is read as. */
function unlike({ factorIssues }: Analysis): string[] {
  return factorIssues.filter(({ code }) => code === 'factor-heading-unlike').map(({ message }) => `Check: ${message}.`)
}

function coverage({ factors, layers, asked }: Analysis): string[] {
  const layer = layers[asked.priority?.area.layer ?? 0]
  const all = layer.areas.length
  const known = (column: Float64Array | undefined) => column?.reduce((n, value) => n + Number(!Number.isNaN(value)), 0) ?? 0
  const part = factors.flatMap(({ label, source, weight }, k) => {
    const n = known(layer.factorValues?.[k])
    return weight === 0 || n === all
      ? []
      : [
          `${label} is known for ${exactly(n)} of ${exactly(all)} LSOAs (${source}): the other ${exactly(all - n)} ${verb(all - n, 'is', 'are')} scored on ${verb(all - n, 'its', 'their')} other factors, whose weights are raised in its place.`,
        ]
  })
  const unscored = all - known(layer.score?.score)
  return unscored === 0
    ? part
    : [
        ...part,
        `${counted(unscored, 'LSOA')} ${verb(unscored, 'has', 'have')} no score, because values are known for under ${percent(LEAST_WEIGHT)} of the weight: ${verb(unscored, 'it is', 'they are')} in no ranking and in no area.`,
      ]
}

function residents({ factors, layers, residentsFrom, asked }: Analysis): string[] {
  const { areas } = layers[asked.priority?.area.layer ?? 0]
  const unknown = areas.residents.reduce((n, people) => n + Number(!(people >= 0)), 0)
  const partly =
    residentsFrom !== null && residentsFrom.inPopulation < residentsFrom.lsoas
      ? `The population file has ${exactly(residentsFrom.inPopulation)} of ${exactly(residentsFrom.lsoas)} LSOAs`
      : ''
  const aged = factors.some(({ unit }) => unit.includes('aged 16 to 64'))
  const instead =
    residentsFrom?.file === 'deprivation' && partly !== ''
      ? [
          `${partly}: residents are therefore those of the deprivation file, for all LSOAs alike.${aged ? ' Residents of 16 to 64 are in the population file only.' : ''}`,
        ]
      : partly === ''
        ? []
        : [`${partly}.`]
  return unknown === 0
    ? instead
    : [
        ...instead,
        `Residents of ${exactly(unknown)} of ${exactly(areas.length)} LSOAs are not known: each LSOA counts one, and crime is set against ground instead of people.`,
      ]
}

function cut({ layers }: Analysis, { cut, layer, areas }: PriorityAreas): string[] {
  if (cut === null || cut.leftOut.length + cut.whole.length === 0) return []
  const lsoas = layers[layer].areas
  const named = (rows: Uint32Array) => {
    const order = Array.from(rows).sort((a, b) => cut.insideShare[b] - cut.insideShare[a] || a - b)
    const shown = order
      .slice(0, NAMED)
      .map((row) => `${lsoas.name[row] || lsoas.code[row]} ${Math.floor(100 * cut.insideShare[row])} %`)
    return listed(
      order.length > NAMED ? [...shown, `${exactly(order.length - NAMED)} more (inside_share in priority.csv)`] : shown,
    )
  }
  const out = cut.leftOut.length
  const whole = cut.whole.length
  const beyond = areas.flatMap(({ members, areaM2 }, k) => {
    const outside = members.reduce((km2, row) => km2 + lsoas.areaKm2[row] * (1 - cut.insideShare[row]), 0)
    const share = outside / (areaM2 / 1e6)
    return share < 0.005 ? [] : [`${outside.toFixed(2)} km² (${percent(share)}) of area ${k + 1}`]
  })
  return [
    ...(out === 0
      ? []
      : [
          `${counted(out, 'LSOA')} ${verb(out, 'has', 'have')} less than half of ${verb(out, 'its', 'their')} ground inside the boundary and ${verb(out, 'is', 'are')} left out of the search, though not of the ranks: ${named(cut.leftOut)} inside.`,
        ]),
    ...(whole === 0
      ? []
      : [
          `${counted(whole, 'LSOA')} ${verb(whole, 'is', 'are')} cut by the boundary with half or more inside and ${verb(whole, 'counts', 'count')} whole, residents and crime outside it too: ${named(cut.whole)} inside.`,
        ]),
    beyond.length === 0 ? 'No area named here reaches outside the boundary.' : `Outside the boundary lie ${listed(beyond)}.`,
  ]
}
