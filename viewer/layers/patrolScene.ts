import { PathStyleExtension } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer, SolidPolygonLayer, TextLayer } from '@deck.gl/layers'
import type { ShownPlan } from '../worker/patrolTask.js'
import type { Theme } from './colour.js'
import { crewMark, DASHES } from './patrolColours.js'

/** A plan: its hotspots in their true size with their numbers, and each crew's stops in order, joined by straight lines. */
export interface PatrolScene {
  readonly kind: 'patrol'
  /** Id of the list whose outlines part the ground; null: as drawn otherwise. */
  readonly list: string | null
  readonly plan: ShownPlan | null
  /** Id of the hotspot that is selected, and row of the crew that is looked at. */
  readonly selected: string | null
  readonly crew: number | null
}

type Place = ShownPlan['hotspots'][number]
type Named = ShownPlan['asked'][number]

const CHOSEN = [214, 40, 57] as const
const FAINT = 60
/** One for every drawing: another would have the lines made anew. */
const DASHED = [new PathStyleExtension({ dash: true })]

export function patrolLayers({ plan, selected, crew }: PatrolScene, theme: Theme) {
  if (plan === null) return []
  const { hotspots, crews, asked } = plan
  const ink = theme === 'light' ? ([20, 28, 38] as const) : ([244, 246, 248] as const)
  const paper = theme === 'light' ? ([255, 255, 255] as const) : ([18, 24, 31] as const)
  const routes = crews.map((one, row) => ({ row, route: one.route, ...crewMark(row, theme) }))
  const strength = (row: number) => (crew === null || crew === row ? 255 : FAINT)
  const starts = [...new Map(crews.map(({ start }) => [`${start.lng},${start.lat}`, start])).values()]
  const line = {
    data: routes,
    getPath: ({ route }: (typeof routes)[number]) => route.map(([lng, lat]): [number, number] => [lng, lat]),
    widthUnits: 'pixels',
    jointRounded: true,
    capRounded: true,
  } as const
  const fill = (place: Place) => (place.id === selected ? CHOSEN : place.visits > 0 ? ink : paper)
  const onFill = (place: Place) => (place.id === selected ? ([255, 255, 255] as const) : place.visits > 0 ? paper : ink)
  return [
    new ScatterplotLayer<Place>({
      id: 'patrol-ground',
      data: [...hotspots],
      getPosition: ({ lng, lat }) => [lng, lat],
      getRadius: ({ radiusM }) => radiusM,
      radiusUnits: 'meters',
      getFillColor: (place) => [...ink, place.visits > 0 ? 34 : 0],
      getLineColor: [...ink, 150],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1,
      updateTriggers: { getFillColor: theme, getLineColor: theme },
    }),
    new PathLayer({ ...line, id: 'patrol-route-halo', getColor: ({ row }) => [...paper, strength(row)], getWidth: 5 }),
    new PathLayer({
      ...line,
      id: 'patrol-routes',
      extensions: DASHED,
      dashUnits: 'pixels',
      getDashArray: (one: (typeof routes)[number]) => DASHES[one.line],
      getColor: ({ row, colour }) => [...colour, strength(row)],
      getWidth: ({ row }) => (crew === row ? 3.5 : 2.5),
      updateTriggers: { getColor: [crew, theme], getWidth: crew },
    }),
    new SolidPolygonLayer({
      id: 'patrol-starts',
      data: starts,
      getPolygon: ({ lng, lat }) => squareAt(lng, lat),
      getFillColor: [...ink, 255],
      updateTriggers: { getFillColor: theme },
    }),
    new ScatterplotLayer({
      id: 'patrol-asked',
      data: [...asked],
      getPosition: ({ lng, lat }: Named) => [lng, lat],
      radiusUnits: 'pixels',
      getRadius: 6,
      getFillColor: [...ink, 255],
      getLineColor: [...paper, 255],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.75,
      updateTriggers: { getFillColor: theme, getLineColor: theme },
    }),
    new TextLayer<Named>({
      id: 'patrol-names',
      data: [...starts, ...asked],
      getPosition: ({ lng, lat }) => [lng, lat],
      getText: ({ name }) => name,
      getSize: 12,
      getPixelOffset: [0, 16],
      getColor: [...ink, 255],
      fontFamily: 'system-ui, sans-serif',
      fontWeight: 700,
      fontSettings: { sdf: true, fontSize: 48, buffer: 8, radius: 16 },
      outlineWidth: 4,
      outlineColor: [...paper, 235],
      characterSet: 'auto',
      updateTriggers: { getColor: theme },
    }),
    new ScatterplotLayer<Place>({
      id: 'patrol-pins',
      data: [...hotspots].reverse(),
      getPosition: ({ lng, lat }) => [lng, lat],
      radiusUnits: 'pixels',
      getRadius: ({ id }) => (id === selected ? 13 : 10),
      getFillColor: (place) => [...fill(place), 255],
      getLineColor: (place) => [...(place.visits > 0 ? paper : ink), 255],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.75,
      pickable: true,
      updateTriggers: { getRadius: selected, getFillColor: [selected, theme], getLineColor: theme },
    }),
    new TextLayer<Place>({
      id: 'patrol-numbers',
      data: [...hotspots].reverse(),
      getPosition: ({ lng, lat }) => [lng, lat],
      getText: ({ number, excluded }) => (excluded ? '×' : String(number)),
      getSize: 11,
      getColor: (place) => [...onFill(place), 255],
      fontFamily: 'system-ui, sans-serif',
      fontWeight: 700,
      characterSet: '0123456789×',
      updateTriggers: { getColor: [selected, theme] },
    }),
  ]
}

/** Half the side of the square of a start, degrees of latitude: about 40 m. */
const HALF = 0.00036

function squareAt(lng: number, lat: number): [number, number][] {
  const across = HALF / Math.cos((lat * Math.PI) / 180)
  return [
    [lng - across, lat - HALF],
    [lng + across, lat - HALF],
    [lng + across, lat + HALF],
    [lng - across, lat + HALF],
  ]
}
