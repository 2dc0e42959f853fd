import type { Results } from '../load/results.js'
import { scaleOf } from '../panels/MapFoot.js'
import { problemOf, scoredList, shownOf, unitOf } from '../state/select.js'
import { get } from '../state/settle.js'
import { pointsWords, weightsOf } from '../state/weights.js'
import { inSentence } from '../words.js'
import { coloursOnPage } from './colours.js'
import { inLight } from './inLight.js'
import { mapOffered } from './mapOffer.js'
import { drawPicture, mapPlace, PAGE } from './mapPicture.js'
import { type LegendPart, readLegend } from './readLegend.js'
import { drawnWords, sheetWords } from './sheetWords.js'

/** Pixels for a unit of the page, a hundredth of an inch: 200 dots an inch. */
const PRINT = 2
/** A side longer than this is more than browsers draw on. */
const LONGEST = 8192

/** How large a picture can be made of the map that is on the page; null: there is none. */
export function pictureSize(): { readonly width: number; readonly height: number; readonly ratio: number } | null {
  const offer = mapOffered()
  if (offer === null) return null
  const place = mapPlace(offer.size)
  // at least twice the pixels of the screen, as far as the graphics card draws
  const wanted = Math.max(PRINT, (2 * offer.size.width) / place.width)
  const most = Math.min((offer.most() * offer.size.width) / place.width, LONGEST / PAGE.width)
  const ratio = Math.min(wanted, most)
  return { width: Math.floor(PAGE.width * ratio), height: Math.floor(PAGE.height * ratio), ratio }
}

/** The map of the page as a PNG for paper, always in light colours, with all that says what it is. null: there is no map. */
export const mapPicture = (results: Results, title: string, date: Date): Promise<Blob | null> =>
  inLight(() => pictureNow(results, title, date))

async function pictureNow(results: Results, title: string, date: Date): Promise<Blob | null> {
  const offer = mapOffered()
  const page = pictureSize()
  if (offer === null || page === null) return null
  const canvas = document.createElement('canvas')
  canvas.width = page.width
  canvas.height = page.height
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  pen.scale(page.ratio, page.ratio)
  const picture = {
    words: sheetWords(results, title, date, get().settings),
    legend: [...legendOnPage(), ...drawnOnPage(results)],
    size: offer.size,
    scale: scaleOf(offer.camera),
    colours: coloursOnPage(),
  }
  drawPicture(pen, picture, ({ left, top, width, height }) =>
    offer.draw((width * page.ratio) / offer.size.width, (map) => pen.drawImage(map, left, top, width, height)),
  )
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}

function legendOnPage(): readonly LegendPart[] {
  const legends = [...document.querySelectorAll('.map .legend')]
  return legends.flatMap(readLegend)
}

/** Outlines, pins and what is selected, which no legend says. Other views than Hotspots say it themselves. */
function drawnOnPage(results: Results): readonly LegendPart[] {
  const { settings, context, tiles, priority } = get()
  const hotspots = results.lists.find(({ kind }) => kind === 'hotspot')
  const closed = priority?.closed[scoredList(settings, results)?.id ?? '']
  const own = settings.view === 'priority' ? weightsOf(settings.weights, results.document.factors, closed) : null
  const text = drawnWords(results, {
    shown: settings.view === 'hotspots' ? shownOf(settings, results) : [],
    problem: hotspots === undefined ? null : problemOf(settings, hotspots),
    selected: unitOf(settings.selection, results)?.unit.name ?? null,
    weights:
      own === null
        ? ''
        : results.document.factors.map(({ id, label }) => `${inSentence(label)} ${pointsWords(own[id])}`).join(', '),
    under: [context, tiles].flatMap((file) => (file === null ? [] : [file.name])),
  })
  return text === '' ? [] : [{ kind: 'text', text, fill: null, line: null }]
}
