import { chosenFiles } from '../load/source.js'
import { openResults } from '../state/actions.js'

/** Opens a results folder of this computer; nothing is sent anywhere. */
export function FolderChoice() {
  return (
    <label className="button">
      Open a results folder
      <input
        type="file"
        className="unseen"
        multiple
        // React has no name for a folder picker; the attribute is in every browser
        ref={(input) => input?.setAttribute('webkitdirectory', '')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          if (files.length > 0) void openResults(chosenFiles(files))
        }}
      />
    </label>
  )
}
