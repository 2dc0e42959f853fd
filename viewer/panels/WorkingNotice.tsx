import './working.css'

interface WorkingNoticeProps {
  readonly words: string
  /** Share done; null: not known. */
  readonly share: number | null
  readonly onStop: () => void
}

/** Under the map while the worker is at something that takes its time: what, how far, and the way to give it up. */
export function WorkingNotice({ words, share, onStop }: WorkingNoticeProps) {
  return (
    <div className="working" role="status">
      <progress aria-label={words} {...(share === null ? {} : { value: share })} />
      <span>{words} …</span>
      <button type="button" className="button" onClick={onStop}>
        Stop
      </button>
    </div>
  )
}
