import { useEffect, useRef } from 'react'
import { download } from '../../export/download.js'
import { closeSheet, usePatrol } from '../../state/patrolActions.js'
import { fillSheet } from './fillSheet.js'

/** The sheets of the plan as they print, in a frame of their own: the page's styles do not reach them. */
export function SheetDialog() {
  const sheet = usePatrol((state) => state.sheet)
  return sheet === null ? null : <OpenSheet html={sheet} />
}

function OpenSheet({ html }: { html: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="help sheet-dialog"
      aria-label="Sheets to print"
      onClose={closeSheet}
      // keys of the page sleep while this is open
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="dialog-head">
        <h2>Sheets to print</h2>
        <button type="button" className="strong" onClick={() => frame.current?.contentWindow?.print()}>
          Print
        </button>
        <button
          type="button"
          className="button"
          onClick={() => download(new Blob([html], { type: 'text/html' }), 'patrol-sheet.html')}
        >
          Save
        </button>
        <button type="button" className="icon" aria-label="Close" onClick={() => dialog.current?.close()}>
          ×
        </button>
      </div>
      <iframe
        ref={frame}
        title="Patrol sheets"
        // without it the frame is in quirks mode, where tables do not take the size of their letters from the page
        srcDoc="<!doctype html>"
        onLoad={({ currentTarget }) => fillSheet(currentTarget, html)}
      />
    </dialog>
  )
}
