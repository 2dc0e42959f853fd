import { it } from 'vitest'
import { planPatrols } from '/work/main/engine/patrol/planPatrols.js'
import { random } from '/work/main/engine/random.js'
import { crewOf, hotspotAt, planInput } from '/work/main/test/helpers/planInput.js'
it('big', () => {
  const d = random(5, 'big')
  for (const [mode, size] of [['foot', 2], ['vehicle', 6]] as const) {
  const hs = Array.from({ length: 20 }, (_, k) => hotspotAt(`H${k}`, size * (d.uniform() - 0.5), size * (d.uniform() - 0.5), { expected: Float64Array.from({ length: 168 }, (_, h) => (1 + 4 * d.uniform()) * (h % 24 >= 18 ? 2 : 1)) }))
  const crews = Array.from({ length: 6 }, (_, k) => crewOf(`C${k}`, { mode }))
  const t = performance.now()
  const p = planPatrols(planInput(hs, crews))
  console.log(mode, performance.now() - t, p.visits.length, p.worth, p.worthPerOfficerHour, p.unserved.length, p.crews.map((c) => `${c.visits} ${(c.visitMinutes + c.travelMinutes).toFixed(0)}/${c.usefulMinutes.toFixed(0)}`))
  console.log(p.visits.filter((v) => v.crew === 0).map((v) => `${v.order} ${v.id} ${(v.from / 60) % 24 + 1}-${(v.to / 60) % 24 + 1} ${v.mustDo} ${v.worth.toFixed(2)} t${v.travelMinutes.toFixed(1)}`))
  }
})
