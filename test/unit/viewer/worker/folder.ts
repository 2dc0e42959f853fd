import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ResultsSource } from '../../../../viewer/worker/source.js'
import { writeFixture } from '../../../e2e/fixture.js'

/** The fixture's files by name, as the worker reads them. */
export async function fixtureFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'hexbeat-results-'))
  const fixture = await writeFixture(folder)
  const files = new Map<string, Uint8Array>()
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)))
  return { folder, fixture, files }
}

/** A folder of files that are changed first; null: the file is gone. */
export function sourceOf(
  files: ReadonlyMap<string, Uint8Array>,
  change: Readonly<Record<string, string | null>> = {},
): ResultsSource {
  const read = (name: string) => {
    const changed = change[name]
    return changed === undefined ? (files.get(name) ?? null) : changed === null ? null : new TextEncoder().encode(changed)
  }
  return { read: async (name) => read(name), size: async (name) => read(name)?.length ?? null }
}

/** analysis.json with other text in one file, and that file's true size and checksum. */
export function withFile(files: ReadonlyMap<string, Uint8Array>, name: string, text: string): Record<string, string> {
  const document = JSON.parse(new TextDecoder().decode(files.get('analysis.json')))
  const listed = document.files.map((file: { name: string }) =>
    file.name === name ? { name, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') } : file,
  )
  return { [name]: text, 'analysis.json': JSON.stringify({ ...document, files: listed }) }
}
