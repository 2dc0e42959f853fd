import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../../../scripts/help.js'
import { CONFIG_FLAGS, CONFIG_SECTIONS, readConfig } from '../../../scripts/node/config.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

function config(text: string): { path: string; folder: string } {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'settings'))
  const path = join(folder, 'settings/hexbeat.json')
  writeFileSync(path, text)
  return { path, folder }
}

describe('readConfig', () => {
  it('resolves every path against the file, and leaves names alone', async () => {
    const { path, folder } = config(
      JSON.stringify({
        $schema: 'anything',
        crime: ['../crime', '-'],
        wards: 'wards.geojson',
        areas: { lpa: '../lpas.geojson' },
        codeColumn: { lpa: 'LPA' },
        deprivation: ['iod.csv'],
        harm: 'css',
        measure: 'harm',
        ring: 2,
        excel: true,
        categories: ['burglary', 'robbery'],
      }),
    )
    expect(await readConfig(path)).toEqual({
      operands: [join(folder, 'crime'), '-'],
      wards: join(folder, 'settings/wards.geojson'),
      areas: { lpa: join(folder, 'lpas.geojson') },
      codeColumn: { lpa: 'LPA' },
      deprivation: [join(folder, 'settings/iod.csv')],
      harm: 'css',
      measure: 'harm',
      ring: 2,
      excel: true,
      categories: ['burglary', 'robbery'],
    })
  })

  it('takes a harm file as a path', async () => {
    const { path, folder } = config('{"harm":"./cchi.csv"}')
    expect(await readConfig(path)).toMatchObject({ harm: join(folder, 'settings/cchi.csv') })
  })

  it('names the nearest key and the line of an unknown one', async () => {
    const { path } = config('{\n  "ring": 1,\n  "resolutoin": 9\n}')
    await expect(readConfig(path)).rejects.toMatchObject({
      code: 'config-invalid',
      file: 'hexbeat.json',
      line: 3,
      column: 'resolutoin',
      hint: 'Did you mean resolution?',
    })
  })

  it.each([
    ['{"ring":"1"}', 'ring', '"1"'],
    ['{"ring":1.5}', 'ring', '1.5'],
    ['{"excel":"yes"}', 'excel', '"yes"'],
    ['{"measure":"sum"}', 'measure', '"sum"'],
    ['{"wards":""}', 'wards', '""'],
    ['{"wards":null}', 'wards', 'null'],
    ['{"deprivation":"one.csv"}', 'deprivation', '"one.csv"'],
    ['{"deprivation":[1]}', 'deprivation', '[1]'],
    ['{"areas":["lpa"]}', 'areas', '["lpa"]'],
    ['{"areas":{"lpa":3}}', 'areas', '{"lpa":3}'],
    ['{"areas":"lpas.geojson"}', 'areas', '"lpas.geojson"'],
    ['{"crime":[]}', 'crime', '[]'],
  ])('refuses %s', async (text, column, value) => {
    await expect(readConfig(config(text).path)).rejects.toMatchObject({ code: 'config-invalid', line: 1, column, value })
  })

  it.each(['', '[]', 'ring: 1', '{"ring":1,}', '3', 'null'])('refuses what is not a JSON object: %j', async (text) => {
    await expect(readConfig(config(text).path)).rejects.toMatchObject({ code: 'config-invalid', file: 'hexbeat.json' })
  })

  it('says when there is no such file', async () => {
    await expect(readConfig(join(temporaryFolder(), 'none.json'))).rejects.toMatchObject({
      code: 'file-missing',
      file: 'none.json',
    })
  })

  it('says of a folder that it is one, and of another encoding how to save it', async () => {
    const { path } = config('{}')
    await expect(readConfig(dirname(path))).rejects.toMatchObject({ code: 'file-unreadable', hint: /folder/ })
    writeFileSync(path, Buffer.from('\uFEFF{"ring":1}', 'utf16le'))
    await expect(readConfig(path)).rejects.toMatchObject({ code: 'file-unreadable', hint: /UTF-8/ })
  })

  it('gives each command its own flags, and checks those of the others', async () => {
    const text = '{ "crime": ["2024-01"], "bases": { "hubs": 3 }, "priority": { "size": "1-2" } }'
    expect(await readConfig(config(text).path, 'bases')).toMatchObject({ hubs: 3 })
    expect(await readConfig(config(text).path, 'priority')).toMatchObject({ size: '1-2' })
    expect(await readConfig(config(text).path)).not.toHaveProperty('hubs')
    await expect(readConfig(config('{ "bases": { "hubz": 3 } }').path, 'priority')).rejects.toMatchObject({
      code: 'config-invalid',
      column: 'hubz',
    })
    await expect(readConfig(config('{ "bases": 3 }').path)).rejects.toMatchObject({ code: 'config-invalid', column: 'bases' })
  })
})

describe('configSchema', () => {
  it('has the keys that are read, and no others', () => {
    const { properties, additionalProperties } = configSchema(CONFIG_FLAGS, CONFIG_SECTIONS)
    expect(additionalProperties).toBe(false)
    expect(Object.keys(Object(properties))).toEqual(
      expect.arrayContaining(['$schema', 'crime', 'boundaryFromData', 'codeColumn', 'out']),
    )
    expect(Object.keys(Object(properties))).not.toContain('config')
    expect(Object.keys(Object(Object(properties).priority.properties))).toContain('areaDraws')
    expect(Object.keys(Object(properties))).toHaveLength(CONFIG_FLAGS.length + CONFIG_SECTIONS.size + 2)
  })
})
