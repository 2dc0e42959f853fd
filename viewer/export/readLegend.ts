import { CREW_LINES, type CrewLine } from '../layers/patrolColours.js'

/** One line of a legend as the page shows it. */
export interface LegendPart {
  readonly kind: 'heading' | 'text' | 'key'
  readonly text: string
  /** CSS colours of the sample before it; null: bare. */
  readonly fill: string | null
  readonly line: string | null
  /** How the line is drawn where the sample is nothing but one. */
  readonly stroke?: CrewLine
}

/** The legend on the page as plain lines, so that a picture says of every view what its page says. */
export function readLegend(legend: Element): readonly LegendPart[] {
  return [...legend.children].flatMap((child) => partsOf(child)).filter(({ text }) => text !== '')
}

function partsOf(element: Element): readonly LegendPart[] {
  // a picture says it in words of its own
  if (element.hasAttribute('data-screen')) return []
  const text = wordsOf(element)
  const bare = { text, fill: null, line: null }
  if (/^H\d$/.test(element.tagName)) return [{ kind: 'heading', ...bare }]
  if (element.tagName === 'LI') return [{ kind: 'key', text, ...sampleOf(sampleIn(element)) }]
  const before = getComputedStyle(element, '::before')
  if (element.tagName === 'P' && before.content !== 'none' && before.content !== 'normal')
    return [{ kind: 'key', text, fill: seen(before.backgroundColor), line: seen(before.borderTopColor) }]
  if (element.tagName === 'P') return [{ kind: 'text', ...bare }]
  return [...element.children].flatMap((child) => partsOf(child))
}

/** What stands for the words of a line: the first thing in it without words. */
const sampleIn = (line: Element) => [...line.querySelectorAll('*')].find(({ textContent }) => textContent?.trim() === '') ?? null

/** Colours of a sample: those of the element, or of the first shape drawn in it. */
function sampleOf(sample: Element | null): Pick<LegendPart, 'fill' | 'line' | 'stroke'> {
  if (sample === null) return { fill: null, line: null }
  const drawn = sample.querySelector('path, rect, circle, line, polygon')
  const style = getComputedStyle(drawn ?? sample)
  if (drawn !== null) return { fill: seen(style.fill), line: seen(style.stroke) }
  const border = Number.parseFloat(style.borderTopWidth)
  const stroke = CREW_LINES.find((line) => line === style.borderTopStyle)
  if (border > 0 && stroke !== undefined && Number.parseFloat(style.height) === border)
    return { fill: null, line: seen(style.borderTopColor), stroke }
  return { fill: seen(style.backgroundColor), line: border > 0 ? seen(style.borderTopColor) : null }
}

/** A CSS colour; null where nothing is seen of it. A colour of three parts may end in a nought and is still seen. */
export const seen = (colour: string) => (/^(none|transparent|rgba\((.+,){3} 0\)|.+\/ 0\))$/.test(colour) ? null : colour)

/** What is read on the screen. */
function wordsOf(element: Element): string {
  const parts = [...element.childNodes].map((node) => {
    if (node instanceof Element) return isSilent(node) ? '' : wordsOf(node)
    return node.textContent ?? ''
  })
  return parts.join('').replace(/\s+/g, ' ').trim()
}

/** Words for screen readers alone, and signs of what can be folded. */
const isSilent = (element: Element) =>
  element.tagName === 'svg' || element.classList.contains('unseen') || element.getAttribute('aria-hidden') === 'true'
