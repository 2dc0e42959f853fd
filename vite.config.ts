import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const WORKER = 'serviceWorker.js'
/** Of the libraries in the page; nothing the page needs without a network. */
const LICENCES = 'licences.md'

/** The service worker beside the page, told the files of this build and their checksums: when one changes, so does the worker. */
function offline(): Plugin {
  return {
    name: 'hexbeat-offline',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: resolve(import.meta.dirname, 'viewer/serviceWorker.ts'), fileName: WORKER })
    },
    writeBundle({ dir }) {
      const folder = dir ?? resolve(import.meta.dirname, 'dist/viewer')
      const sum = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name !== WORKER && name !== LICENCES && statSync(join(folder, name)).isFile())
        .toSorted()
        .map((name) => [name.replaceAll('\\', '/'), sum(readFileSync(join(folder, name)))])
      const shell = { build: sum(JSON.stringify(files)).slice(0, 16), files: Object.fromEntries(files) }
      const path = join(folder, WORKER)
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replaceAll('__SHELL__', () => `(${JSON.stringify(shell)})`),
      )
    },
  }
}

// The viewer: static files that run from any folder, with no inline script (its content security policy forbids it).
export default defineConfig({
  root: 'viewer',
  base: './',
  plugins: [react(), offline()],
  build: {
    outDir: '../dist/viewer',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 2500,
    assetsInlineLimit: 0,
    license: { fileName: LICENCES },
  },
  worker: { format: 'es' },
})
