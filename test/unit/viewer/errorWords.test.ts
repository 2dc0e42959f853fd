import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/index.js'
import { errorHint, errorTitle } from '../../../viewer/panels/errorWords.js'

describe('what an error says on the page', () => {
  it('is that it was stopped, not that it failed, and what is open then', () => {
    const stopped = new EngineError('aborted', { hint: 'The results before are still open.' })
    expect(errorTitle(stopped, { over: false })).toBe('Stopped')
    expect(errorHint(stopped, { over: false })).toContain('Nothing is open')
    expect(errorHint(stopped, { over: true })).toBe('The results before are still open.')
  })
  it('is the hint of the engine where there is one', () => {
    const newer = new EngineError('results-newer', { hint: 'Open these results with the hexbeat that made them.' })
    expect(errorTitle(newer, { over: true })).toBe('These results are of a newer hexbeat')
    expect(errorHint(newer, { over: true })).toBe('Open these results with the hexbeat that made them.')
  })
  it('is not of results where files were chosen that are none', () => {
    expect(errorTitle(new EngineError('file-empty', {}), { over: false })).toBe('These files cannot be read')
    expect(errorTitle(new EngineError('results-missing', {}), { over: false })).toBe('These results cannot be opened')
  })
  it('tells a worker that ended from a server that is away', () => {
    expect(errorHint(new Error('The worker stopped: out of memory'), { over: true })).toContain('memory ran out')
    expect(errorHint(new TypeError('Failed to fetch'), { over: false })).toContain('server still running')
  })
})
