import { useRef } from 'react'
import { download } from '../../export/download.js'
import { closeSheet, usePatrol } from '../../state/patrolActions.js'
import { Modal } from '../Modal.js'
import { fillSheet } from './fillSheet.js'

/** The sheets of the plan as they print, in a frame of their own: the page's styles do not reach them. */
export function SheetDialog() {
  const sheet = usePatrol((state) => state.sheet)
  return sheet === null ? null : <OpenSheet html={sheet} />
}

function OpenSheet({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const actions = (
    <>
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
    </>
  )
  return (
    <Modal title="Sheets to print" className="sheet-dialog" actions={actions} onClose={closeSheet}>
      <iframe
        ref={frame}
        title="Patrol sheets"
        // without it the frame is in quirks mode, where tables do not take the size of their letters from the page
        srcDoc="<!doctype html>"
        onLoad={({ currentTarget }) => fillSheet(currentTarget, html)}
      />
    </Modal>
  )
}
