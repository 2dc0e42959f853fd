import type { Hotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import type { BriefingArea } from './briefing.js'
import { placeName } from './clusterTable.js'
import { reportedLayer } from './findings.js'
import { premisesNote } from './hotspotTable.js'
import { type Html, html } from './html.js'
import { areaLines, mapEdge, patrolGround } from './patrolMap.js'
import { shortened } from './patrolWords.js'
import { problemWords } from './problemWords.js'
import { band, fewResidents } from './reportBand.js'
import { boundsOf, frameOf, tenth } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import type { Ground } from './reportMapGround.js'
import { mapLabels } from './reportMapLabels.js'
import { picture } from './reportPicture.js'
import { counted, exactly, listed } from './wording.js'

const SIZE = { kind: 'map wide', width: 700, height: 410 }
const LEAST_KM = 1
/** Of each problem. */
const MOST_POINTS = 4
const NAME_LENGTH = 30

/** Published points of the area that lead the list of each problem, in the order of the problems. */
export function briefingPoints({ hotspots }: Analysis, { layer, row }: BriefingArea): Hotspot[] {
  const inside = hotspots.filter(({ place }) => layer.unitOfPlace[place] === row)
  return [...new Set(inside.map(({ problem }) => problem))].flatMap((problem) =>
    inside.filter((one) => one.problem === problem).slice(0, MOST_POINTS),
  )
}

/** The area inside a heavy line, its leading points by number. */
export function briefingMap(analysis: Analysis, area: BriefingArea, points: readonly Hotspot[], ground: Ground): Html {
  const { xy, ringStart, areaRing } = area.layer.areas
  const [from, to] = [ringStart[areaRing[area.row]], ringStart[areaRing[area.row + 1]]]
  const vertices = Array.from({ length: to - from }, (_, k) => from + k)
  const bounds = boundsOf(
    vertices,
    (v) => xy[2 * v],
    (v) => xy[2 * v + 1],
  )
  const frame = frameOf(bounds, SIZE.width, SIZE.height, LEAST_KM)
  const pins = points.map(({ lng, lat, name }, k) => {
    const again = points.findIndex((other) => other.lng === lng && other.lat === lat) < k
    return { x: frame.x(lng), y: frame.y(lat), number: k + 1, name: again ? '' : shortened(placeName(name), NAME_LENGTH) }
  })
  const named = points.map(({ name }, k) => `${k + 1} ${placeName(name)}`)
  const words = {
    id: 'briefing-map',
    title: `Map of ${area.name}`,
    description: `${area.name} inside a heavy line${named.length === 0 ? '' : `; numbered: ${listed(named)}`}. The table below gives the same in words.`,
  }
  const lines = areaLines(patrolGround(analysis, { areaKind: area.kind, areaCode: area.code }, ground), frame)
  const dots = pins.map(
    ({ x, y }) => html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="3" fill="#fff" stroke="#1a1a1a" stroke-width="1.4"/>`,
  )
  const content = html`${lines}${dots}${mapLabels(pins, reportedLayer(analysis.layers), ground, frame)}${mapFurniture(frame)}${mapEdge(frame)}`
  return picture(words, SIZE, content)
}

export function pointTable(analysis: Analysis, { kind }: BriefingArea, points: readonly Hotspot[]): Html {
  if (points.length === 0)
    return html`<h2>Busiest published points</h2><p>None of this ${kind} is in the lists of ${counted(analysis.options.problems.length, 'problem')}.</p>`
  const months = analysis.period.present.length
  const rows = points.map(({ problem, name, place, offences12m, monthsActive, premises }, k) => {
    const few = fewResidents(analysis, [analysis.cells.unitOfPlace[place]])
    const count = few ? band(offences12m) : exactly(offences12m)
    const note = premisesNote(premises, placeName(name))
    return html`<tr><th scope="row"><b class="number">${k + 1}</b> ${shortened(placeName(name), 2 * NAME_LENGTH)}</th><td>${problemWords(analysis, problem).label}</td><td class="right">${count}</td><td class="right">${monthsActive} of ${months}</td><td>${shortened(note, 3 * NAME_LENGTH)}</td></tr>`
  })
  return html`<h2>Busiest published points, by problem</h2><table class="plain"><thead><tr><th scope="col">Published point</th><th scope="col">Problem</th><th scope="col" class="right">Recorded</th><th scope="col" class="right">Months with any</th><th scope="col">Note</th></tr></thead><tbody>${rows}</tbody></table><p class="small">A published point stands for the addresses around it, and not for one of them; months only, no days or hours.</p>`
}
