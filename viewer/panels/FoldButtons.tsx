import { fold } from '../state/compare.js'
import { useStore } from '../state/store.js'
import './fold.css'

/** Closes the panels beside the map to an icon each, and opens them again. On narrow screens they are drawers and sheets instead. */
export function FoldButtons({ railName }: { railName: string }) {
  return (
    <>
      <FoldButton panel="rail" name={railName} icons={['◂', '▸']} />
      <FoldButton panel="side" name="Lists and details" icons={['▸', '◂']} />
    </>
  )
}

interface FoldButtonProps {
  readonly panel: 'rail' | 'side'
  readonly name: string
  /** While it is open, and while it is closed. */
  readonly icons: readonly [string, string]
}

function FoldButton({ panel, name, icons }: FoldButtonProps) {
  const folded = useStore((state) => state.folded.includes(panel))
  return (
    <button
      type="button"
      className={`fold-panel fold-${panel}`}
      aria-expanded={!folded}
      aria-label={`${folded ? 'Open' : 'Close'} ${name}`}
      title={`${folded ? 'Open' : 'Close'} ${name}`}
      onClick={() => fold(panel, !folded)}
    >
      {icons[folded ? 1 : 0]}
    </button>
  )
}
