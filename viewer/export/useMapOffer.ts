import type { DeckGLRef } from '@deck.gl/react'
import { type RefObject, useEffect } from 'react'
import type { Camera } from '../state/url.js'
import { offerMap } from './mapOffer.js'

/** Offers the map for pictures: its own canvas, drawn again with more pixels and put back, so that a picture shows what the page shows. */
export function useMapOffer(
  deck: RefObject<DeckGLRef | null>,
  camera: Camera | null,
  size: { readonly width: number; readonly height: number } | null,
): void {
  useEffect(() => {
    if (camera === null || size === null) return
    const longest = Math.max(size.width, size.height)
    offerMap({
      camera,
      size,
      most() {
        const gl = deck.current?.deck?.getCanvas()?.getContext('webgl2')
        const limit = gl === null || gl === undefined ? 0 : Number(gl.getParameter(gl.MAX_RENDERBUFFER_SIZE))
        return Math.max(1, limit / longest)
      },
      draw(ratio, use) {
        const map = deck.current?.deck
        const canvas = map?.getCanvas()
        if (map === undefined || canvas === null || canvas === undefined) return
        const before = map.props.useDevicePixels
        map.setProps({ useDevicePixels: ratio })
        map.redraw('a picture')
        use(canvas)
        map.setProps({ useDevicePixels: before })
        map.redraw('after a picture')
      },
    })
    return () => offerMap(null)
  }, [deck, camera, size])
}
