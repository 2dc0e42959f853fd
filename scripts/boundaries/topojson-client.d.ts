declare module 'topojson-client' {
  /** The object as a Feature or FeatureCollection. Throws a TypeError on arcs that are not there. */
  export function feature(topology: object, object: object): unknown
}
