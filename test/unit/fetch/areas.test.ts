import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAreas } from '../../../engine/index.js'
import { addresses } from '../../../scripts/fetch/addresses.js'
import { fetchNeighbourhoods } from '../../../scripts/fetch/neighbourhoods.js'
import { fetchStatisticsAreas, forceExtent } from '../../../scripts/fetch/statisticsAreas.js'
import { openStore } from '../../../scripts/fetch/store.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'
import { boundary, type Fixed, policeServer, type Reply, square, statisticsReply, testNetwork } from './policeServer.js'

const API = '/data.police.uk/api/kent'
const LIST = [
  { id: 'b/2', name: 'North' },
  { id: 'B1', name: 'South & West' },
]
const KENT: Record<string, Reply> = {
  [`${API}/neighbourhoods`]: { body: JSON.stringify(LIST) },
  [`${API}/B1/boundary`]: { body: boundary(square(0, 51)) },
  [`${API}/b%2F2/boundary`]: { body: boundary(square(0, 51.1)) },
}

async function beats(replies: Record<string, Reply | Reply[]>, folder = temporaryFolder()) {
  const server = await policeServer(replies)
  const network = testNetwork(server.mirror)
  const run = async () =>
    fetchNeighbourhoods(network, await openStore(folder, 'kent'), { force: 'kent', addresses: addresses() }, () => undefined)
  return { server, folder, run, network }
}

function json(folder: string, name: string) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

describe('fetchNeighbourhoods', () => {
  it('writes one closed ring each as numbers, sorted by code, which the engine reads as beats', async () => {
    const { folder, run } = await beats(KENT)
    await run()
    const { areas, issues } = readAreas(json(folder, 'beats.geojson'), { kind: 'beat', file: 'beats.geojson' })
    expect(issues).toEqual([])
    expect(areas.code).toEqual(['B1', 'b/2'])
    expect(areas.name).toEqual(['South & West', 'North'])
    // a tenth of a degree square at 51.05 N: 11.12 km by 6.99 km
    expect(areas.areaKm2[0]).toBeCloseTo(77.7, 0)
    expect(existsSync(join(folder, 'beats.geojson.part'))).toBe(false)
  })

  it('closes a ring that is open', async () => {
    const open = square(0, 51).slice(0, -1)
    const { folder, run } = await beats({ ...KENT, [`${API}/B1/boundary`]: { body: boundary(open) } })
    await run()
    expect(json(folder, 'beats.geojson').features[0].geometry.coordinates[0]).toEqual(square(0, 51))
  })

  it('goes on after an interruption with the boundaries it has, but for a line that was cut', async () => {
    const broken = await beats({ ...KENT, [`${API}/B1/boundary`]: { status: 500 } })
    await expect(broken.run()).rejects.toMatchObject({ code: 'fetch-failed' })
    const part = join(broken.folder, 'beats.geojson.part')
    writeFileSync(part, `${readFileSync(part, 'utf8')}{"type":"Feature","prop`)
    const later = await beats(KENT, broken.folder)
    await later.run()
    expect(later.server.asked.map(({ path }) => path)).toEqual(
      ['/', '/B1/'].map((id) => `${API}${id === '/' ? '/neighbourhoods' : `${id}boundary`}`),
    )
    expect(json(broken.folder, 'beats.geojson').features).toHaveLength(2)
  })

  it('keeps within the limits of the API for a force of 100 neighbourhoods', async () => {
    const list = Array.from({ length: 100 }, (_, k) => ({ id: `N${k}`, name: `Ward ${k}` }))
    const replies = Object.fromEntries(list.map(({ id }) => [`${API}/${id}/boundary`, { body: boundary(square(0, 51)) }]))
    const { run, network } = await beats({ ...replies, [`${API}/neighbourhoods`]: { body: JSON.stringify(list) } })
    await run()
    // 101 requests, 30 at once, the other 71 at 15 a second
    expect(network.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual((71 / 15) * 1000)
    expect(network.waits).toHaveLength(71)
  })

  it('gives null where a force has none', async () => {
    const { run, folder } = await beats({ [`${API}/neighbourhoods`]: { body: '[]' } })
    expect(await run()).toBeNull()
    expect(existsSync(join(folder, 'beats.geojson'))).toBe(false)
  })

  it.each<[string, Fixed]>([
    ['no list', { body: '{}' }],
    ['a point that is no number', { body: '[{"latitude":"51","longitude":"x"}]' }],
    ['a point without latitude', { body: '[{"longitude":"0"}]' }],
    [
      'latitude beyond the pole',
      {
        body: boundary([
          [0, 51],
          [1, 151],
          [1, 51],
        ]),
      },
    ],
    [
      'two points',
      {
        body: boundary([
          [0, 51],
          [1, 51],
        ]),
      },
    ],
    ['nothing', { body: '[]' }],
  ])('refuses a boundary with %s', async (_, reply) => {
    const { run } = await beats({ ...KENT, [`${API}/B1/boundary`]: reply })
    await expect(run()).rejects.toMatchObject({ code: 'fetch-not-verified', value: 'neighbourhood B1' })
  })

  it.each(['{"a":1}', '[{"id":7,"name":"x"}]', '[null]'])('refuses the list %s', async (body) => {
    const { run } = await beats({ [`${API}/neighbourhoods`]: { body } })
    await expect(run()).rejects.toMatchObject({ code: 'fetch-not-verified' })
  })
})

const SERVICE =
  '/services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services/Wards_December_2024_Boundaries_UK_BGC/FeatureServer/0/query'

/** 450 wards in a row eastward, a tenth of a degree each, of which the first and third of the lower row are in the force. */
const WARDS = Array.from({ length: 450 }, (_, k) => ({ code: `E05${String(1000 - k)}`, ring: square(k / 10, 51) }))

async function wards(reply: Reply | Reply[]) {
  const server = await policeServer({ ...KENT, [SERVICE]: reply })
  const folder = temporaryFolder()
  const network = testNetwork(server.mirror)
  await fetchNeighbourhoods(network, await openStore(folder, 'kent'), { force: 'kent', addresses: addresses() }, () => undefined)
  const run = async () =>
    fetchStatisticsAreas(
      network,
      await openStore(folder, 'kent'),
      {
        name: 'wards.geojson',
        id: 'wards',
        address: addresses()('wards'),
        code: /^WD\d\dCD$/i,
        extent: await forceExtent(folder),
      },
      () => undefined,
    )
  return { server, folder, run }
}

describe('fetchStatisticsAreas', () => {
  it.each([false, true])(
    'fetches page after page and keeps the areas of the force (limit among properties: %s)',
    async (nested) => {
      const { folder, run, server } = await wards(statisticsReply('WD24', WARDS, { nested, most: 2000 }))
      await run()
      const { areas } = readAreas(json(folder, 'wards.geojson'), { kind: 'ward', file: 'wards.geojson' })
      expect(areas.code).toEqual(['E051000'])
      const asked = server.asked
        .filter(({ path }) => path.startsWith(SERVICE))
        .map(({ path }) => new URL(path, 'https://x').searchParams)
      expect(asked.map((query) => query.get('resultOffset'))).toEqual([null, '0', '200', '400'])
      for (const query of asked) {
        expect(query.get('geometry')).toBe('0,51,0.1,51.2')
        expect([query.get('inSR'), query.get('outSR')]).toEqual(['4326', '4326'])
      }
    },
  )

  it('goes by the pages the server gives where they are smaller than asked for', async () => {
    const { run, server } = await wards(statisticsReply('WD24', WARDS, { nested: false, most: 100 }))
    await run()
    expect(server.asked.filter(({ path }) => path.startsWith(SERVICE))).toHaveLength(6)
  })

  it('places an area by its own point where it has one', async () => {
    const point = { LONG: 0.05, LAT: 51.15 }
    const { folder, run } = await wards(
      statisticsReply('WD24', [{ code: 'W1', ring: square(40, 51), more: point }], { nested: false, most: 9 }),
    )
    await run()
    expect(json(folder, 'wards.geojson').features).toHaveLength(1)
  })

  it('does not fetch again what is there', async () => {
    const { run, server } = await wards(statisticsReply('WD24', WARDS, { nested: false, most: 2000 }))
    const first = await run()
    const asked = server.asked.length
    expect(await run()).toEqual(first)
    expect(server.asked).toHaveLength(asked)
  })

  it('says how to find a service that was renamed: an error with status 200', async () => {
    const { run } = await wards({ body: '{"error":{"code":400,"message":"Invalid URL","details":["Invalid URL"]}}' })
    await expect(run()).rejects.toMatchObject({
      code: 'fetch-refused',
      hint: expect.stringMatching(/Invalid URL.*--address wards=URL/),
    })
  })

  it.each<[string, Reply[], string]>([
    [
      'fewer areas than promised',
      [{ body: '{"count":9}' }, statisticsReply('WD24', WARDS.slice(0, 8), { nested: false, most: 99 })],
      'promised',
    ],
    [
      'one area twice',
      [{ body: '{"count":2}' }, statisticsReply('WD24', [WARDS[0], WARDS[0]], { nested: false, most: 99 })],
      'promised',
    ],
    ['no count', [{ body: '{}' }], 'how many'],
    [
      'areas without a code',
      [{ body: '{"count":1}' }, statisticsReply('LAD24', [WARDS[0]], { nested: false, most: 9 })],
      'LAD24CD',
    ],
    [
      'no area in the force',
      [{ body: '{"count":1}' }, statisticsReply('WD24', [WARDS[9]], { nested: false, most: 9 })],
      'None of its areas',
    ],
    [
      'features without shape',
      [{ body: '{"count":1}' }, { body: '{"features":[{"properties":{},"geometry":null}]}' }],
      'not GeoJSON',
    ],
    [
      'coordinates that are no numbers',
      [{ body: '{"count":1}' }, { body: '{"features":[{"properties":{},"geometry":{"coordinates":[["a"]]}}]}' }],
      'not GeoJSON',
    ],
  ])('refuses %s', async (_, replies, hint) => {
    const { run, folder } = await wards(replies)
    await expect(run()).rejects.toMatchObject({ code: 'fetch-not-verified', hint: expect.stringContaining(hint) })
    expect(existsSync(join(folder, 'wards.geojson'))).toBe(false)
  })
})
