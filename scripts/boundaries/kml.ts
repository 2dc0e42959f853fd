import { kml } from '@tmcw/togeojson'
import { DOMParser, type Document } from '@xmldom/xmldom'
import { EngineError } from '../../engine/index.js'
import type { NamedBytes } from '../inputs.js'
import { type BoundaryFeature, polygonal } from './boundaryFeature.js'

export interface KmlAreas {
  /** Placemarks with polygons; `properties.name` is the name of the Placemark, columns of its ExtendedData stand beside it. */
  readonly features: readonly BoundaryFeature[]
  /** Pins, lines, overlays and links, which are not areas. */
  readonly others: number
}

/**
 * Areas of a KML file. A document type is refused, so that no entity can expand; links to other places are not followed.
 *
 * @throws EngineError 'areas-invalid'
 */
export function readKml({ name: file, bytes }: NamedBytes): KmlAreas {
  // blanks mean no more than one; the library is slow on long runs of them
  const document = parsed(textOf(bytes, file).replace(/\s{2,}/g, ' '), file)
  const read = kml(document).features
  const features = read.flatMap(({ properties, geometry }): BoundaryFeature[] => {
    // overlays and links come out as boxes
    if (properties?.['@geometry-type'] !== undefined) return []
    const polygons = polygonal(geometry)
    return polygons === null ? [] : [{ type: 'Feature', properties: properties ?? {}, geometry: polygons }]
  })
  if (features.length === 0) {
    throw new EngineError('areas-invalid', {
      file,
      value: `${read.length} placemarks`,
      hint: 'No Placemark in it has a Polygon. Give the KML that holds the boundaries themselves, not links or pins.',
    })
  }
  return { features, others: read.length - features.length }
}

function parsed(text: string, file: string): Document {
  const document = documentOf(text, file)
  if (document.doctype !== null) {
    throw new EngineError('areas-invalid', {
      file,
      value: '<!DOCTYPE',
      hint: 'KML has no document type. Check where the file came from, or remove the line.',
    })
  }
  const root = document.documentElement?.localName
  if (root !== 'kml') {
    throw new EngineError('areas-invalid', {
      file,
      value: `<${root}>`,
      hint: 'It is XML but not KML. Save the boundaries as KML, a zipped shapefile or GeoJSON.',
    })
  }
  return document
}

function documentOf(text: string, file: string): Document {
  try {
    return new DOMParser({ onError: stop }).parseFromString(text, 'text/xml')
  } catch (error) {
    throw new EngineError('areas-invalid', {
      file,
      hint: `It is not well-formed XML (${error instanceof Error ? error.message.split('\n')[0] : error}). Save it again, or download it again.`,
    })
  }
}

function stop(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message)
}

/** By the byte order mark or the encoding the XML declaration names; UTF-8 otherwise. */
function textOf(bytes: Uint8Array, file: string): string {
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  const label =
    { '\xff\xfe': 'utf-16le', '\xfe\xff': 'utf-16be' }[head.slice(0, 2)] ??
    /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(head)?.[1] ??
    'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    throw new EngineError('areas-invalid', {
      file,
      value: label,
      hint: 'This text encoding is not known here. Save the file as UTF-8.',
    })
  }
}
