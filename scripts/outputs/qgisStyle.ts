import type { Shape } from '../../engine/index.js'
import type { Painting } from './colourClasses.js'
import { xmlText } from './xml.js'

const OPACITY = 0.7
const OUTLINE = '85,85,79,255'

/**
 * A QGIS layer style (QML, symbology only) that paints a layer by the classes of one column. In the properties' older form, which QGIS 3
 * reads in all its versions.
 */
export function qgisStyle(painting: Painting, type: Shape['type']): string {
  const { column, classes } = painting
  const symbols = classes.map(({ colour }, k) => symbol(k, type, colour)).join('')
  let lower = Number.MIN_SAFE_INTEGER
  const ranges = classes.map(({ label, upper }, k) => {
    const range = `<range lower="${lower}" upper="${upper}" symbol="${k}" label="${xmlText(label)}" render="true"/>`
    lower = upper
    return range
  })
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version="3.22.0" styleCategories="Symbology"><renderer-v2 type="graduatedSymbol" attr="${xmlText(column)}" graduatedMethod="GraduatedColor" symbollevels="0" enableorderby="0" forceraster="0"><ranges>${ranges.join('')}</ranges><symbols>${symbols}</symbols></renderer-v2><layerOpacity>1</layerOpacity></qgis>\n`
}

/** The style of a layer whose shapes are all alike: points filled, areas as outlines. */
export function qgisPlainStyle(type: Shape['type'], colour: string): string {
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version="3.22.0" styleCategories="Symbology"><renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0"><symbols>${symbol(0, type, type === 'point' ? colour : null)}</symbols></renderer-v2><layerOpacity>1</layerOpacity></qgis>\n`
}

function symbol(name: number, type: Shape['type'], colour: string | null): string {
  const fill = colour === null ? '255,255,255,0' : `${rgb(colour)},255`
  const properties: Record<string, string> =
    type === 'point'
      ? { name: 'circle', color: fill, outline_color: '255,255,255,255', size: '3.2', size_unit: 'MM' }
      : {
          style: 'solid',
          color: fill,
          outline_color: OUTLINE,
          outline_style: 'solid',
          outline_width: '0.1',
          outline_width_unit: 'MM',
        }
  const listed = Object.entries(properties).map(([k, v]) => `<prop k="${k}" v="${v}"/>`)
  const [kind, layer] = type === 'point' ? ['marker', 'SimpleMarker'] : ['fill', 'SimpleFill']
  return `<symbol name="${name}" type="${kind}" alpha="${type === 'point' ? 1 : OPACITY}" clip_to_extent="1" force_rhr="0"><layer class="${layer}" enabled="1" locked="0" pass="0">${listed.join('')}</layer></symbol>`
}

/** `#d3e8d0` as `211,232,208`. */
function rgb(colour: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(',')
}
