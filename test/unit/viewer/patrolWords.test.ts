import { describe, expect, it } from 'vitest'
import type { Document } from '../../../viewer/load/document.js'
import { stylesOf, withoutStyles } from '../../../viewer/panels/patrol/fillSheet.js'
import { readStart } from '../../../viewer/panels/patrol/readStart.js'
import {
  areaOption,
  askedWords,
  briefingCommand,
  dateFault,
  hourMarks,
  MUST,
  noPlanWords,
  otherAreaWords,
  patrolCommand,
  planTitle,
  planWords,
  shiftFault,
  visitBlocks,
  windowFault,
} from '../../../viewer/patrolWords.js'
import { beatAsked, shiftMoved } from '../../../viewer/state/patrolActions.js'
import { isDay, readShift, sameCrews, shiftText } from '../../../viewer/state/shift.js'
import { readHash, SETTINGS, writeHash } from '../../../viewer/state/url.js'
import type { PatrolAbout, ShiftAsked, ShownVisit } from '../../../viewer/worker/patrolTask.js'

const SHIFT: ShiftAsked = {
  ...{ area: { kind: 'beat', code: 'N25' }, date: '2026-10-09', from: 22 * 60, to: 6 * 60 + 30, vehicle: 1, foot: 2 },
  start: { lng: -1.985, lat: 52.62 },
  ...{ mustDo: [], requests: [] },
}
const visit = (order: number, from: number, to: number): ShownVisit => ({
  ...{ crew: 0, order, id: `h${order}`, name: '', number: order, window: '', from, to, minutes: 15, travelMinutes: 2 },
  ...{ must: '', why: '', task: '', look: '' },
})

describe('the plan of the beat chosen in sergeant mode', () => {
  const area = (code: string) => ({ kind: 'beat', code, name: '', hotspots: {}, listed: {} })
  const about: PatrolAbout = {
    ...{ dataTo: '2026-09-30', problems: [{ id: 'asb', words: 'ASB' }], areas: [area('N02'), area('N25')], force: {} },
    own: { shift: { ...SHIFT, mustDo: ['asb@1'] }, problem: 'asb', demo: false },
  }
  const usual = { shift: null, problem: null }
  it('is of that beat, with the hours and crews of the run and none of its hotspots', () => {
    const moved = shiftMoved({ kind: 'beat', code: 'N02' }, usual, about)
    expect(moved).toEqual({ shift: { ...SHIFT, area: { kind: 'beat', code: 'N02' } }, problem: 'asb' })
  })
  it('stays as it is where it is of that beat already, and where that beat cannot be planned', () => {
    expect(shiftMoved({ kind: 'beat', code: 'N25' }, usual, about)).toBeNull()
    expect(shiftMoved({ kind: 'beat', code: 'X9' }, usual, about)).toBeNull()
  })
  it('goes by the beat of sergeant mode alone', () => {
    const layer = { kind: 'beat', file: 'beats', label: 'beats', count: 2, outside: 0, rankedBy: 'volume' as const }
    const results = { document: { layers: [layer] } as unknown as Document }
    const beat = { list: 'beats', id: 'N02' }
    expect(beatAsked({ mode: 'sergeant', beat }, results)).toEqual({ kind: 'beat', code: 'N02' })
    expect(beatAsked({ mode: null, beat }, results)).toBeNull()
    expect(beatAsked({ mode: 'sergeant', beat: null }, results)).toBeNull()
  })
  it('says which area a plan of another one is for', () => {
    const [wanted, shown] = ['N02', 'N25'].map((code) => ({ kind: 'beat', code }))
    expect(otherAreaWords(wanted, shown, true, true)).toBe(
      'This is the plan of the run for N25, not for N02, the beat chosen under Places.',
    )
    expect(otherAreaWords(wanted, null, false, false)).toMatch(/^This is a plan for the whole force.*nothing to plan N02 from\.$/)
  })
})

describe('a day to be planned', () => {
  it('is refused where it is none, or before the data ends', () => {
    expect(dateFault('', '2026-09-30')).toBe('That is no date.')
    expect(dateFault('2020-01-01', '2026-09-30')).toBe('Before the data ends (30 Sep 2026).')
    expect([dateFault('2026-09-30', '2026-09-30'), dateFault('2027-01-01', '2026-09-30')]).toEqual(['', ''])
  })
})

describe('a shift in the address', () => {
  it('comes back as it was, over midnight and without a start', () => {
    expect(shiftText(SHIFT)).toBe('beat:N25;2026-10-09;22:00-06:30;1v2f;-1.98500,52.62000')
    for (const shift of [SHIFT, { ...SHIFT, area: null, start: null }, { ...SHIFT, area: { kind: 'a:b', code: 'c' } }])
      expect(readShift(shiftText(shift))?.date).toBe('2026-10-09')
    expect(readShift(shiftText(SHIFT))).toEqual(SHIFT)
    expect(readHash(writeHash({ ...SETTINGS, shift: SHIFT })).shift).toEqual(SHIFT)
  })

  it('keeps its crews over another day or area, not over other hours, numbers or starts', () => {
    expect(sameCrews(SHIFT, { ...SHIFT, area: null, date: '2026-10-10', start: { lng: -1.985, lat: 52.62 } })).toBe(true)
    for (const other of [{ from: 0 }, { to: 0 }, { vehicle: 2 }, { foot: 1 }, { start: null }])
      expect(sameCrews(SHIFT, { ...SHIFT, ...other })).toBe(false)
  })

  it('holds what is asked for, whatever names hold', () => {
    const asked: ShiftAsked = {
      ...{ ...SHIFT, start: null, mustDo: ['asb@1_2'] },
      requests: [{ at: { lng: -1.9, lat: 52.61 }, window: { from: 1020, to: 1110 }, fixed: false, name: 'Hall; 1/2' }],
    }
    expect(shiftText(asked)).toBe(
      'beat:N25;2026-10-09;22:00-06:30;1v2f;must:asb%401_2;ask:-1.90000%2C52.61000/17%3A00-18%3A30/preferred/Hall%3B%201%2F2',
    )
    expect(readShift(shiftText(asked))).toEqual(asked)
  })

  it('is none where any of it cannot be read', () => {
    const text = shiftText(SHIFT)
    for (const [part, wrong] of [
      ['2026-10-09', '2026-02-30'],
      ['22:00', '25:00'],
      ['1v2f', '0v0f'],
      ['1v2f', '9v9f'],
      ['beat:', ''],
      ['-1.98500,52.62000', 'north'],
      ['52.62000', '52.62000;ask:only-a-place'],
      ['52.62000', '52.62000;ask:-1.9,52.6/17:00-/fixed/Hall'],
      ['52.62000', '52.62000;ask:-1.9,95.6//fixed/Hall'],
      ['52.62000', '52.62000;ask:id//perhaps/Hall'],
      ['52.62000', '52.62000;must:%'],
    ])
      expect(readShift(text.replace(part, wrong)), wrong).toBeNull()
    expect(readShift(null)).toBeNull()
    expect([isDay('2026-02-28'), isDay('2026-02-29'), isDay('today')]).toEqual([true, false, false])
  })
})

describe('words of a plan', () => {
  it('name what a print of it is of', () => {
    expect(planTitle(null)).toBe('Patrol plan')
    expect(planTitle({ area: 'Old Town (beat B1)', day: 'Fri 10 Apr 2026' })).toBe(
      'Patrol plan: Old Town (beat B1), Fri 10 Apr 2026',
    )
  })

  it('says how much of the time is planned', () => {
    const visits = [visit(1, 0, 60), visit(2, 0, 60)]
    expect(planWords({ visits, crews: [], share: 0.974 })).toBe(
      '2 visits by 0 crews, 30 minutes in hotspots; 97\u00a0% of useful time planned, ways included.',
    )
  })

  it('says why there is none: published points, no times, an earlier version', () => {
    const document = (snapped: boolean, files: readonly string[]) =>
      ({ resolution: { snapped }, files: files.map((name) => ({ name })) }) as unknown as Document
    expect(noPlanWords(document(true, []))).toMatch(/^Published points and months say neither where nor when/)
    expect(noPlanWords(document(false, []))).toMatch(/^No record says when it was committed/)
    expect(noPlanWords(document(false, ['peak-windows.csv']))).toContain('planning.json')
  })

  it('names areas with how many hotspots they have, and asks about long shifts', () => {
    const area = { kind: 'beat', code: 'N25', name: 'Falmere', hotspots: { asb: 27 }, listed: { asb: 5 } }
    expect([areaOption(area, 'asb'), areaOption(area, 'retail')]).toEqual([
      'N25 Falmere (27 places known, 5 listed)',
      'N25 Falmere (0 places known, 0 listed)',
    ])
    expect([shiftFault(14 * 60, 22 * 60), shiftFault(22 * 60, 6 * 60)]).toEqual(['', ''])
    expect(shiftFault(14 * 60, 13 * 60)).toBe('A shift of 23 hours: check start and end.')
  })

  it('puts visits whose windows meet into one block, in order', () => {
    const blocks = visitBlocks([visit(1, 0, 90), visit(2, 0, 90), visit(3, 90, 180), visit(4, 200, 260)])
    expect(blocks.map(({ from, to, visits }) => [from, to, visits.map(({ order }) => order)])).toEqual([
      [0, 90, [1, 2]],
      [90, 180, [3]],
      [200, 260, [4]],
    ])
  })

  it('says what is asked for', () => {
    const at = { lng: -1.9, lat: 52.6 }
    const nameOf = (id: string) => `name of ${id}`
    expect(askedWords({ at, window: { from: 1020, to: 0 }, fixed: true, name: 'Hall' }, nameOf)).toBe(
      'Hall, 17:00 to 00:00: must be made',
    )
    expect(askedWords({ at: 'h1', window: null, fixed: false, name: 'old' }, nameOf)).toBe('name of h1: where it fits')
  })

  it('refuses a visit that ends before it begins, but for one over the midnight of a shift', () => {
    const [day, night] = [
      { from: 14 * 60, to: 22 * 60 },
      { from: 22 * 60, to: 6 * 60 },
    ]
    const fault = (from: number, to: number, shift = day) => windowFault({ from: from * 60, to: to * 60 }, shift)
    expect(fault(18, 17)).toBe(
      'It would have to end before it begins: “not before” is 18:00, “not after” 17:00. Turn them round.',
    )
    const refused = [fault(18, 18), fault(21, 1), fault(4, 3, night), fault(23, 23, night)]
    expect(refused.every((words) => words !== '')).toBe(true)
    expect([fault(17, 18.5), fault(21, 0), fault(23, 1, night), fault(1, 3, night)]).toEqual(['', '', '', ''])
  })

  it('names apart visits that are asked for and those worth most', () => {
    expect([MUST.asked, MUST.worth, MUST['']]).toEqual(['must: asked for', 'must: worth most', ''])
  })

  it('marks whole hours, no more than fit', () => {
    expect(hourMarks(30, 270, 9)).toEqual([60, 120, 180, 240])
    expect(hourMarks(0, 600, 5)).toEqual([0, 120, 240, 360, 480, 600])
  })

  it('reads a start in metres, degrees or letters, and nothing outside Great Britain', () => {
    expect(readStart('401813, 300723')).toEqual({ grid: true, x: 401813, y: 300723 })
    expect(readStart('-1.985 52.62')).toEqual({ grid: false, x: -1.985, y: 52.62 })
    // the middle of a square of 100 m
    expect(readStart('SP 753 605')).toEqual({ grid: true, x: 475350, y: 260550 })
    expect(readStart('st 5900 7300')).toEqual({ grid: true, x: 359005, y: 173005 })
    for (const text of ['', 'station', '52.62, -1.985', '1, 2, 3', 'SP 753 60', 'ZZ 12 34'])
      expect(readStart(text), text).toBeUndefined()
  })
})

describe('commands', () => {
  const document = {
    ...{ force: 'Smallshire', marking: 'OFFICIAL-SENSITIVE', options: { problems: ['asb', 'serious-violence'], seed: 7 } },
    inputs: [
      { role: 'beat', name: 'beats.geojson' },
      { role: 'crews', name: 'late.csv' },
    ],
    sources: [{ name: 'extract.csv', forces: ['Smallshire'] }],
    layers: [{ kind: 'beat' }],
    ...{ factors: [], files: [{ name: 'patrol-visits.csv' }], priority: undefined },
  } as unknown as Document

  it('make the plan from the crime files, with the run’s own inputs and seed', () => {
    expect(patrolCommand(document, SHIFT, 'asb', false).text).toBe(
      'hexbeat patrol extract.csv \\\n  --beats beats.geojson \\\n  --seed 7 \\\n  --problem asb \\\n  --beat N25 \\\n  --date 2026-10-09 \\\n  --crews crews.csv \\\n  --out results-again',
    )
    expect(patrolCommand(document, { ...SHIFT, area: { kind: 'sector', code: 'S 1' } }, 'asb', false).text).toContain(
      "--in 'sector=S 1'",
    )
    expect(patrolCommand(document, { ...SHIFT, area: null }, 'asb', false).text).not.toMatch(/--beat |--in/)
  })

  it('ask for what is asked for: hotspots by id, visits in a file', () => {
    const asked = { ...SHIFT, mustDo: ['asb@-1.91000_52.49000', 'asb@-1.9_52.5'] }
    expect(patrolCommand(document, asked, 'asb', true).text).toContain(
      '--crews crews.csv \\\n  --must-do asb@-1.91000_52.49000 \\\n  --must-do asb@-1.9_52.5 \\\n  --requests requests.csv \\\n  --out',
    )
  })

  it('write the briefing of an area', () => {
    expect(briefingCommand(document, { kind: 'ward', code: 'W1' }).text).toContain('--in ward=W1 \\\n  --briefing')
  })
})

describe('a sheet in a frame', () => {
  it('takes its styles out of the markup', () => {
    const html = '<style>a{b:c}</style><col style="width:6mm"><p>said &quot; style=&quot;</p>'
    expect([stylesOf(html), withoutStyles(html)]).toEqual([
      'a{b:c}',
      '<col data-style="width:6mm"><p>said &quot; style=&quot;</p>',
    ])
  })
})
