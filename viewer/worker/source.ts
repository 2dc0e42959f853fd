import { EngineError } from '../../engine/index.js'
import type { Source } from './protocol.js'

/** A results folder, wherever it is. `null`: there is no such file. */
export interface ResultsSource {
  /** @param sha256 of the file that is meant, where it is known: a copy kept for use without a network goes by it */
  read(file: string, sha256?: string): Promise<Uint8Array | null>
  /** Size in bytes, NaN where it cannot be told without reading. */
  size(file: string, sha256?: string): Promise<number | null>
}

/** More than a page can hold at once. */
export const MOST_BYTES = 2 * 1024 ** 3
/** Endings of files of results or of what results are made from. */
const KNOWN = ['.csv', '.geojson', '.json', '.zip', '.gz', '.7z']

/**
 * @throws EngineError 'results-invalid' (two analyses at once, over 2 GB), 'results-missing' (no analysis.json), 'file-unreadable'
 *         (files of another kind)
 */
export const openSource = (source: Source): ResultsSource | null =>
  source.kind === 'served' ? servedFolder(source.base) : chosenFiles(source.files)

/** A served folder. A server that answers a missing file with its own page counts as missing. */
function servedFolder(base: string): ResultsSource {
  const address = (file: string, sha256?: string) =>
    base + file.split('/').map(encodeURIComponent).join('/') + (sha256 === undefined ? '' : `?sha256=${sha256}`)
  const found = (response: Response, file: string) => {
    if (response.status === 404) return false
    if (!response.ok) throw new Error(`The server answered ${response.status} for ${file}.`)
    return !response.headers.get('content-type')?.startsWith('text/html') || file.endsWith('.html')
  }
  return {
    async read(file, sha256) {
      const response = await fetch(address(file, sha256))
      return found(response, file) ? new Uint8Array(await response.arrayBuffer()) : null
    },
    async size(file, sha256) {
      const response = await fetch(address(file, sha256), { method: 'HEAD' })
      if (!found(response, file)) return null
      // a packed answer tells the length of the packing
      const length = response.headers.get('content-encoding') === null ? response.headers.get('content-length') : null
      return length === null ? Number.NaN : Number(length)
    },
  }
}

/** The part of a `File` that is used. */
type ChosenFile = Pick<File, 'name' | 'size' | 'webkitRelativePath' | 'arrayBuffer'>

/** Files from a folder picker or a drop; null where none of them is analysis.json and none is of a kind we know to refuse. */
export function chosenFiles(files: readonly ChosenFile[]): ResultsSource | null {
  const analyses = files.filter((file) => file.name === 'analysis.json')
  if (analyses.length > 1)
    throw new EngineError('results-invalid', {
      file: analyses.map((file) => file.webkitRelativePath || file.name).join(', '),
      hint: `${analyses.length} analyses came at once. Open one results folder at a time.`,
    })
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  if (bytes > MOST_BYTES)
    throw new EngineError('results-invalid', {
      value: `${(bytes / 1024 ** 3).toFixed(1)} GB`,
      hint:
        analyses.length === 0
          ? 'That is over 2 GB, more than a page can hold; nothing was read. Drop fewer months, or analyse the files with hexbeat analyse, which reads them piece by piece.'
          : 'That is over 2 GB, more than a page can hold; nothing was read. Open the results folder alone, or show it with hexbeat view.',
    })
  if (analyses.length === 0) {
    if (files.length === 0) return null
    const code = files.some(({ name }) => KNOWN.includes(endingOf(name))) ? 'results-missing' : 'file-unreadable'
    throw new EngineError(code, { file: files[0].name, hint: hintFor(files) })
  }
  // names are told from where analysis.json lies: a file of the same name in a deeper folder is another one
  const folder = pathOf(analyses[0]).slice(0, -'analysis.json'.length)
  const byName = new Map(
    files.filter((file) => pathOf(file).startsWith(folder)).map((file) => [pathOf(file).slice(folder.length), file]),
  )
  return {
    async read(name) {
      const file = byName.get(name)
      return file === undefined ? null : new Uint8Array(await file.arrayBuffer())
    },
    size: async (name) => byName.get(name)?.size ?? null,
  }
}

/** From the folder that was picked; a dropped file has its name alone. */
const pathOf = (file: ChosenFile) => file.webkitRelativePath || file.name

function hintFor(files: readonly ChosenFile[]): string {
  const endings = new Set(files.map(({ name }) => endingOf(name)))
  const has = (...wanted: string[]) => wanted.some((ending) => endings.has(ending))
  if (has('.zip', '.gz', '.7z'))
    return 'This is an archive. Unpack a results folder first; analyse crime files with hexbeat analyse.'
  if (has('.csv', '.geojson'))
    return 'analysis.json is not among the files. Open the whole results folder; analyse crime files with hexbeat analyse.'
  const [{ name }] = files
  const others = files.length === 1 ? '' : ` and ${files.length - 1} more`
  const mend = has('.xlsx', '.xls', '.ods')
    ? ' Save the sheet as CSV and drop that.'
    : has('.txt')
      ? ' If it holds comma-separated text, let its name end in .csv.'
      : ''
  return `${name}${others}: not a kind of file that is read here. This page takes a results folder (the one with analysis.json, whole), crime files as CSV, .gz or .zip, and areas as GeoJSON.${mend}`
}

const endingOf = (name: string) => /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? ''
