/** Usage: npm start [-- --no-serve] [-- --port N]: makes the sample force, analyses it, prints its ranked tables and shows them. */
import { existsSync } from 'node:fs'
import { main } from './main.js'
import { threadedIo } from './threadedIo.js'

const SAMPLE = 'data/sample'
const OUT = 'out/sample'

const io = threadedIo()
const words = process.argv.slice(2)
const layers = ['wards', 'beats', 'sectors', 'lsoas'].flatMap((name) => [`--${name}`, `${SAMPLE}/${name}.geojson`])
const steps = [
  ...(existsSync(`${SAMPLE}/truth.json`) ? [] : [['sample', '--out', SAMPLE]]),
  [
    'analyse',
    `${SAMPLE}/crime`,
    ...layers,
    '--areas',
    `lpa=${SAMPLE}/lpas.geojson`,
    '--deprivation',
    `${SAMPLE}/deprivation.csv`,
    '--population',
    `${SAMPLE}/population.csv`,
    '--within',
    'lpa',
    '--out',
    OUT,
  ],
  ...(words.includes('--no-serve') ? [] : [['view', OUT, ...words]]),
]

for (const step of steps) {
  process.exitCode = await main(step, io)
  if (process.exitCode !== 0) break
}
