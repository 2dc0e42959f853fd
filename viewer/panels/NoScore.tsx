import type { Results } from '../load/results.js'

/** Priority areas of a run without a score: what to give the next one. */
export function NoScore({ results }: { results: Results }) {
  const lsoas = results.document.layers.some(({ kind }) => kind === 'lsoa')
  return (
    <main className="page centred">
      <section className="notice no-score">
        <h1>No need score in these results</h1>
        <p>
          Areas are ranked by need from deprivation, unemployment, children, harm and volume of crime. This run had{' '}
          {lsoas ? 'no deprivation file, or one of other LSOAs' : 'no LSOAs, which deprivation is measured on'}.
        </p>
        <p>Give both, and residents where you have them:</p>
        <pre>
          {
            'hexbeat analyse crime/ \\\n  --wards wards.geojson \\\n  --lsoas lsoas.geojson \\\n  --deprivation deprivation.csv \\\n  --population population.csv \\\n  --out results'
          }
        </pre>
        <p className="quiet">
          With <code>hexbeat priority</code> and the same files the results also say how firm each rank is, and draw the one
          connected area of highest need. The rest of this run is under Hotspots.
        </p>
      </section>
    </main>
  )
}
