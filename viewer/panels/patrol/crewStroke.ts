import type { CSSProperties } from 'react'
import { cssColour, type Theme } from '../../layers/colour.js'
import { crewMark } from '../../layers/patrolColours.js'

/** A crew's mark as the upper edge of a thing of the page. */
export function crewStroke(crew: number, theme: Theme): CSSProperties {
  const { colour, line } = crewMark(crew, theme)
  return { borderColor: cssColour(colour), borderTopStyle: line }
}
