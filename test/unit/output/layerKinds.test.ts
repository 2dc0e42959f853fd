import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refuseKinds } from '../../../engine/output/layerKinds.js'

const SOURCES = join(import.meta.dirname, '../../../engine/output')

describe('the kinds of areas', () => {
  it('may be any word that names no other file', () => {
    expect(() => refuseKinds(['ward', 'beat', 'sector', 'lsoa', 'lpa', 'school-zone', 'block2'])).not.toThrow()
  })

  it('are not those of other tables: all files the engine writes are known', () => {
    const stems = readdirSync(SOURCES).flatMap((name) =>
      [...readFileSync(join(SOURCES, name), 'utf8').matchAll(/(?:\bfile: |tabled\(|pair\()'([a-z-]+)'|'(cube)\.csv'/g)].map(
        (found) => found[1] ?? found[2],
      ),
    )
    expect(stems.length).toBeGreaterThan(25)
    for (const stem of stems) expect(() => refuseKinds([stem]), stem).toThrow('option-invalid')
  })

  it.each([
    [['ward', 'ward'], 'ward'],
    [['ward', 'wards'], 'wards'],
    [['../x'], '../x'],
    [['.ward'], '.ward'],
    [[''], ''],
  ])('are refused where files would be mixed up or lie elsewhere: %j', (kinds, value) => {
    expect(() => refuseKinds(kinds)).toThrow(expect.objectContaining({ code: 'option-invalid', value }))
  })
})
