import { useEffect, useRef } from 'react'
import { scaleOf } from '../panels/MapFoot.js'
import { coloursOnPage } from './colours.js'
import { mapOffered } from './mapOffer.js'
import { scaleAndNorth } from './mapPicture.js'
import { printPage } from './printPage.js'

/** Pixels of the printed map for each of the page. */
const RATIO = 2

/** The map as it goes on paper: a browser prints nothing of a canvas that is drawn by the graphics card. */
export function PrintMap() {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const before = () => {
      const offer = mapOffered()
      const paper = canvas.current
      if (offer === null || paper === null) return
      offer.draw(Math.min(RATIO, offer.most()), (drawn) => {
        paper.width = drawn.width
        paper.height = drawn.height
        const pen = paper.getContext('2d')
        if (pen === null) return
        const { size, camera } = offer
        const colours = coloursOnPage()
        pen.fillStyle = colours.map
        pen.fillRect(0, 0, paper.width, paper.height)
        pen.drawImage(drawn, 0, 0)
        // the scale shrinks with the map on paper, so it is drawn into it
        pen.scale(drawn.width / size.width, drawn.width / size.width)
        scaleAndNorth(pen, { scale: scaleOf(camera), size, colours }, { left: 0, top: 0, ...size })
      })
    }
    const after = () => {
      if (canvas.current !== null) canvas.current.width = canvas.current.height = 0
    }
    // the browser's own printing waits for nothing: in the dark theme the page prints itself, once the map is light
    const keyed = (event: KeyboardEvent) => {
      const asked = event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!asked || document.documentElement.dataset.theme !== 'dark') return
      event.preventDefault()
      void printPage()
    }
    addEventListener('keydown', keyed)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('keydown', keyed)
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return <canvas ref={canvas} className="print-map" width={0} height={0} />
}
