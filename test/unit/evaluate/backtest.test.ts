import { describe, expect, it } from 'vitest'
import { type BacktestOptions, backtest } from '../../../engine/evaluate/backtest.js'
import type { Expectation, History } from '../../../engine/evaluate/expectation.js'
import { always, countHistory, meanOfLast } from '../../helpers/countHistory.js'

const OPTIONS: BacktestOptions = { delay: 0, staffedKm2: null, hotspots: null, seed: 1 }
const PLAIN = meanOfLast(12)
const run = (history: History, options: Partial<BacktestOptions> = {}, rivals: readonly Expectation[] = []) =>
  backtest(history, PLAIN, rivals, { ...OPTIONS, ...options })

/** Ten units of 1 km2: the first had most in each of 12 months, the second has most in the 13th. */
const YEAR = Array.from({ length: 12 }, () => [5, 3, 1, 0, 0, 0, 0, 0, 0, 0])
const THIRTEENTH = [2, 4, 0, 0, 0, 0, 0, 0, 0, 2]
const HISTORY = countHistory([...YEAR, THIRTEENTH])

describe('backtest of one window, by hand', () => {
  const found = run(HISTORY, { staffedKm2: 2 })

  it('tests the month after 12, at the six budgets and the ground that can be staffed, which is primary', () => {
    expect(found).toMatchObject({
      windows: [228],
      missing: [],
      basis: 'list',
      blockLength: 0,
      units: 10,
      areaKm2: 10,
      primary: 6,
    })
    expect(found.budgets.map(({ id }) => id)).toEqual(['0.25%', '0.5%', '1%', '2%', '5%', '10%', 'staffed'])
    expect(found.budgets[6]).toEqual({ id: 'staffed', share: 0.2, km2: 2 })
    expect([...found.crimes]).toEqual([8])
  })

  it('counts what the ground chosen held: a tenth of a unit holds a tenth of its offences', () => {
    const held = found.methods[0].series.map((series) => series.held[0])
    for (const [budget, value] of [0.05, 0.1, 0.2, 0.4, 1, 2, 6].entries()) expect(held[budget]).toBeCloseTo(value, 12)
    for (const [budget, value] of [0.1, 0.2, 0.4, 0.8, 2, 4, 6].entries()) expect(found.most[budget][0]).toBeCloseTo(value, 12)
  })

  it('gives hit rate, PAI and PEI, without a spread for one window', () => {
    const { hit, pai, pei, difference, better, equal, autocorrelation } = found.methods[0].records[5]
    const alone = (value: number) => ({ value, low: Number.NaN, high: Number.NaN })
    expect(hit).toEqual(alone(0.25))
    expect(pai).toEqual(alone(2.5))
    expect(pei).toEqual(alone(0.5))
    expect(difference).toEqual(alone(0))
    expect({ better, equal, autocorrelation }).toEqual({ better: 0, equal: 1, autocorrelation: Number.NaN })
  })

  it('scores the number of offences: deviance, and what fell where nothing was expected', () => {
    const { quantity } = found.methods[0]
    expect(quantity).toMatchObject({ expected: 9, observed: 8, unexpected: 2 })
    const [x, y] = [2 * (2 * Math.log(2 / 5) + 3), 2 * (4 * Math.log(4 / 3) - 1)]
    const nowhere = 2 * (2 * Math.log(200) - 1.99)
    expect(quantity.deviance).toBeCloseTo(x + y + 2 * 1 + 6 * 0.02 + nowhere, 12)
    // tenths of 0.9: the unit of 5 makes five and a half of them and held 2
    expect(quantity.tenths.expected[0]).toBeCloseTo(0.9, 12)
    expect(quantity.tenths.observed[0]).toBeCloseTo(0.9 * (2 / 5), 12)
    expect(quantity.tenths.observed[7]).toBeCloseTo(0.9 * (4 / 3), 12)
    expect(quantity.tenths.observed[9]).toBeCloseTo(0, 12)
  })
})

describe('backtest', () => {
  it('ranks by offences per km2 inside the area, not by offences', () => {
    // 6 on 6 km2 against 2 on half a km2
    const rows = Array.from({ length: 13 }, () => [6, 2, 0])
    const { methods, most } = run(countHistory(rows, [6, 0.5, 3.5]), { staffedKm2: 0.5 })
    expect(methods[0].series[6].held[0]).toBe(2)
    expect(most[6][0]).toBe(2)
  })

  it('keeps what is not known at the origin from the methods: the months of the delay, and the month itself', () => {
    const seen: [number, number, number[]][] = []
    const spy: Expectation = {
      id: 'spy',
      label: 'Spy',
      expect(history, target) {
        seen.push([target, history.months.length, history.months.slice(-1)])
        return new Float64Array(history.units)
      },
    }
    run(countHistory(Array.from({ length: 16 }, () => YEAR[0])), { delay: 2 }, [spy])
    // 12 months before 230 - 2 are 216 to 227
    expect(seen).toEqual([
      [230, 12, [227]],
      [231, 13, [228]],
    ])
    const peek: Expectation = { ...spy, expect: (history, target) => history.count(target) }
    expect(() => run(HISTORY, {}, [peek])).toThrow(/Month 228 was not known/)
  })

  it('takes a missing month for no window, not for one without crime', () => {
    const rows = [...YEAR, THIRTEENTH, null, THIRTEENTH, THIRTEENTH.map(() => 0), THIRTEENTH]
    const { windows, missing, crimes, methods } = run(countHistory(rows))
    expect(windows).toEqual([228, 230, 231, 232])
    expect(missing).toEqual([229])
    // the month without crime stays: nothing on either side
    expect([...crimes]).toEqual([8, 8, 0, 8])
    expect(methods[0].records[5].hit.value).toBe(methods[0].records[5].held / 24)
  })

  it('counts hotspots as they are drawn, and those drawn in hindsight as the most', () => {
    // a hotspot is half of the unit with most and half of its right neighbour
    const draw = (offences: Float64Array) => {
      const inside = new Float64Array(offences.length)
      const top = offences.indexOf(Math.max(...offences))
      inside.fill(0.5, top, top + 2)
      return { inside, km2: 1 }
    }
    const hotspots = { history: HISTORY, methods: [PLAIN], draw }
    const { budgets, primary, methods, most, chosen, oracle } = run(HISTORY, { hotspots, staffedKm2: 1 })
    const last = budgets.length - 1
    expect([budgets[primary].id, budgets[last]]).toEqual(['staffed', { id: 'hotspots', share: 0.1, km2: 1 }])
    expect([...(chosen.hotspots ?? []), oracle.hit[last]]).toEqual([0, Number.NaN])
    expect(methods[0].series[last]).toEqual({ held: Float64Array.of(3), areaShare: Float64Array.of(0.1) })
    expect(most[last][0]).toBe(2)
    const { hit, pai, pei } = methods[0].records[last]
    expect([hit.value, pai.value, pei.value]).toEqual([3 / 8, 3 / 8 / 0.1, 1.5])
  })

  it('reports the method chosen before each window, with the record of just those', () => {
    // the rival knows better; it may take over after 12 windows
    const rows = [...YEAR, ...Array.from({ length: 15 }, () => [0, 6, 0, 0, 0, 0, 0, 0, 0, 0])]
    const stays = always('stays', [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    const found = backtest(countHistory(rows), stays, [always('right', [0, 1, 0, 0, 0, 0, 0, 0, 0, 0])], {
      ...OPTIONS,
      staffedKm2: 1,
    })
    expect([...found.chosen.method]).toEqual([...Array(12).fill(0), 1, 1, 1])
    expect([...found.chosen.series[6].held]).toEqual([...Array(12).fill(0), 6, 6, 6])
    expect(found.chosen.records[6]).toMatchObject({ held: 18, better: 3, equal: 12 })
    expect(found.chosen.records[6].hit).toEqual({ value: 18 / 90, low: 0, high: 1 })
    expect(found).toMatchObject({ basis: 'range', next: 1 })
    expect(found.verdicts[0]).toMatchObject({ windows: 15, better: 15, replaces: true })
  })

  it('has an interval and a block length from 24 windows, and the same numbers again', () => {
    const rows = Array.from({ length: 40 }, (_, month) => YEAR[0].map((count, unit) => (count * 7 + month * 5 + unit * 3) % 6))
    const found = run(countHistory(rows), {}, [meanOfLast(3)])
    expect(found).toMatchObject({ basis: 'bootstrap', blockLength: 4 })
    const { hit, pei } = found.methods[0].records[2]
    expect(hit.low).toBeLessThan(hit.value)
    expect(hit.high).toBeGreaterThan(hit.value)
    expect(pei.high).toBeLessThanOrEqual(1)
    expect(run(countHistory(rows), {}, [meanOfLast(3)])).toEqual(found)
  })

  it('is plain data that another thread can be sent', () => {
    const found = run(HISTORY)
    expect(structuredClone(found)).toEqual(found)
  })

  it('refuses what cannot be tested', () => {
    expect(() => run(countHistory(YEAR))).toThrow(/series-too-short.*at least 1 after them/)
    expect(() => run(HISTORY, { delay: 1 })).toThrow(/series-too-short.*at least 2 after them/)
    expect(() => run(HISTORY, { delay: 0.5 })).toThrow(/option-invalid.*delay/)
    expect(() => run(HISTORY, { delay: -1 })).toThrow(/option-invalid.*delay/)
    expect(() => run(HISTORY, { staffedKm2: 0 })).toThrow(/option-invalid.*staffedKm2/)
    expect(() => run(HISTORY, { staffedKm2: 10.5 })).toThrow(/option-invalid.*up to the 10/)
    expect(() => run(HISTORY, {}, [PLAIN])).toThrow(/option-invalid.*last-12/)
    expect(() => run(countHistory([], []))).toThrow(/units-too-few/)
    expect(() => run(countHistory([...YEAR, THIRTEENTH], [0, 1, 1, 1, 1, 1, 1, 1, 1, 1]))).toThrow(/value-out-of-range.*areaKm2/)
    expect(() => run(HISTORY, {}, [always('short', [1])])).toThrow(/length-mismatch.*short/)
    expect(() => run(HISTORY, {}, [always('minus', [-1, 0, 0, 0, 0, 0, 0, 0, 0, 0])])).toThrow(/value-out-of-range.*minus/)
    const wrong = { history: HISTORY, methods: [PLAIN], draw: () => ({ inside: new Float64Array(3), km2: 1 }) }
    expect(() => run(HISTORY, { hotspots: wrong })).toThrow(/length-mismatch.*hotspots/)
    expect(() => run(countHistory([...YEAR, THIRTEENTH.map((count) => count / 3)]))).toThrow(/count-invalid/)
  })
})
