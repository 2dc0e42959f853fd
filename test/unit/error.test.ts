import { describe, expect, it } from 'vitest'
import { EngineError, ERROR_CODES } from '../../engine/error.js'

describe('EngineError', () => {
  it('says code, meaning, file, line, column, value and hint in one line', () => {
    const error = new EngineError('table-invalid', {
      file: 'harm.csv',
      line: 7,
      column: 'weight',
      value: 'x"1',
      hint: 'Give a number.',
    })
    expect(error.message).toBe(
      'table-invalid: a table has a value that cannot be used (harm.csv, line 7, column weight, value "x\\"1"). Give a number.',
    )
    expect(error).toMatchObject({
      name: 'EngineError',
      code: 'table-invalid',
      file: 'harm.csv',
      line: 7,
      column: 'weight',
      value: 'x"1',
    })
    expect(error).toBeInstanceOf(Error)
  })

  it('leaves out what is not known', () => {
    expect(new EngineError('aborted').message).toBe(`aborted: ${ERROR_CODES.aborted}`)
    expect(new EngineError('file-empty', { file: 'a.csv' }).message).toBe('file-empty: the file holds no data (a.csv)')
  })

  it('cuts a value to 60 characters, and keeps a line break from splitting the message', () => {
    const error = new EngineError('table-invalid', { value: 'x'.repeat(61) })
    expect(error.value).toBe('x'.repeat(60))
    expect(error.message).not.toContain('x'.repeat(61))
    expect(new EngineError('table-invalid', { value: 'a\nb' }).message).not.toContain('\n')
  })

  it('says a value of another type than the types allow', () => {
    const wrong: readonly unknown[] = [null, 12, ['a', 'b']]
    expect(wrong.map((value) => new EngineError('option-invalid', { value: value as string }).value)).toEqual([
      'null',
      '12',
      'a,b',
    ])
  })

  it('has a line of meaning for every code, in lower-case words', () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
      expect(meaning.length, code).toBeGreaterThan(10)
      expect(meaning, code).not.toMatch(/[.\n]$/)
    }
  })
})
