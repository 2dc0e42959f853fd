import { rename, rm, writeFile } from 'node:fs/promises'

/** A file written beside its place and then put there: where that fails, what was there stays, and nothing is beside it. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.new`
  try {
    await writeFile(fresh, bytes)
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    throw error
  }
}
