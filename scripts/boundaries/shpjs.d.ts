declare module 'shpjs' {
  interface ShapeGeometry {
    readonly type: string
    readonly coordinates: unknown
  }
  /** Geometries of a .shp in order, null for an empty one; with the text of a projection, as longitude and latitude. */
  export function parseShp(shp: DataView, prj?: string): (ShapeGeometry | null)[]
  /** Rows of a .dbf by column; `cpg` is the text of the file that names the encoding. */
  export function parseDbf(dbf: DataView, cpg?: string): Record<string, unknown>[]
}
