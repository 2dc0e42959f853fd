import { FilesChoice, FolderChoice } from './FolderChoice.js'

/** First screen without results: how to make them, or where they are. */
export function EmptyState() {
  return (
    <main className="page centred">
      <section className="empty">
        <h1>No results here yet</h1>
        <p>The viewer shows what an analysis has written. Nothing leaves this computer.</p>
        <ol className="ways">
          <li>
            <h2>Try the sample force</h2>
            <p>A made-up county, clearly marked as such. Needs nothing.</p>
            <pre>npm start</pre>
          </li>
          <li>
            <h2>Analyse your files</h2>
            <p>
              Drop crime files (CSV, .gz or .zip), areas as GeoJSON and, for ranks by need, deprivation anywhere on this page.
              More options: <code>hexbeat analyse</code>.
            </p>
            <FilesChoice />
          </li>
          <li>
            <h2>Open a results folder</h2>
            <p>The folder with analysis.json. Or drop it anywhere on this page.</p>
            <FolderChoice />
          </li>
        </ol>
      </section>
    </main>
  )
}
