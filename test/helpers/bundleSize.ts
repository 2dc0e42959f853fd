import { gzipSync } from 'node:zlib'
import { build } from 'vite'

/** gzip bytes of a minified bundle for a browser: what each part adds to those before it. */
export interface BundleSize {
  readonly own: number
  readonly libraries: number
  readonly h3: number
}

const H3 = /h3-js$/
const LIBRARIES = /\/dist\/libraries\/|^geojson-validation$|^#proj4$/

/** Parts of `import { names } from entry`, a built `index.js` with its package about it. */
export async function bundleSize(names: string, entry: string): Promise<BundleSize> {
  const own = await gzipped(names, entry, [H3, LIBRARIES])
  const beside = await gzipped(names, entry, [H3])
  return { own, libraries: beside - own, h3: (await gzipped(names, entry, [])) - beside }
}

async function gzipped(names: string, entry: string, external: RegExp[]): Promise<number> {
  const USER = 'virtual:user'
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'user',
        resolveId: (id) => (id === USER ? id : null),
        load: (id) => (id === USER ? `export { ${names} } from ${JSON.stringify(entry)}` : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: USER, external, preserveEntrySignatures: 'strict' },
    },
  })
  const [{ output }] = [built].flat().flatMap((result) => ('output' in result ? [result] : []))
  return output.reduce((sum, part) => sum + (part.type === 'chunk' ? gzipSync(part.code, { level: 9 }).length : 0), 0)
}
