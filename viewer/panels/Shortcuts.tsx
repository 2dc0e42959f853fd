import { useEffect, useRef } from 'react'
import { showHelp } from '../state/actions.js'
import { useStore } from '../state/store.js'

const KEYS = [
  ['↓ ↑', 'walk the list; the map follows'],
  ['Shift Enter', 'on a row, or Shift and click anywhere: compare it with the one selected'],
  ['/', 'search the list'],
  ['← →', 'on a handle under the months: first or last month'],
  ['Esc', 'close the comparison, clear the selection, close what is open'],
  ['1 to 5', 'Hotspots, Priority areas, Patrol plan, Change, Data quality'],
  ['?', 'this list'],
] as const

export function Shortcuts() {
  const open = useStore((state) => state.help)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} className="help" aria-label="Keyboard shortcuts" onClose={() => showHelp(false)}>
      <h2>Keyboard</h2>
      <dl>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="strong" onClick={() => showHelp(false)}>
        Close
      </button>
    </dialog>
  )
}
