/** Where a results folder comes from: beside the page, or chosen on this computer. `null`: there is no such file. */
export interface ResultsSource {
  readonly name: string
  read(file: string): Promise<Uint8Array | null>
}

/** The folder served beside the page. A server that answers a missing file with its own page counts as missing. */
export function servedFolder(base: string): ResultsSource {
  return {
    name: base,
    async read(file) {
      const response = await fetch(`${base}${file}`)
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`The server answered ${response.status} for ${file}.`)
      if (response.headers.get('content-type')?.startsWith('text/html')) return null
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

/** Files from a folder picker or a drop; found by name, whatever folder they came in. */
export function chosenFiles(files: readonly File[]): ResultsSource {
  const byName = new Map(files.map((file) => [file.name, file]))
  return {
    name: files[0]?.webkitRelativePath.split('/')[0] || 'chosen files',
    async read(name) {
      const file = byName.get(name)
      return file === undefined ? null : new Uint8Array(await file.arrayBuffer())
    },
  }
}

/** Every file of a drop, folders opened. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const found = await Promise.all(entries.map(filesOf))
  return found.flat()
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))]
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const files: File[] = []
  // readEntries hands out a part of the folder at a time; an empty part is the end
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return files
    for (const inner of part) files.push(...(await filesOf(inner)))
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
