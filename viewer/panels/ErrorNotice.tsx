import { EngineError, ERROR_CODES } from '../../engine/index.js'
import { capital } from '../words.js'
import { FolderChoice } from './FolderChoice.js'

/** Why the results cannot be shown: code, where, and what to do. */
export function ErrorNotice({ error }: { error: EngineError | Error }) {
  const known = error instanceof EngineError
  return (
    <main className="page centred">
      <section className="notice" role="alert">
        <h1>These results cannot be opened</h1>
        {known ? (
          <>
            <p>
              {capital(ERROR_CODES[error.code])}. <code>{error.code}</code>
            </p>
            <dl className="facts">
              {fact('File', error.file)}
              {fact('Line', error.line)}
              {fact('Column', error.column)}
              {fact('Value', error.value)}
            </dl>
            {error.hint !== undefined && <p className="hint">{error.hint}</p>}
          </>
        ) : (
          <>
            <p>{error.message}</p>
            <p className="hint">Is the server still running? Start it again with “hexbeat view”, then reload this page.</p>
          </>
        )}
        <div className="actions">
          <button type="button" className="strong" onClick={() => location.reload()}>
            Try again
          </button>
          <FolderChoice />
        </div>
      </section>
    </main>
  )
}

const fact = (name: string, value: string | number | undefined) =>
  value === undefined || value === '' ? null : (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
