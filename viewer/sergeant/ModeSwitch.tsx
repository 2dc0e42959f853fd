import { switchMode } from '../state/sergeant.js'
import { useStore } from '../state/store.js'

/** To plain words in one column, and back. */
export function ModeSwitch() {
  const sergeant = useStore((state) => state.settings.mode === 'sergeant')
  return (
    <button type="button" className="mode" aria-pressed={sergeant} onClick={switchMode}>
      Sergeant
      <span className="unseen"> mode</span>
    </button>
  )
}
