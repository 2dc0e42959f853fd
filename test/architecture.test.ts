import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { readmeTables } from '../scripts/help.js'

/** Bottom to top. Imports go down, any number of layers; never up, never from one folder of a layer to another of the same layer. */
const LAYERS: readonly (readonly string[])[] = [
  [
    'types',
    'inputTables',
    'resultsDocument',
    'options',
    'checkOption',
    'step',
    'error',
    'random',
    'geometry',
    'shape',
    'ringCrossings',
    'countingSort',
    'londonTime',
  ],
  ['input', 'grid', 'stats'],
  ['score', 'hotspot'],
  ['priority', 'patrol', 'evaluate'],
  ['output'],
  [
    'analyse',
    'prioritise',
    'plan',
    'refuseUntaskable',
    'shiftHotspots',
    'appraise',
    'siteHubs',
    'rankTownCentres',
    'localPriorities',
    'reviewDistricts',
    'compareLayers',
    'allocateTeams',
    'givenLayers',
    'hotspotRecords',
    'measureChange',
    'walkableHotspots',
  ],
  ['index'],
]
/** Libraries the engine may import; h3-js through one file only. */
const ENGINE_LIBRARIES = [
  '@turf/helpers',
  '@turf/simplify',
  '@turf/union',
  'geojson-validation',
  'h3-js',
  'kdbush',
  'proj4',
  'simple-statistics',
]
const H3_FILE = 'engine/grid/h3.ts'

const root = join(import.meta.dirname, '..')

/** Source text by path from the project's root, with forward slashes. */
type Sources = ReadonlyMap<string, string>

function readSources(folders: readonly string[]): Sources {
  const sources = new Map<string, string>()
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (/\.tsx?$/.test(name))
        sources.set(posix.join(folder, name.replaceAll('\\', '/')), readFileSync(join(root, folder, name), 'utf8'))
    }
  }
  return sources
}

/** Everything a source imports, dynamic and type imports too; a path of the project comes out from its root, ending in .ts. */
function importsOf(path: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName).replace(/\.js$/, '.ts') : fileName,
    )
}

/** `grid` of engine/grid/h3.ts, `error` of engine/error.ts. */
function unitOf(path: string): string {
  return path.split('/')[1].replace(/\.ts$/, '')
}

function layerOf(path: string): number {
  return LAYERS.findIndex((layer) => layer.includes(unitOf(path)))
}

/** What breaks the layers, one line each. */
function findings(sources: Sources): string[] {
  const found: string[] = []
  for (const [path, text] of sources) {
    for (const target of importsOf(path, text)) {
      const reason = path.startsWith('engine/') ? engineImport(path, target) : outsideImport(target)
      if (reason !== null) found.push(`${path} imports ${target}: ${reason}`)
    }
    if (path.startsWith('engine/') && layerOf(path) < 0) found.push(`${path}: ${unitOf(path)} is in no layer`)
  }
  return found
}

function engineImport(path: string, target: string): string | null {
  if (!target.includes('/') || !/\.tsx?$/.test(target)) {
    if (!ENGINE_LIBRARIES.includes(target)) return 'not a library of the engine'
    return target === 'h3-js' && path !== H3_FILE ? `only ${H3_FILE} may` : null
  }
  if (!target.startsWith('engine/')) return 'the engine imports nothing outside itself'
  const [from, to] = [layerOf(path), layerOf(target)]
  if (to > from) return 'up'
  return to === from && path.split('/').length > 2 && unitOf(path) !== unitOf(target) ? 'sideways' : null
}

function outsideImport(target: string): string | null {
  if (target === 'h3-js') return `only ${H3_FILE} may`
  return target.startsWith('engine/') && target !== 'engine/index.ts' ? 'the door is engine/index' : null
}

describe('import directions', () => {
  it('holds in engine, scripts and viewer', () => {
    expect(findings(readSources(['engine', 'scripts', 'viewer']))).toEqual([])
  })

  it('reads the imports there are', () => {
    const sources = readSources(['engine'])
    expect(importsOf('engine/options.ts', sources.get('engine/options.ts') ?? '')).toEqual([
      'engine/checkOption.ts',
      'engine/error.ts',
      'engine/types.ts',
    ])
  })

  it.each([
    ['engine/stats/planted.ts', "import { hex } from '../grid/h3.js'", 'sideways'],
    ['engine/stats/planted.ts', "import type { Cluster } from '../hotspot/cluster.js'", 'up'],
    ['engine/stats/planted.ts', "export { analyse } from '../analyse.js'", 'up'],
    ['engine/grid/planted.ts', "const later = await import('../output/csv.js')", 'up'],
    ['engine/error.ts', "import { index } from './index.js'", 'up'],
    ['engine/stats/planted.ts', "import { readFileSync } from 'node:fs'", 'not a library of the engine'],
    ['engine/stats/planted.ts', "import { useState } from 'react'", 'not a library of the engine'],
    ['engine/stats/planted.ts', "import { latLngToCell } from 'h3-js'", 'only engine/grid/h3.ts may'],
    [
      'engine/input/planted.ts',
      "import { files } from '../../scripts/node/files.js'",
      'the engine imports nothing outside itself',
    ],
    ['engine/input/planted.ts', "import '../../viewer/state/store.js'", 'the engine imports nothing outside itself'],
    ['scripts/planted.ts', "import { gistar } from '../engine/stats/gistar.js'", 'the door is engine/index'],
    ['viewer/layers/planted.tsx', "import { gistar } from '../../engine/stats/gistar.js'", 'the door is engine/index'],
    ['viewer/layers/planted.tsx', "import { latLngToCell } from 'h3-js'", 'only engine/grid/h3.ts may'],
  ])('finds a planted %s with %s', (path, text, reason) => {
    expect(findings(new Map([[path, text]]))).toEqual([expect.stringMatching(new RegExp(`^${path} imports .*: ${reason}$`))])
  })

  it('finds a folder that is in no layer', () => {
    expect(findings(new Map([['engine/utils/planted.ts', '']]))).toEqual(['engine/utils/planted.ts: utils is in no layer'])
  })

  it.each([
    ['engine/score/planted.ts', "import { NONE } from '../types.js'"],
    ['engine/output/planted.ts', "import { gistar } from '../stats/gistar.js'"],
    ['engine/grid/h3.ts', "import { latLngToCell } from 'h3-js'"],
    ['scripts/planted.ts', "import { analyse } from '../engine/index.js'"],
  ])('accepts %s with %s', (path, text) => {
    expect(findings(new Map([[path, text]]))).toEqual([])
  })
})

describe('package.json', () => {
  it('names every library that is imported, in tests too', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = { ...dependencies, ...devDependencies, ...optionalDependencies, hexbeat: 'itself' }
    const unnamed: string[] = []
    for (const [path, text] of readSources(['engine', 'scripts', 'viewer', 'test'])) {
      if (path.includes('/node_modules/')) continue
      for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
        const library = /^(?:@[^/]+\/)?[^./][^/]*/.exec(fileName)?.[0]
        if (library === undefined || library.startsWith('node:') || library.startsWith('virtual:')) continue
        if (!(library in named) && !(`@types/${library}` in named)) unnamed.push(`${path} imports ${library}`)
      }
    }
    expect(unnamed).toEqual([])
  })
})

describe('README', () => {
  it.each(Object.entries(readmeTables()))(
    'has the table of %s that the source has; HEXBEAT_GOLDEN=write puts it there',
    (name, table) => {
      const path = join(root, 'README.md')
      const between = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`)
      const text = readFileSync(path, 'utf8')
      if (process.env.HEXBEAT_GOLDEN === 'write')
        writeFileSync(
          path,
          text.replace(between, (_, open, close) => `${open}${table}\n${close}`),
        )
      expect(between.exec(readFileSync(path, 'utf8'))?.[0]).toBe(`<!-- ${name} -->\n${table}\n<!-- /${name} -->`)
    },
  )
})
