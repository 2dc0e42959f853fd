import { describe, expect, it } from 'vitest'
import { appraise } from '../../engine/appraise.js'
import { monthText } from '../../engine/input/month.js'
import { smallAnalysis } from '../helpers/analysis.js'

/** January 2023 to May 2024 without June 2023: 16 months, each with 14 burglaries in the wards, one without location and one outside. */
const SIXTEEN = Array.from(
  { length: 17 },
  (_, k) => `${2023 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`,
).filter((month) => month !== '2023-06')
const OWN = { problem: 'neighbourhood-crime', delay: null, staffedKm2: null }

describe('appraise', async () => {
  const analysis = await smallAnalysis({ months: SIXTEEN })
  const { study } = analysis.cells
  const km2 = study.areaKm2.reduce((sum, cell, k) => sum + cell * study.insideShare[k], 0)

  it('tests every month that has 12 known before it, with the delay of published points, whatever the period', async () => {
    const { backtest, published, months, offences } = await appraise(analysis, OWN)
    expect(published).toBe(true)
    expect(months.map(monthText)).toEqual(SIXTEEN)
    expect(backtest.delay).toBe(2)
    // April 2024 knows up to January: 13 months less the missing one
    expect(backtest.windows.map(monthText)).toEqual(['2024-04', '2024-05'])
    expect(backtest.basis).toBe('list')
    expect([...backtest.crimes]).toEqual([14, 14])
    expect(offences).toEqual({ tested: 16 * 14, notPatrollable: 0, institutions: 0, unlocated: 16, outside: 16 })
    expect(backtest.areaKm2).toBeCloseTo(km2, 9)
  })

  it('cuts the busiest cell to the ground of the budget: 3 of 14 in each of four cells around High Street, which has 2', async () => {
    const { backtest } = await appraise(analysis, OWN)
    const { places } = analysis.crimes
    const around = Array.from(places.text.keys()).filter(
      (place) => places.texts[places.text[place]] === 'On or near Market Place',
    )
    // of equal counts the smallest cell is the densest
    const cellKm2 = Math.min(...around.map((place) => study.areaKm2[analysis.cells.unitOfPlace[place]]))
    const hit = (budget: string) => backtest.methods[0].records[backtest.budgets.findIndex(({ id }) => id === budget)].hit.value
    expect(hit('0.5%')).toBeCloseTo((3 / 14) * ((0.005 * km2) / cellKm2), 9)
    // five cells of about 0.1 km2 of 9
    expect(hit('10%')).toBeCloseTo(1, 9)
    expect(backtest.methods.map(({ id }) => id)).toEqual([
      'last-12-months',
      'recency-weighted',
      'kernel-density',
      'shrunk-seasonal',
      'persistence',
      'combination',
    ])
  })

  it('tells of each month and ends after the one in which the user says stop', async () => {
    const told: number[] = []
    const stop = new AbortController()
    const progress = (_: string, done: number) => told.push(done)
    await appraise(analysis, OWN, { progress, signal: stop.signal })
    expect(told).toEqual([0, 0.5, 1])
    const stopping = appraise(analysis, OWN, {
      progress: (_, done) => (done === 0.5 ? stop.abort() : progress(_, done)),
      signal: stop.signal,
    })
    await expect(stopping).rejects.toMatchObject({ code: 'aborted' })
    expect(told).toEqual([0, 0.5, 1, 0])
  })

  it('goes by the delay, the ground that can be staffed and the problem given', async () => {
    const { backtest } = await appraise(analysis, { ...OWN, delay: 0, staffedKm2: 0.2 })
    expect(backtest.windows.map(monthText)).toEqual(['2024-02', '2024-03', '2024-04', '2024-05'])
    expect(backtest.budgets[backtest.primary]).toMatchObject({ id: 'staffed', km2: 0.2 })
    // ASB is no crime; drugs are found by police work
    const all = await appraise(analysis, { ...OWN, problem: null })
    expect(all.counted.some((flag, kind) => flag === 1 && analysis.kinds.asb[kind] === 1)).toBe(false)
    expect(all.offences.notPatrollable).toBeGreaterThanOrEqual(16 * 12)
  })

  it('leaves institutions out unless they are kept', async () => {
    const row = { kind: 'Public order' }
    const change = { months: SIXTEEN, row }
    const night = { ...OWN, problem: 'night-time-economy' }
    const out = await appraise(await smallAnalysis(change), night)
    const kept = await appraise(await smallAnalysis({ ...change, options: { institutions: true } }), night)
    expect([out.offences.institutions, kept.offences.institutions]).toEqual([16 * 4, 0])
    expect(kept.offences.tested - out.offences.tested).toBe(16 * 4)
  })

  it.each([
    [{ ...OWN, problem: 'bicycles' }, 'option-invalid', 'asb'],
    [{ ...OWN, delay: -1 }, 'option-invalid', '0 up'],
    [{ ...OWN, staffedKm2: 5000 }, 'option-invalid', 'study area'],
    [{ ...OWN, delay: 5 }, 'series-too-short', 'at least 6 after'],
  ])('refuses %j', async (options, code, hint) => {
    await expect(appraise(analysis, options)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) })
  })
})
