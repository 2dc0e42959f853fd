import { useRef, useState } from 'react'
import { FilesChoice, FolderChoice } from './FolderChoice.js'
import { Modal } from './Modal.js'

/** Another analysis, or other crime files, in the place of those that are open. */
export function OpenFiles() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="share-opener" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1.5 13V3h4.5l1.5 2h5.5v2M1.5 13l2-6h12l-2 6z" />
        </svg>
        Open
        <span className="unseen"> other files</span>
      </button>
      {open && <OpenDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function OpenDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => dialog.current?.close()
  return (
    <Modal ref={dialog} title="Open other files" className="share" onClose={onClose}>
      <p className="quiet">What is shown stays until the new results are open. Nothing leaves this computer.</p>
      <section className="way">
        <div className="actions">
          <FolderChoice onChosen={close} />
        </div>
        <p className="quiet">The folder with analysis.json, whole.</p>
      </section>
      <section className="way">
        <div className="actions">
          <FilesChoice onChosen={close} />
        </div>
        <p className="quiet">
          Crime files (CSV, .gz or .zip) with areas as GeoJSON: they are analysed here, once you have seen what became of their
          rows. A GeoJSON or PMTiles file alone is drawn under the map.
        </p>
      </section>
      <p className="done">Or drop them anywhere on the page.</p>
    </Modal>
  )
}
