import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import { ANALYSE_DEFAULTS, type AnalyseOptions, resolveOptions } from '../../engine/options.js'

function refusal(options: Partial<AnalyseOptions>): unknown {
  try {
    resolveOptions(options)
  } catch (error) {
    if (error instanceof EngineError) return { code: error.code, column: error.column, value: error.value, hint: error.hint }
    throw error
  }
  return null
}

describe('resolveOptions', () => {
  it('gives the defaults when nothing is asked for, as a copy', () => {
    expect(resolveOptions({})).toEqual(ANALYSE_DEFAULTS)
    expect(resolveOptions({})).not.toBe(ANALYSE_DEFAULTS)
  })

  it('keeps 0 and false, and takes undefined as not given', () => {
    const all = resolveOptions(Object.assign(JSON.parse('{"seed":0,"resolution":0,"institutions":false}'), { ring: undefined }))
    expect([all.seed, all.resolution, all.institutions, all.ring]).toEqual([0, 0, false, 1])
  })

  it('leaves the caller’s object as it was', () => {
    const given = Object.freeze({ resolution: 8 })
    expect(resolveOptions(given).resolution).toBe(8)
  })

  it.each(['resolutoin', 'toString', 'constructor'])('refuses the unknown option %s by name', (name) => {
    expect(refusal(JSON.parse(`{"${name}":9}`))).toMatchObject({ code: 'option-unknown', value: name })
  })

  it.each([
    ['resolution', 16, 'resolution-invalid'],
    ['resolution', -1, 'resolution-invalid'],
    ['resolution', 8.5, 'resolution-invalid'],
    ['resolution', Number.NaN, 'resolution-invalid'],
    ['ring', 0, 'option-invalid'],
    ['ring', 6, 'option-invalid'],
    ['ring', 1.5, 'option-invalid'],
    ['measure', 'count', 'option-invalid'],
    ['permute', 'none', 'option-invalid'],
    ['seed', -1, 'option-invalid'],
    ['seed', 0.5, 'option-invalid'],
    ['seed', 2 ** 60, 'option-invalid'],
    ['from', '2024-13', 'option-invalid'],
    ['from', '2024-1', 'option-invalid'],
    ['to', 'January 2024', 'option-invalid'],
    ['institutions', 'no', 'option-invalid'],
    ['boundaryFromData', 1, 'option-invalid'],
    ['problems', 'asb', 'option-invalid'],
    ['categories', 'burglary', 'option-invalid'],
  ])('refuses %s %s and names it', (column, value, code) => {
    expect(refusal(JSON.parse(JSON.stringify({ [column]: Number.isNaN(value) ? 'NaN' : value })))).toMatchObject({
      code,
      column,
      value: String(value),
    })
  })

  it('refuses a period that starts after its end, and takes one of a single month', () => {
    expect(refusal({ from: '2024-03', to: '2024-02' })).toMatchObject({
      code: 'option-invalid',
      column: 'from',
      value: '2024-03',
    })
    expect(resolveOptions({ from: '2024-02', to: '2024-02' })).toMatchObject({ from: '2024-02', to: '2024-02' })
  })
})
