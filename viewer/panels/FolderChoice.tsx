import { openFiles } from '../state/actions.js'

/** Opens a results folder of this computer; nothing is sent anywhere. */
export const FolderChoice = () => <Choice label="Open a results folder" folder />

/** Crime files and areas of this computer, to be analysed on the page. */
export const FilesChoice = () => <Choice label="Choose files" folder={false} />

function Choice({ label, folder }: { label: string; folder: boolean }) {
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
          if (files.length > 0) void openFiles(files)
        }}
      />
    </label>
  )
}
