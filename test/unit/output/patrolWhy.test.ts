import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../engine/londonTime.js'
import { patrolRun } from '../../../engine/output/patrolRun.js'
import { ONE_EVENT, peakWords, taskOf, whyHotspot, whyVisit } from '../../../engine/output/patrolWhy.js'
import { problemOf, recastSentence, unservedWords, worthSentences } from '../../../engine/output/patrolWords.js'
import { crewOf, requestOf } from '../../helpers/planInput.js'
import { foundHotspot, patrolAnalysis, taskedAt, taskingOf } from '../../helpers/tasking.js'

const analysis = await patrolAnalysis()

describe('why a crew is sent', () => {
  it('says what happens, when, and to what kind of target', () => {
    expect(whyHotspot(analysis, taskingOf(), taskedAt('a', 0, 0))).toBe(
      'Anti-social behaviour: 40 in 3 months, in 3 of them; last 28 days 3. Busiest Fri 20:00 to 24:00 (31 %, 24-38 %, of 90 in 36 months). Rose. 12 at premises.',
    )
  })

  it('says why no hours are told', () => {
    expect(peakWords(foundHotspot({ peak: null, noPeak: 'no-times' }), String)).toBe('Hours unknown.')
    expect(peakWords(foundHotspot({ peak: null, noPeak: 'no-peak' }), String)).toBe('No hours stand out.')
  })

  it('warns of one incident first and does not say what it was', () => {
    const words = whyHotspot(analysis, taskingOf(), taskedAt('a', 0, 0, { found: foundHotspot({ oneEvent: true }) }))
    expect(words.startsWith(ONE_EVENT)).toBe(true)
  })

  it('gives bands where few people live', () => {
    const residents = analysis.cells.residents.map(() => 5)
    const empty = { ...analysis, cells: { ...analysis.cells, residents } }
    const words = whyHotspot(empty, taskingOf(), taskedAt('a', 0, 0))
    expect(words).toContain('20 to 49 in 3 months')
    expect(words).toContain('last 28 days 1 to 4')
    expect(words).toContain('of 50 to 99 in 36 months')
    expect(words).not.toContain('40')
  })

  it('names no offences that are named nowhere below ward level', () => {
    const hidden = ['Sexual offences', 'Domestic abuse', 'Child exploitation', 'Modern slavery'].map((label, k) => ({
      ...analysis.tables.problems[0],
      id: `p${k}`,
      label,
    }))
    const tables = { ...analysis.tables, problems: hidden }
    const told = hidden.map(({ id }) => problemOf({ ...analysis, tables }, taskingOf({ more: { problem: id } })))
    expect(new Set(told)).toEqual(new Set(['the chosen problem']))
  })

  it('says of a place only the list has that the run did not find it, and what was noted', () => {
    const own = taskedAt('a', 0, 0, { found: null, perWeek: 0.8, reasonChanged: 'asked by the ward panel' })
    expect(whyHotspot(analysis, taskingOf(), own)).toBe(
      'In the list given, not found by this run. About 0.8 a week of anti-social behaviour expected. Note: asked by the ward panel.',
    )
    expect(whyHotspot(analysis, taskingOf({ more: { demo: true } }), own)).toContain('its circle made up')
  })

  it('says what was asked for at a place of its own and at a hotspot', () => {
    const school = requestOf('R1', { lng: -1.9, lat: 52.482, why: 'end of school' })
    const hotspot = requestOf('R2', { hotspot: 'a', why: 'noise at night' })
    const tasking = taskingOf({ requests: [school, hotspot] })
    const words = tasking.plan.visits.map((visit) => [visit.id, whyVisit(patrolRun(analysis), tasking, visit)])
    expect(words).toContainEqual(['R1', 'Asked for: end of school.'])
    expect(words.some(([id, why]) => id === 'a' && why.startsWith('Asked for: noise at night. Anti-social'))).toBe(true)
  })

  it('has a task for problems it does not know', () => {
    const tasking = taskingOf({ more: { problem: 'own' } })
    expect(taskOf(tasking, tasking.plan.visits[0]).task).toBe('Be seen on foot; ask staff where open.')
  })

  it('asks staff only where there are premises and when they may be open, and people when some are about', () => {
    const task = (atPremises: number, startMinute: number, problem = 'asb') => {
      const hotspots = [taskedAt('a', 0.2, 0, { found: foundHotspot({ atPremises }) })]
      const crews = [crewOf('T1', { startMinute, endMinute: startMinute + 240 })]
      const tasking = taskingOf({ hotspots, crews, options: { mostVisits: 1, windowMinutes: 240 }, more: { problem } })
      return taskOf(tasking, tasking.plan.visits[0]).task
    }
    expect(task(12, 13 * 60)).toBe('Be seen on foot; ask staff where open.')
    expect(task(0, 13 * 60)).toBe('Be seen on foot; ask people there what bothers them.')
    expect([task(12, 3 * 60), task(0, 3 * 60)]).toEqual(['Be seen on foot.', 'Be seen on foot.'])
    expect(task(12, 20 * 60, 'night-time-economy')).toBe('Be seen at venues and ranks; speak with door staff.')
  })

  it('says of a place without a number that none was given', () => {
    const depot = taskedAt('depot', 0, 0, { found: null, perWeek: Number.NaN })
    expect(whyHotspot(analysis, taskingOf(), depot)).toBe(
      'In the list given, not found by this run. What to expect was not given.',
    )
  })
})

describe('words of a plan', () => {
  it('says what is left out once', () => {
    expect(unservedWords('excluded', 'left out in the list of hotspots')).toBe('left out in the list of hotspots')
    expect(unservedWords('excluded', 'works until June')).toBe('left out: works until June')
    expect(unservedWords('excluded', '')).toBe('left out by a person')
  })

  it('says of the gap what holds: between middles of windows, and so between visits', () => {
    const words = (hotspots = [taskedAt('a', 0.2, 0)]) => worthSentences(patrolRun(analysis), taskingOf({ hotspots }))[1]
    // 14:35-16:00, 17:30-19:00 and 20:30-21:55
    expect(words()).toContain(
      'the middles of its windows are planned 120 minutes apart or more, so at least 90 minutes lie between two visits here; 3 at most.',
    )
  })

  it('says of a place with fewer visits after time is lost once, that it has moved', () => {
    const from = londonToUtc(2026, 5, 1, 18, 0).minutes
    const tasking = taskingOf({ hotspots: [taskedAt('a', 0.4, 0.2)], lost: [{ callSign: 'T12', from, minutes: 60 }] })
    expect(tasking.recasts.map((one) => recastSentence(tasking, one))).toEqual([
      'If T12 loses 1 hour from 18:00, going on from Name of a, its last visit planned by then: moved: Name of a 19:00–20:30 (in place of 2 visits).',
    ])
  })

  it('promises nothing', () => {
    const [worth] = worthSentences(patrolRun(analysis), taskingOf())
    expect(worth).toMatch(
      /^Offences of anti-social behaviour expected at these places while somebody is there: .* What the visits prevent is not known\.$/,
    )
  })

  it('says what still matters when time is lost', () => {
    const from = Date.UTC(2026, 4, 1, 17) / 60_000
    const tasking = taskingOf({ lost: [{ callSign: 'T12', from, minutes: 120 }] })
    const [sentence] = tasking.recasts.map((one) => recastSentence(tasking, one))
    expect(sentence).toMatch(/^If T12 loses 2 hours from 18:00, going on from Name of [abc], its last visit planned by then: /)
    expect(sentence).toMatch(/(dropped: |nothing is dropped)/)
  })
})
