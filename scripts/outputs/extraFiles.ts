import { type Analysis, countedOf, type ResultFile, type RunDocument } from '../../engine/index.js'

/** Formats beside CSV, GeoJSON, JSON and HTML, in the order their files are written. */
export const FORMATS = ['xlsx', 'parquet', 'geoparquet', 'gpkg', 'kml', 'powerbi'] as const
export type Format = (typeof FORMATS)[number]

/** Made unless other formats are asked for. */
export const DEFAULT_FORMATS: readonly Format[] = ['xlsx', 'parquet']

/** cube.parquet, made but for what it tells of the run. */
export type CubeFile = (document: RunDocument) => ResultFile

type Writer = (analysis: Analysis, document: RunDocument, excel: boolean, cube: CubeFile | undefined) => Iterable<ResultFile>

/** Each brings its library, so none is loaded before it is asked for. */
const WRITERS: Readonly<Record<Format, () => Promise<Writer>>> = {
  xlsx: async () => {
    const { xlsx } = await import('./xlsx.js')
    return (analysis, document) => [xlsx(analysis, document)]
  },
  parquet: async () => {
    const { cubeParquet, hoursParquet } = await import('./parquet.js')
    return (analysis, document, _, cube = cubeParquet(countedOf(analysis))) => [
      cube(document),
      ...hoursParquet(analysis, document),
    ]
  },
  geoparquet: async () => {
    const { cellParquet } = await import('./parquet.js')
    return (analysis, document) => [cellParquet(analysis, document)]
  },
  gpkg: async () => {
    const { geopackage } = await import('./geopackage.js')
    return (analysis, document) => [geopackage(analysis, document)]
  },
  kml: async () => {
    const { kml } = await import('./kml.js')
    return (analysis, document) => [kml(analysis, document)]
  },
  powerbi: async () => (await import('./powerBi.js')).powerBi,
}

/**
 * What `resultFiles` takes as `extra`: makes the files of the formats asked for, one by one.
 *
 * @param excel BOM and CRLF in CSV files
 * @param cube  where it is begun already
 */
export async function extraFiles(
  analysis: Analysis,
  formats: ReadonlySet<Format>,
  excel: boolean,
  cube?: CubeFile,
): Promise<(document: RunDocument) => Generator<ResultFile>> {
  const writers = await Promise.all(FORMATS.filter((format) => formats.has(format)).map((format) => WRITERS[format]()))
  return function* (document) {
    for (const write of writers) yield* write(analysis, document, excel, cube)
  }
}
