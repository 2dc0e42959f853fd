import { call } from '../load/workerClient.js'
import { fail, get, set } from './settle.js'

const isTiles = ({ name }: File) => /\.pmtiles$/i.test(name)
const isContext = ({ name }: File) => name !== 'analysis.json' && /\.(geo)?json$/i.test(name)

/**
 * Files that are drawn under the map rather than opened: one GeoJSON or one PMTiles file, while results are open.
 *
 * @returns whether they were taken for that
 */
export function takesContext(files: readonly File[]): boolean {
  if (get().results === null || files.length !== 1) return false
  const [file] = files
  if (!isTiles(file) && !isContext(file)) return false
  void drawUnder(file)
  return true
}

/** A file of the reader's own under the map; it stays on the page and is not in the address. What was there stays if it cannot be read. */
export async function drawUnder(file: File) {
  set({ announcement: `Reading ${file.name}` })
  try {
    if (isTiles(file)) set({ tiles: await call('tiles', file) })
    else set({ context: await call('context', file) })
    set({ announcement: `${file.name} is drawn under the map` })
  } catch (error) {
    set({ announcement: '' })
    fail(error)
  }
}

export function removeUnder(which: 'context' | 'tiles') {
  set(which === 'context' ? { context: null } : { tiles: null })
  set({ announcement: 'Taken off the map' })
}
