import { EngineError, ERROR_CODES } from '../../engine/index.js'
import { dismiss } from '../state/actions.js'
import { useStore } from '../state/store.js'
import { capital } from '../words.js'
import { errorHint, errorTitle } from './errorWords.js'
import { FilesChoice, FolderChoice } from './FolderChoice.js'

interface ErrorNoticeProps {
  readonly error: EngineError | Error
  /** Results from before, or files to be analysed, are still open behind it. */
  readonly over: boolean
}

/** Why something could not be done: code, where, and what to do. Over results that are open it can be put away. */
export function ErrorNotice({ error, over }: ErrorNoticeProps) {
  const known = error instanceof EngineError
  const raw = useStore((state) => state.raw !== null)
  const hint = errorHint(error, { over })
  const notice = (
    <section className="notice" role="alert">
      <h1>{errorTitle(error, { over })}</h1>
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
        </>
      ) : (
        <p>{error.message}</p>
      )}
      {hint !== '' && <p className="hint">{hint}</p>}
      <div className="actions">
        {over ? (
          <button type="button" className="strong" onClick={dismiss}>
            {raw ? 'Back to the files' : 'Back to the results before'}
          </button>
        ) : (
          <button type="button" className="strong" onClick={() => location.reload()}>
            Try again
          </button>
        )}
        <FolderChoice />
        <FilesChoice />
      </div>
    </section>
  )
  return over ? <div className="over">{notice}</div> : <main className="page centred">{notice}</main>
}

const fact = (name: string, value: string | number | undefined) =>
  value === undefined || value === '' ? null : (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
