import { describe, expect, it } from 'vitest'
import { serve, type WorkerReply, type WorkerRequest } from '../../../scripts/worker.js'
import { streetFile, TWO_WARDS } from '../../helpers/smallForce.js'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The worker's end and the page's end of a channel in one thread; messages are cloned as a worker would. */
function worker(heard: (reply: WorkerReply) => void = () => undefined) {
  const replies: WorkerReply[] = []
  let listener: (event: { data: WorkerRequest }) => void = () => undefined
  const ended = new Promise<WorkerReply>((done) => {
    serve({
      addEventListener: (_, given) => {
        listener = given
      },
      postMessage: (reply) => {
        replies.push(structuredClone(reply))
        heard(reply)
        if (reply.type !== 'progress') done(structuredClone(reply))
      },
    })
  })
  return { post: (data: WorkerRequest) => listener({ data: structuredClone(data) }), replies, ended }
}

function request(crime: string): WorkerRequest {
  const ward = { kind: 'ward', name: 'wards.geojson', bytes: bytes(JSON.stringify(TWO_WARDS)) }
  const inputs = {
    layers: [ward],
    boundary: null,
    parents: [],
    deprivation: [],
    population: null,
    lookup: null,
    decisions: null,
    harm: null,
  }
  return { type: 'analyse', id: 7, crimes: [{ name: '2024-01-smallshire-street.csv', bytes: bytes(crime) }], inputs, options: {} }
}

function withInputs(inputs: object): object {
  const given = request(streetFile('2024-01'))
  return { ...given, inputs: { ...('inputs' in given ? given.inputs : {}), ...inputs } }
}

describe('the worker', () => {
  it('answers with an analysis that survives the way to the page', async () => {
    const { post, ended } = worker()
    post(request(streetFile('2024-01')))
    const reply = await ended
    expect(reply).toMatchObject({ type: 'done', id: 7 })
  })

  it('answers with the plain error', async () => {
    const { post, ended } = worker()
    post(request(''))
    expect(await ended).toMatchObject({
      type: 'failed',
      id: 7,
      error: { code: 'file-empty', file: '2024-01-smallshire-street.csv' },
    })
  })

  it.each<[string, unknown, string]>([
    ['that is none', null, 'type'],
    ['of another type', { ...request(''), type: 'analyze' }, 'type'],
    ['without an id', { ...request(''), id: undefined }, 'id'],
    ['without crimes', { ...request(''), crimes: undefined }, 'crimes'],
    ['whose crimes are one file', { ...request(''), crimes: { name: 'a.csv', bytes: bytes('') } }, 'crimes'],
    ['whose crimes are text', { ...request(''), crimes: [{ name: 'a.csv', bytes: 'Month' }] }, 'crimes'],
    ['without options', { ...request(''), options: undefined }, 'options'],
    ['without inputs', { ...request(''), inputs: undefined }, 'inputs'],
    ['without layers', withInputs({ layers: undefined }), 'inputs.layers'],
    ['without a word on lookups', withInputs({ lookup: undefined }), 'inputs.lookup'],
    ['with a layer of no bytes', withInputs({ layers: [{ kind: 'ward', name: 'wards.geojson' }] }), 'layers'],
    ['with a layer of several, one without a name', withInputs({ layers: [{ files: [{ bytes: bytes('') }] }] }), 'layers'],
    ['with a boundary that is text', withInputs({ boundary: 'force.geojson' }), 'boundary'],
  ])('names what is wrong with a request %s', async (_, given, column) => {
    const { post, ended } = worker()
    post(given as WorkerRequest)
    expect(await ended).toMatchObject({ type: 'failed', error: { code: 'option-invalid', column, hint: expect.any(String) } })
  })

  it('takes a request with the inputs that may be left out', async () => {
    const { post, ended } = worker()
    post({ ...request(streetFile('2024-01')), ...withInputs({ mendRings: true, places: null, factors: [], roads: null }) })
    expect(await ended).toMatchObject({ type: 'done', id: 7 })
  })

  it('stops when asked', async () => {
    const { post, ended } = worker()
    post(request(streetFile('2024-01')))
    post({ type: 'stop', id: 7 })
    expect(await ended).toMatchObject({ type: 'failed', id: 7, error: { code: 'aborted' } })
  })

  it('stops at whatever stage it is', async () => {
    const stages = async (stopAt: string | null) => {
      const { post, replies, ended } = worker((reply) => {
        if (reply.type === 'progress' && reply.stage === stopAt) setTimeout(() => post({ type: 'stop', id: 7 }))
      })
      post(request(streetFile('2024-01')))
      return { last: await ended, stages: replies.flatMap((reply) => (reply.type === 'progress' ? [reply.stage] : [])) }
    }
    const whole = await stages(null)
    expect(whole.stages).toContain('reading')
    expect(new Set(whole.stages).size).toBeGreaterThan(3)
    // the stop that comes with the last word comes too late
    for (const stage of new Set(whole.stages.slice(0, -1)))
      expect((await stages(stage)).last).toMatchObject({ type: 'failed', id: 7, error: { code: 'aborted' } })
  })
})
