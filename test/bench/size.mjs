// What it costs to bring the engine in: Node's import in fresh processes, and bytes in a bundle for a browser.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'

const RUNS = 21

/** @param tools `root`, and of run.mjs `summary(times)` and `add(what, ours, rivalName, rival, note)` */
export async function size({ root, summary, add }) {
  const entry = join(root, 'dist/index.js')
  const [ours, h3] = importTimes([pathToFileURL(entry).href, 'h3-js'])
  add(`\`import 'hexbeat'\`, ${RUNS} fresh processes of each in turn`, summary(ours), "`import 'h3-js'`", summary(h3))

  const { module } = await runnerImport(join(root, 'test/helpers/bundleSize.ts'))
  const bytes = await module.bundleSize('analyse', entry)
  const kB = (value) => ({ text: `${(value / 1000).toFixed(1)} kB gzip`, median: value })
  const beside = `other libraries ${kB(bytes.libraries).text}`
  add(
    'our own code in a minified bundle of `analyse` for a browser',
    kB(bytes.own),
    'h3-js in the same bundle',
    kB(bytes.h3),
    beside,
  )

  /** Milliseconds, a list for each of some modules. */
  function importTimes(names) {
    const times = names.map(() => [])
    for (let run = 0; run <= RUNS; run++) {
      for (const [k, name] of names.entries()) {
        const code = `const start = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - start)`
        const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' })
        // the first of each brings the files into memory
        if (run > 0) times[k].push(Number(stdout))
      }
    }
    return times
  }
}
