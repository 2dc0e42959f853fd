import { FlyToInterpolator, type MapViewState, WebMercatorViewport } from '@deck.gl/core'
import { DeckGL, type DeckGLRef } from '@deck.gl/react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { PrintMap } from '../export/PrintMap.js'
import { useMapOffer } from '../export/useMapOffer.js'
import { clusterLayers, outlineLayers, scoreLayer, scoreShapes } from '../layers/areaLayer.js'
import {
  coveredWidth,
  destination,
  type Frame,
  fitAll,
  framesOver,
  isInSight,
  placesAlong,
  placesOf,
  type Size,
} from '../layers/camera.js'
import { cellColours, cellLayer, cellPositions, exactCellLayers } from '../layers/cellLayer.js'
import { drawnResolution, showsGaps } from '../layers/cellSize.js'
import { colourClasses } from '../layers/colour.js'
import { comparedLayers, selectedThing } from '../layers/comparedLayers.js'
import { coveredPins, hotspotLayers } from '../layers/hotspotLayer.js'
import { labelLayer, thinLabels } from '../layers/labelLayer.js'
import { pickedThing } from '../layers/pickedThing.js'
import { baseOf, pinsOf, type Scene, sceneLayers } from '../layers/scene.js'
import type { Results } from '../load/results.js'
import { clear, drawCells, hoverOver, moveCamera, select } from '../state/actions.js'
import { compareWith, same } from '../state/compare.js'
import { listOf, measureOf, scoredList, shownOf, unitsOf } from '../state/select.js'
import { drawSheet } from '../state/sheet.js'
import { useStore } from '../state/store.js'
import type { Camera } from '../state/url.js'
import { useTheme } from '../useTheme.js'
import type { Coarse } from '../worker/protocol.js'
import { ChangeLegend } from './change/ChangeLegend.js'
import { Legend } from './Legend.js'
import { MapFoot } from './MapFoot.js'
import { PatrolLegend } from './patrol/PatrolLegend.js'
import { Tooltip } from './Tooltip.js'
import { useContextLayers } from './useContextLayers.js'
import { useDebounced } from './useDebounced.js'
import { useShapes } from './useShapes.js'
import { useSize } from './useSize.js'

/** `?test` on the address: software drawing is slow, so no antialiasing, no flights, and patience for clicks. */
const TEST = new URLSearchParams(location.search).has('test')
const CALM = TEST || matchMedia('(prefers-reduced-motion: reduce)').matches
/** Zoom below which a force is seen whole, and its pins would hide the cells they stand on. */
const FAR = 10.5
const PATIENT = { click: { time: 10_000, interval: 300 } }

interface MapPaneProps {
  readonly results: Results
  /** What the view puts on the map in place of the measure, clusters and pins of the settings; null in Hotspots. */
  readonly scene: Scene | null
}

/** The map and what lies on it. */
export function MapPane({ results, scene }: MapPaneProps) {
  const settings = useStore((state) => state.settings)
  const flight = useStore((state) => state.flight)
  const coarse = useStore((state) => state.coarse)
  const counting = useStore((state) => state.counting)
  const theme = useTheme()
  const box = useRef<HTMLElement>(null)
  const deck = useRef<DeckGLRef>(null)
  const size = useSize(box)
  const [view, setView] = useState<(MapViewState & { readonly asked: number }) | null>(null)
  const [camera, setCamera] = useState<Camera | null>(settings.camera)
  const { list: listed, shown: wanted, problem, selection, beside } = settings
  const base = baseOf(scene)
  const measure = base === 'score' ? 'score' : measureOf(settings, results)

  const fitted = useRef<Results['bounds'] | null>(null)
  const moving = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the map is taken follows its size, what is opened, and a new legend over it
  useEffect(() => {
    if (size === null) return
    const { camera: kept } = useStore.getState().settings
    // the months open under the map after the first fit, and a legend over it: all is fitted anew until the reader has moved it
    if (fitted.current === results.bounds && (moving.current || kept !== null)) return
    fitted.current = results.bounds
    moving.current = false
    if (kept === null) return showAll()
    take(kept)
    setCamera(kept)
  }, [size, results.bounds, scene?.kind])

  // flight is raised when the reader asked to be taken there; a map click selects without moving the map
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (flight === null || size === null) return
    const goals = flight.to === 'camera' ? [] : flight.to === 'selection' ? [selection] : [selection, beside]
    const found = goals.map((one) => selectedThing(one, results)).filter((one) => one !== null)
    const place = [size, coveredWidth(box.current), framesOver(box.current)] as const
    if (flight.to === 'compared' && camera !== null && isInSight(found, camera, ...place)) return
    const target = found.length === 0 ? settings.camera : destination(found, ...place)
    if (target === null && flight.to === 'camera') showAll()
    if (target !== null) take(target, { transitionDuration: 700, transitionInterpolator: new FlyToInterpolator() })
    if (target !== null && CALM) setCamera(target)
    if (target !== null && CALM) moveCamera(target)
  }, [flight])

  const { cells: fine, lists, document: analysis } = results
  const viewport = useMemo(
    () => (size === null || camera === null ? null : new WebMercatorViewport({ ...camera, ...size })),
    [size, camera],
  )

  // level of detail: parents where a cell could not be seen, exact outlines where gaps would be
  const resolution = camera === null ? fine.resolution : drawnResolution(fine.resolution, camera)
  const parents = resolution < fine.resolution ? (coarse[resolution] ?? anyOf(coarse)) : null
  // a million cells too small to be seen would take the machine a minute to draw: better none until their parents are here
  const ready = camera !== null && (resolution === fine.resolution || parents !== null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: parents go with the counts they are of, and are then fetched anew
  useEffect(() => {
    if (camera !== null) void drawCells(resolution)
  }, [resolution, coarse, camera === null])
  const cells = parents?.cells ?? fine
  const exactWanted = camera !== null && showsGaps(fine.resolution, camera)
  const shapes = useShapes(exactWanted ? viewport : null, fine)

  const classes = useMemo(
    () => colourClasses(measure, parents === null ? analysis : { ...analysis, breaks: listBreaks(parents.breaks) }, theme),
    [measure, analysis, parents, theme],
  )
  const scored = measure === 'score' && base !== 'none' ? scoredList({ list: listed }, results) : null
  const shown = useMemo(
    () =>
      base === 'measure'
        ? shownOf({ shown: wanted }, results)
        : outlinesOfScene(
            results,
            scored?.id ?? (scene?.kind === 'change' ? scene.outlined : scene?.kind === 'patrol' ? scene.list : null),
          ),
    [base, wanted, results, scored, scene],
  )
  const named = labelled(results, (base === 'score' ? scored : listOf({ list: listed }, results))?.id ?? null, shown)

  // one memo for each layer: a new selection must not send every outline to the graphics card again
  const opened = useStore((state) => state.results)
  const geometry = opened?.lists.find(({ id }) => id === scored?.id) ?? scored
  const scoredShapes = useMemo(() => (geometry === null ? [] : scoreShapes(geometry)), [geometry])
  const { lng, lat } = cells
  const positions = useMemo(() => (ready ? cellPositions(lng, lat) : null), [ready, lng, lat])
  const over = useStore((state) => state.context !== null || state.tiles !== null)
  const colours = useMemo(
    () => (ready && base !== 'none' && scored === null ? cellColours(cells, measure, classes, theme, over) : null),
    [ready, base, cells, scored, measure, classes, theme, over],
  )
  const painted = useMemo(() => {
    if (scored !== null) return scoreLayer(scored, scoredShapes, classes, over)
    return colours === null || positions === null ? null : cellLayer(cells, positions, colours, shapes === null)
  }, [cells, positions, colours, scored, scoredShapes, classes, shapes, over])
  const staged = useMemo(() => (scene === null ? [] : sceneLayers(scene, theme)), [scene, theme])
  const exact = useMemo(
    () => (shapes === null || colours === null ? [] : exactCellLayers(shapes, colours, theme)),
    [shapes, colours, theme],
  )
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
  const chosen = useMemo(
    () => comparedLayers(selectedThing(selection, results), same(selection, beside) ? null : selectedThing(beside, results)),
    [selection, beside, results],
  )
  const pinned = useMemo(() => {
    const list = lists.find((one) => one.kind === 'hotspot' && shown.includes(one.id))
    return list === undefined ? [] : unitsOf(list, { problem })
  }, [lists, shown, problem])
  const [frames, setFrames] = useState<readonly Frame[]>([])
  // a legend grows and shrinks with what it says: looked at whenever the map is drawn anew
  useLayoutEffect(() => {
    const now = framesOver(box.current)
    setFrames((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
  })
  const pinPoints = useMemo(() => [...pinned.map((unit) => unit.point), ...pinsOf(scene)], [pinned, scene])
  const fitting = useMemo(
    () => (named === null || viewport === null ? [] : thinLabels(named.units, viewport, pinPoints, frames)),
    [named, viewport, pinPoints, frames],
  )
  const labels = useMemo(() => (fitting.length === 0 ? [] : [labelLayer(fitting, theme)]), [fitting, theme])
  const context = useContextLayers(viewport, fitting, pinPoints)
  const pins = useMemo(() => {
    if (pinned.length === 0 || viewport === null) return []
    const far = viewport.zoom < FAR
    const covered = coveredPins(pinned, (point) => viewport.project(point), far)
    return hotspotLayers(pinned, covered, selection?.list === 'hotspots' ? selection.id : null, theme, far)
  }, [pinned, selection, theme, viewport])
  const layers = useMemo(
    () => [context.under, painted, exact, outlines, clusters, staged, chosen, context.names, labels, pins].flat(2),
    [context, painted, exact, outlines, clusters, staged, chosen, labels, pins],
  )

  // tests wait for this mark: every layer is loaded and has been drawn since the last change
  useLayoutEffect(() => {
    document.documentElement.dataset.map = layers.length > 0 ? 'drawing' : 'empty'
    deck.current?.deck?.redraw('layers changed')
  }, [layers])
  // the bench measures up to new colours
  useLayoutEffect(() => {
    if (colours !== null) performance.mark('hexbeat:layers')
  }, [colours])

  useMapOffer(deck, camera, size)

  const moved = useDebounced(moveCamera, 300)
  const sketched = useDebounced(setCamera, 120)

  return (
    <section className="map" ref={box} aria-label="Map" data-counting={counting} data-cells={cells.resolution}>
      {view !== null && (
        <DeckGL
          ref={deck}
          initialViewState={view}
          controller={{ dragRotate: false, touchRotate: false, keyboard: false }}
          layers={layers}
          onLoad={() => nameMap(box.current)}
          useDevicePixels={!TEST}
          deviceProps={{ type: 'webgl', webgl: { antialias: !TEST } }}
          {...(TEST ? { eventRecognizerOptions: PATIENT } : {})}
          pickingRadius={3}
          getCursor={({ isDragging, isHovering }) => (isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab')}
          onViewStateChange={({ viewState, interactionState }) => {
            // deck.gl also tells of a view that it set right itself, as on a change of size
            const { isDragging, isPanning, isZooming, inTransition } = interactionState
            if (!isDragging && !isPanning && !isZooming && !inTransition) return
            const { longitude, latitude, zoom } = viewState as MapViewState
            moving.current = true
            moved({ longitude, latitude, zoom })
            sketched({ longitude, latitude, zoom })
          }}
          // until it is drawn anew the picture is stretched to its new place: at once, before the page is painted
          onResize={() => {
            document.documentElement.dataset.map = 'drawing'
            deck.current?.deck?.redraw('resized')
          }}
          onAfterRender={() => {
            if (ready && fills(deck.current?.deck, box.current) && layers.every((layer) => layer?.isLoaded ?? true))
              document.documentElement.dataset.map = 'rendered'
          }}
          onHover={(info) => {
            const what = pickedThing(info, cells, fine, shapes)
            hoverOver(what === null ? null : { ...what, x: info.x, y: info.y })
          }}
          onClick={(info, event) => {
            const what = pickedThing(info, cells, fine, shapes)
            if (what === null) clear()
            else if (event.srcEvent.shiftKey) compareWith(what, 'map')
            else {
              select(what, 'map')
              // under a finger on a phone: what was tapped is told in the sheet
              if ((event.srcEvent as PointerEvent).pointerType === 'touch') {
                hoverOver(null)
                if (useStore.getState().sheet === 'peek') drawSheet('half')
              }
            }
          }}
        />
      )}
      <PrintMap />
      <div className="zoom">
        <button type="button" aria-label="Zoom in" onClick={() => zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoomBy(-1)}>
          −
        </button>
        <button type="button" aria-label="Show everything" onClick={() => size !== null && go(wholeOf(size))}>
          ⤢
        </button>
      </div>
      {scene?.kind === 'patrol' && scene.plan !== null && <PatrolLegend plan={scene.plan} />}
      {scene?.kind === 'change' && <ChangeLegend label={scene.label} rose={scene.rose.size} fell={scene.fell.size} />}
      {base !== 'none' && <Legend {...{ results, measure, classes, cells, scene, over }} />}
      <MapFoot results={results} camera={camera} />
      <Tooltip results={results} measure={measure} size={size} />
    </section>
  )

  /** All of it, until the reader moves the map: the address then has no camera, and a link opens with all of it too. */
  function showAll() {
    if (size === null) return
    const target = wholeOf(size)
    moving.current = false
    take(target)
    setCamera(target)
  }

  function wholeOf(within: Size): Camera {
    // of a beat and its places the beat is all; the cells are of the whole force
    const one = scene?.kind === 'places' ? scene.area : null
    return fitAll(one === null ? placesOf(results) : placesAlong(one), within, framesOver(box.current))
  }

  /** Takes the map there, though it was asked for the same before and has been moved since. */
  function take(target: Camera, flight: Partial<MapViewState> = {}) {
    setView((before) => ({ ...target, ...(CALM ? {} : flight), asked: (before?.asked ?? 0) + 1 }))
  }

  function go(target: Camera) {
    take(target, { transitionDuration: 300 })
    setCamera(target)
    moveCamera(target)
  }

  function zoomBy(step: number) {
    const now = useStore.getState().settings.camera ?? camera
    if (now !== null) go({ ...now, zoom: Math.min(18, Math.max(5, now.zoom + step)) })
  }
}

/** Whether what is drawn has the size of its place, but for parts of pixels. */
const fills = (drawn: Record<'width' | 'height', number> | undefined, place: HTMLElement | null) =>
  drawn === undefined ||
  place === null ||
  (Math.abs(drawn.width - place.clientWidth) < 2 && Math.abs(drawn.height - place.clientHeight) < 2)

/** Parents of another size stand in until those wanted are here. */
const anyOf = (coarse: Readonly<Record<number, Coarse>>) => Object.values(coarse)[0] ?? null

const listBreaks = (breaks: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(Object.entries(breaks).map(([name, limits]) => [name, [...limits]]))

/** The areas painted, and those few enough to part them by. */
const outlinesOfScene = (results: Results, painted: string | null) =>
  results.lists.filter(({ id, kind, units }) => kind === 'area' && (id === painted || units.length <= 40)).map(({ id }) => id)

/** Names on the map: the list beside if it is drawn and not too many, else the smallest areas drawn that are not. */
function labelled(results: Results, listed: string | null, shown: readonly string[]) {
  const drawn = results.lists.filter((list) => list.kind === 'area' && shown.includes(list.id) && list.units.length <= 200)
  return drawn.find((list) => list.id === listed) ?? drawn.toSorted((a, b) => b.units.length - a.units.length)[0] ?? null
}

/** What takes the focus on the map is deck.gl's own, and has no name. */
function nameMap(box: HTMLElement | null) {
  const canvas = box?.querySelector('.deck-events-root')
  canvas?.setAttribute('role', 'img')
  canvas?.setAttribute('aria-label', 'Map. The lists tell what it shows.')
}
