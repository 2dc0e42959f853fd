import { describe, expect, it } from 'vitest'
import type { ListedHotspot } from '../../../engine/input/hotspotList.js'
import { decidedChoices, type HotspotChoice, listedHotspots } from '../../../engine/patrol/listedHotspots.js'

const choice = (id: string, lng: number, more: Partial<HotspotChoice> = {}): HotspotChoice => ({
  id,
  name: `Found ${id}`,
  lng,
  lat: 52,
  radiusM: 80,
  monthly: 3,
  found: null,
  excluded: '',
  reasonChanged: '',
  ids: [id],
  ...more,
})
const row = (id: string, lng: number, more: Partial<ListedHotspot> = {}): ListedHotspot => ({
  id,
  name: id,
  beat: '',
  lng,
  lat: 52,
  radiusM: 150,
  problem: 'asb',
  offences12m: 24,
  include: true,
  reasonChanged: '',
  decidedBy: '',
  publishedPoint: false,
  ...more,
})
/** Degrees of so many metres east at 52 north. */
const east = (metres: number) => metres / 68_500

describe('listedHotspots', () => {
  it('keeps what people changed in a row under its own id, and what the run found', () => {
    const list = [row('a', east(40), { name: 'Car park', include: false, reasonChanged: 'gate locked', decidedBy: 'Insp' })]
    const { choices } = listedHotspots([choice('a', 0)], 'asb', list)
    expect(choices).toEqual([
      choice('a', east(40), {
        name: 'Car park',
        radiusM: 150,
        excluded: 'gate locked',
        reasonChanged: 'gate locked',
      }),
    ])
  })

  it('finds one that has moved within 150 m, once, under the id of the run; farther off it is one of the list', () => {
    const found = [choice('new', 0), choice('other', east(2000))]
    const list = [row('old', east(140), { include: false }), row('beside', east(120)), row('far', east(2160))]
    const { choices, notFound, notListed, uncounted } = listedHotspots(found, 'asb', list)
    expect(choices.map(({ id, ids, monthly, radiusM }) => [id, ids, monthly, radiusM])).toEqual([
      ['new', ['new', 'old'], 3, 80],
      ['beside', ['beside'], 2, 150],
      ['far', ['far'], 2, 150],
    ])
    expect(choices[0].excluded).toBe('left out in the list of hotspots')
    expect([notFound, notListed.map(({ id }) => id), uncounted]).toEqual([2, ['other'], 0])
  })

  it('leaves rows of other problems and says so, and does not know what to expect where the list says no number', () => {
    const list = [row('a', 0, { problem: 'retail' }), row('b', 0, { problem: '', offences12m: Number.NaN })]
    const { choices, otherProblem, uncounted } = listedHotspots([], 'asb', list)
    expect(choices.map(({ id, monthly }) => [id, monthly])).toEqual([['b', Number.NaN]])
    expect([otherProblem, uncounted]).toEqual([1, 1])
  })
})

describe('decidedChoices', () => {
  it('leaves out what people left out', () => {
    const said: Record<string, string> = { 'a include': 'no', 'b include': 'yes', 'b reason_changed': 'check lights' }
    const choices = decidedChoices([choice('a', 0), choice('b', 1)], (id, column) => said[`${id} ${column}`] ?? '')
    expect(choices.map(({ excluded, reasonChanged }) => [excluded, reasonChanged])).toEqual([
      ['left out in the list of hotspots', ''],
      ['', 'check lights'],
    ])
  })
})
