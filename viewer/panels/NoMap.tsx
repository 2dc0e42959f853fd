/** Where the browser cannot draw: why, and what works all the same. */
export function NoMap() {
  return (
    <section className="map no-map" aria-label="Map">
      <div className="notice">
        <h2>The map cannot be drawn here</h2>
        <p>
          It needs WebGL 2, which this browser lacks or has switched off: by policy, in a remote session, or because of the
          graphics driver. The lists, the details, the months and Data quality work without it and show the same numbers.
        </p>
        <p className="quiet">Ask for hardware acceleration to be allowed, or open this page in another browser.</p>
      </div>
    </section>
  )
}
