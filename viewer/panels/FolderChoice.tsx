import { openFiles } from '../state/actions.js'

interface Chosen {
  /** Once files are chosen, before they are read. */
  readonly onChosen?: (() => void) | undefined
}

/** Opens a results folder of this computer; nothing is sent anywhere. */
export const FolderChoice = ({ onChosen }: Chosen) => <Choice label="Open a results folder" folder onChosen={onChosen} />

/** Crime files and areas of this computer, to be analysed on the page. */
export const FilesChoice = ({ onChosen }: Chosen) => <Choice label="Choose files" folder={false} onChosen={onChosen} />

function Choice({ label, folder, onChosen }: { label: string; folder: boolean } & Chosen) {
  return (
    <label className="button">
      {label}
      <input
        type="file"
        className="unseen"
        multiple
        // React has no name for a folder picker; the attribute is in every browser
        ref={(input) => {
          if (folder) input?.setAttribute('webkitdirectory', '')
        }}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // the same files may be chosen again
          event.target.value = ''
          if (files.length === 0) return
          onChosen?.()
          void openFiles(files)
        }}
      />
    </label>
  )
}
