declare module 'geojson-validation' {
  const validation: {
    /** With `trace` the list of faults, empty for a valid feature. Throws a TypeError on an empty ring. */
    isFeature(feature: unknown, trace: true): string[]
  }
  export default validation
}
