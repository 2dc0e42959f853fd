import {
  type Analysis,
  type Polygons,
  type ResultFile,
  type ResultTable,
  type RunDocument,
  resultTables,
} from '../../engine/index.js'
import { aboutLine } from './about.js'
import { areaPainting, classOf, heatPainting, numbersOf, type Painting } from './colourClasses.js'
import { significant } from './significant.js'
import { xmlText } from './xml.js'

/** Opacity of a filled area, as KML writes it. */
const FILL = 'a6'
const SOLID = 'ff'

/**
 * hexbeat.kml for Google Earth: a folder for each kind of area but LSOAs, for clusters and for hotspots, coloured by class; a click on a
 * place shows its numbers. The marking is in the name of the document.
 */
export function kml(analysis: Analysis, document: RunDocument): ResultFile {
  const { layers, clusters, hotspots } = resultTables(analysis)
  const folders = [
    ...layers.filter(({ kind }) => kind !== 'lsoa').map((layer) => folder(layer, areaPainting(layer))),
    folder(clusters, heatPainting('hot_class', 1)),
    folder(hotspots, null),
  ]
  const name = [document.marking, 'hexbeat', document.force].filter((part) => part !== '').join(' · ')
  const about = [aboutLine(document), ...document.findings, ...document.limits].join('\n')
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xmlText(name)}</name><description>${xmlText(about)}</description>\n${folders.join('')}</Document></kml>\n`
  return { name: 'hexbeat.kml', bytes: new TextEncoder().encode(xml) }
}

function folder({ file, label, table, shape }: ResultTable, painting: Painting | null): string {
  const values = painting === null ? null : numbersOf(table, painting.column)
  const nameColumn = table.columns.find(({ name }) => name === 'name')
  const idColumn = table.columns[0]
  const text = (column: typeof nameColumn, row: number) => (column?.type === 'text' ? column.at(row) : '')
  const legend =
    painting === null
      ? ''
      : `<description>${xmlText(`${painting.title}: ${painting.classes.map((one) => one.label).join('; ')}`)}</description>`
  // Schema and Style come before the folder's places, and ids are names of a document, so they carry the file's
  const styles =
    painting === null
      ? plainStyle(file, shape.type)
      : painting.classes.map(({ colour }, k) => areaStyle(`${file}-${k}`, colour)).join('')
  const places = Array.from({ length: shape.length }, (_, row) => {
    const k = painting === null || values === null ? 0 : Math.max(0, classOf(painting, values[row]))
    const geometry =
      shape.type === 'point'
        ? `<Point><coordinates>${shape.at(row).map(degrees).join(',')}</coordinates></Point>`
        : multiGeometry(shape.at(row))
    const name = text(nameColumn, row) || text(idColumn, row)
    return `<Placemark><name>${xmlText(name)}</name><Snippet maxLines="0"/><styleUrl>#${xmlText(styleId(painting === null ? file : `${file}-${k}`))}</styleUrl><ExtendedData>${data(table, row)}</ExtendedData>${geometry}</Placemark>\n`
  })
  return `${styles}<Folder><name>${xmlText(label)}</name>${legend}\n${places.join('')}</Folder>\n`
}

function data({ columns }: ResultTable['table'], row: number): string {
  return columns
    .map((column) => {
      const value =
        column.type === 'text' ? column.at(row) : Number.isNaN(column.at(row)) ? '' : String(significant(column.at(row)))
      return value === '' ? '' : `<Data name="${xmlText(column.name)}"><value>${xmlText(value)}</value></Data>`
    })
    .join('')
}

/** An XML id: letters, digits, hyphens; other characters by their code. */
function styleId(name: string): string {
  return `s-${name.replace(/[^a-z0-9-]/gi, (character) => `_${character.codePointAt(0)}`)}`
}

function plainStyle(file: string, type: ResultTable['shape']['type']): string {
  if (type !== 'point') return areaStyle(file, null)
  return `<Style id="${styleId(file)}"><IconStyle><color>${abgr('#b2182b', SOLID)}</color><scale>0.9</scale></IconStyle><LabelStyle><scale>0.8</scale></LabelStyle></Style>\n`
}

function areaStyle(name: string, colour: string | null): string {
  const fill = colour === null ? '<fill>0</fill>' : `<color>${abgr(colour, FILL)}</color>`
  return `<Style id="${styleId(name)}"><LineStyle><color>${abgr('#55554f', SOLID)}</color><width>1.2</width></LineStyle><PolyStyle>${fill}</PolyStyle></Style>\n`
}

/** KML writes opacity first and red last. */
function abgr(colour: string, opacity: string): string {
  return `${opacity}${colour.slice(5, 7)}${colour.slice(3, 5)}${colour.slice(1, 3)}`
}

function multiGeometry(polygons: Polygons): string {
  const each = polygons.map(
    ([outer, ...holes]) =>
      `<Polygon><outerBoundaryIs>${linearRing(outer)}</outerBoundaryIs>${holes.map((hole) => `<innerBoundaryIs>${linearRing(hole)}</innerBoundaryIs>`).join('')}</Polygon>`,
  )
  return `<MultiGeometry>${each.join('')}</MultiGeometry>`
}

function linearRing(ring: Float64Array): string {
  const positions: string[] = []
  for (let k = 0; k < ring.length; k += 2) positions.push(`${degrees(ring[k])},${degrees(ring[k + 1])}`)
  return `<LinearRing><coordinates>${positions.join(' ')} ${positions[0]}</coordinates></LinearRing>`
}

/** Six decimals: about 10 cm. */
function degrees(value: number): string {
  return String(Math.round(value * 1e6) / 1e6)
}
