import { FlyToInterpolator, type MapViewState, type PickingInfo, WebMercatorViewport } from '@deck.gl/core'
import { DeckGL, type DeckGLRef } from '@deck.gl/react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { cellFromText, cellRing } from '../../engine/index.js'
import { clusterLayers, outlineLayers, scoreLayer, selectionLayers } from '../layers/areaLayer.js'
import { cellLayer } from '../layers/cellLayer.js'
import { colourClasses } from '../layers/colour.js'
import { coveredPins, hotspotLayers } from '../layers/hotspotLayer.js'
import { labelLayer, thinLabels } from '../layers/labelLayer.js'
import type { Position } from '../load/labelPoint.js'
import type { Results, Unit } from '../load/results.js'
import { Legend } from '../panels/Legend.js'
import { Tooltip } from '../panels/Tooltip.js'
import { clear, hoverOver, moveCamera, select } from '../state/actions.js'
import { listOf, measureOf, scoredList, shownOf, unitOf, unitsOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import type { Camera, Selection } from '../state/url.js'
import { useTheme } from '../useTheme.js'

/** `?test` on the address: software drawing is slow, so no antialiasing, no flights, and patience for clicks. */
const TEST = new URLSearchParams(location.search).has('test')
const CALM = TEST || matchMedia('(prefers-reduced-motion: reduce)').matches
const PATIENT = { click: { time: 10_000, interval: 300 } }
/** Cells are outlined one by one from this zoom for resolution 9; each finer resolution needs 1.4 zooms more. */
const OUTLINE_ZOOM = 11.5

/** The map and what lies on it. */
export function Hotspots({ results }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const flight = useStore((state) => state.flight)
  const theme = useTheme()
  const box = useRef<HTMLElement>(null)
  const deck = useRef<DeckGLRef>(null)
  const size = useSize(box)
  const [view, setView] = useState<MapViewState | null>(null)
  const [camera, setCamera] = useState<Camera | null>(settings.camera)
  const measure = measureOf(settings, results)

  useEffect(() => {
    if (size !== null && view === null) {
      const first = useStore.getState().settings.camera ?? fitAll(results.bounds, size)
      setView({ ...first })
      setCamera(first)
    }
  }, [size, view, results])

  // flight is raised when the reader asked to be taken there; a map click selects without moving the map
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (flight === null || size === null) return
    const found = flight.to === 'selection' ? unitOf(settings.selection, results) : null
    const target = found === null ? settings.camera : destination(found.unit, size, coveredWidth(box.current))
    if (target !== null)
      setView({ ...target, ...(CALM ? {} : { transitionDuration: 700, transitionInterpolator: new FlyToInterpolator() }) })
    if (target !== null && CALM) setCamera(target)
    if (target !== null && CALM) moveCamera(target)
  }, [flight])

  const { list: listed, shown: wanted, problem, selection } = settings
  const { cells, lists, document: analysis } = results
  const classes = useMemo(() => colourClasses(measure, analysis, theme), [measure, analysis, theme])
  const shown = useMemo(() => shownOf({ shown: wanted }, results), [wanted, results])
  const named = labelled(results, listOf({ list: listed }, results)?.id ?? null, shown)
  const outlined = (camera?.zoom ?? 0) >= OUTLINE_ZOOM + 1.4 * (analysis.resolution.used - 9)

  // one memo for each layer: a new selection must not send every outline to the graphics card again
  const painted = useMemo(() => {
    const scored = measure === 'score' ? scoredList({ list: listed }, results) : null
    return scored === null ? cellLayer({ cells, measure, classes, theme, outlined }) : scoreLayer(scored, classes)
  }, [cells, results, listed, measure, classes, theme, outlined])
  const outlines = useMemo(
    () =>
      outlineLayers(
        lists.filter((list) => list.kind === 'area' && shown.includes(list.id)),
        theme,
      ),
    [lists, shown, theme],
  )
  const clusters = useMemo(
    () => lists.filter((list) => list.kind === 'cluster' && shown.includes(list.id)).map((list) => clusterLayers(list, theme)),
    [lists, shown, theme],
  )
  const chosen = useMemo(() => selectionLayers(selectedRings(selection, results)), [selection, results])
  const viewport = useMemo(
    () => (size === null || camera === null ? null : new WebMercatorViewport({ ...camera, ...size })),
    [size, camera],
  )
  const pinned = useMemo(() => {
    const list = lists.find((one) => one.kind === 'hotspot' && shown.includes(one.id))
    return list === undefined ? [] : unitsOf(list, { problem })
  }, [lists, shown, problem])
  const labels = useMemo(() => {
    if (named === null || viewport === null) return []
    const pins = pinned.map((unit) => unit.point)
    return [labelLayer(thinLabels(named.units, viewport, pins), theme)]
  }, [named, viewport, theme, pinned])
  const pins = useMemo(() => {
    if (pinned.length === 0 || viewport === null) return []
    const covered = coveredPins(pinned, (point) => viewport.project(point))
    return hotspotLayers(pinned, covered, selection?.list === 'hotspots' ? selection.id : null, theme)
  }, [pinned, selection, theme, viewport])
  const layers = useMemo(
    () => [painted, outlines, clusters, chosen, labels, pins].flat(2),
    [painted, outlines, clusters, chosen, labels, pins],
  )

  // tests wait for this mark: every layer is loaded and has been drawn since the last change
  useLayoutEffect(() => {
    document.documentElement.dataset.map = layers.length > 0 ? 'drawing' : 'empty'
    deck.current?.deck?.redraw('layers changed')
  }, [layers])

  const moved = useDebounced(moveCamera, 300)
  const sketched = useDebounced(setCamera, 120)

  return (
    <section className="map" ref={box} aria-label="Map">
      {view !== null && (
        <DeckGL
          ref={deck}
          initialViewState={view}
          controller={{ dragRotate: false, touchRotate: false, keyboard: false }}
          layers={layers}
          useDevicePixels={!TEST}
          deviceProps={{ type: 'webgl', webgl: { antialias: !TEST } }}
          {...(TEST ? { eventRecognizerOptions: PATIENT } : {})}
          pickingRadius={3}
          getCursor={({ isDragging, isHovering }) => (isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab')}
          onViewStateChange={({ viewState }) => {
            const { longitude, latitude, zoom } = viewState as MapViewState
            moved({ longitude, latitude, zoom })
            sketched({ longitude, latitude, zoom })
          }}
          onAfterRender={() => {
            if (layers.every((layer) => layer.isLoaded)) document.documentElement.dataset.map = 'rendered'
          }}
          onHover={(info) => {
            const what = pickedThing(info, results)
            hoverOver(what === null ? null : { ...what, x: info.x, y: info.y })
          }}
          onClick={(info) => {
            const what = pickedThing(info, results)
            if (what === null) clear()
            else select(what, 'map')
          }}
        />
      )}
      <div className="zoom">
        <button type="button" aria-label="Zoom in" onClick={() => zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoomBy(-1)}>
          −
        </button>
        <button type="button" aria-label="Show everything" onClick={() => size !== null && go(fitAll(results.bounds, size))}>
          ⤢
        </button>
      </div>
      <Legend results={results} measure={measure} classes={classes} />
      <Tooltip results={results} measure={measure} size={size} />
    </section>
  )

  function go(target: Camera) {
    setView({ ...target, ...(CALM ? {} : { transitionDuration: 300 }) })
    setCamera(target)
    moveCamera(target)
  }

  function zoomBy(step: number) {
    const now = useStore.getState().settings.camera ?? camera
    if (now !== null) go({ ...now, zoom: Math.min(18, Math.max(5, now.zoom + step)) })
  }
}

/** Names on the map: the list beside if it is drawn and not too many, else the smallest areas drawn that are not. */
function labelled(results: Results, listed: string | null, shown: readonly string[]) {
  const drawn = results.lists.filter((list) => list.kind === 'area' && shown.includes(list.id) && list.units.length <= 200)
  return drawn.find((list) => list.id === listed) ?? drawn.toSorted((a, b) => b.units.length - a.units.length)[0] ?? null
}

function selectedRings(selection: Selection | null, results: Results): readonly (readonly Position[])[] {
  if (selection === null) return []
  if (selection.list !== 'cells') return unitOf(selection, results)?.unit.polygons.flat() ?? []
  if (!results.cells.row.has(selection.id)) return []
  const xy = cellRing(...cellFromText(selection.id))
  const ring = Array.from({ length: xy.length / 2 }, (_, v): Position => [xy[2 * v], xy[2 * v + 1]])
  return [[...ring, ring[0]]]
}

/** What lies under the pointer, as a selection. */
function pickedThing(info: PickingInfo, results: Results): Selection | null {
  const id = info.layer?.id
  if (id === undefined || info.index < 0) return null
  if (id === 'cells') return { list: 'cells', id: results.cells.id[info.index] }
  if (id === 'hotspot-pins') return { list: 'hotspots', id: (info.object as Unit).id }
  const { unit } = info.object as { unit: Unit }
  return { list: id === 'cluster-line' ? 'clusters' : id.replace(/^score-/, ''), id: unit.id }
}

interface Size {
  readonly width: number
  readonly height: number
}

function fitTo(bounds: readonly [Position, Position], size: Size): Camera {
  const { width, height } = size
  const padding = Math.min(32, width / 8, height / 8)
  const { longitude, latitude, zoom } = new WebMercatorViewport({ width, height }).fitBounds([bounds[0], bounds[1]], { padding })
  return { longitude, latitude, zoom: Math.min(zoom, 15) }
}

/** All of the area, somewhat above the middle: the legend stands at the foot. */
function fitAll(bounds: readonly [Position, Position], size: Size): Camera {
  const camera = fitTo(bounds, size)
  const viewport = new WebMercatorViewport({ ...camera, ...size })
  const [[, foot], [, head]] = [viewport.project(bounds[0]), viewport.project(bounds[1])]
  const spare = Math.min(80, Math.max(0, (size.height - (foot - head)) / 2 - 24))
  return { ...camera, latitude: viewport.unproject([size.width / 2, size.height / 2 + spare])[1] }
}

/** Pixels of the map that an open drawer lies over. */
function coveredWidth(map: HTMLElement | null): number {
  const area = map?.getBoundingClientRect()
  const drawer = document.querySelector('[data-drawer="list"] .side')?.getBoundingClientRect()
  if (area === undefined || drawer === undefined || drawer.top >= area.bottom) return 0
  return Math.min(Math.max(0, area.right - drawer.left), area.width / 2)
}

/** Camera on a unit, in the middle of what an open drawer leaves of the map. */
function destination(unit: Unit, size: Size, covered: number): Camera {
  const target = closeTo(unit, { ...size, width: size.width - covered })
  const viewport = new WebMercatorViewport({ ...target, ...size })
  return { ...target, longitude: viewport.unproject([(size.width + covered) / 2, size.height / 2])[0] }
}

function closeTo(unit: Unit, size: Size): Camera {
  if (unit.polygons.length === 0) return { longitude: unit.point[0], latitude: unit.point[1], zoom: 14 }
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lng, lat] of unit.polygons.flat(2)) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const close = fitTo(
    [
      [west, south],
      [east, north],
    ],
    size,
  )
  // one step back from filling the map: a place is read by what lies around it
  return { ...close, zoom: Math.min(close.zoom - 0.75, 14) }
}

function useSize(box: React.RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect
      if (width > 0 && height > 0) setSize({ width, height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return size
}

/** Calls `act` with the last value once none has come for `wait` milliseconds. */
function useDebounced<T>(act: (value: T) => void, wait: number): (value: T) => void {
  const timer = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (value) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => act(value), wait) as unknown as number
  }
}
