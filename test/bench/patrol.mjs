// Row of the patrol plan: 20 hotspots, 6 crews, 8 hours, against going to the nearest hotspot that may be visited next.

const KM_LNG = 67.8
const KM_LAT = 111.2
const STATION = { lng: -1.9, lat: 52.48 }
const TOWN_KM = 3

/** @param tools `engine`, and of run.mjs `time(work, runs)` and `add(what, ours, rivalName, rival)` */
export async function patrol({ engine, time, add }) {
  const input = shift(engine)
  let plan = null
  const ours = await time(() => {
    plan = engine.planPatrols(input)
  }, 3)
  let worth = 0
  const nearest = await time(() => {
    worth = nearestFirst(engine, input, plan)
  }, 3)
  const share = Math.round((100 * worth) / plan.worth)
  const visits = `${plan.visits.length} visits`
  const name = `nearest hotspot next, in Map and Array (${share} % of our expected worth)`
  add(`20 hotspots x 6 crews x 8 hours planned: ${visits}`, ours, name, nearest)
}

/** Hotspots over a town, each with evenings of its own; three crews on foot, three by vehicle, from one station. */
function shift(engine) {
  const { uniform } = engine.random(6, 'bench')
  const at = () => ({
    lng: STATION.lng + ((uniform() - 0.5) * TOWN_KM) / KM_LNG,
    lat: STATION.lat + ((uniform() - 0.5) * TOWN_KM) / KM_LAT,
  })
  const hotspots = Array.from({ length: 20 }, (_, k) => {
    const start = 24 * Math.floor(7 * uniform()) + 16 + Math.floor(6 * uniform())
    const busy = { hours: [0, 1, 2, 3].map((hour) => (start + hour) % 168), share: 0.1 + 0.3 * uniform() }
    const expected = engine.expectedByHour(0.5 + 4 * uniform(), busy)
    return { id: `H${k}`, name: `H${k}`, ...at(), expected, mustDo: k < 2, lastWeekMinutes: Number.NaN, excluded: '' }
  })
  const crews = Array.from({ length: 6 }, (_, k) => ({
    ...{ callSign: `T${k}`, kind: 'PC', mode: k < 3 ? 'foot' : 'vehicle', officers: 2, start: 'Station', ...STATION },
    ...{ startMinute: 14 * 60, endMinute: 22 * 60 },
  }))
  const places = engine.travelPlaces({ hotspots, crews, requests: [] })
  const travel = engine.patrolTravel(places, engine.SPEED_DEFAULTS, { foot: null, vehicle: null })
  return { date: '2026-05-08', hotspots, crews, requests: [], travel }
}

/** Each crew walks on to the nearest hotspot not visited within the gap, while its useful time lasts; worth counted as ours is. */
function nearestFirst(engine, { hotspots, crews, travel }, { crews: shifts, options }) {
  const made = new Map(hotspots.map(({ id }) => [id, []]))
  crews.forEach(({ mode }, crew) => {
    const { from, to, usefulMinutes } = shifts[crew]
    const start = hotspots.length
    const way = (a, b) => travel.minutes[mode][a * travel.length + b]
    const pace = (to - from - options.briefingMinutes) / usefulMinutes
    let node = start
    let used = 0
    for (;;) {
      const now = from + options.briefingMinutes + used * pace
      const open = hotspots
        .map((hotspot, row) => ({ row, minutes: way(node, row), visits: made.get(hotspot.id) }))
        .filter(({ visits }) => visits.length < options.mostVisits)
        .filter(({ visits }) => visits.every((at) => Math.abs(at - now) >= options.gapMinutes))
        .filter(({ row, minutes }) => used + minutes + options.visitMinutes + way(row, start) <= usefulMinutes)
      if (open.length === 0) break
      const next = open.reduce((best, one) => (one.minutes < best.minutes ? one : best))
      used += next.minutes + options.visitMinutes
      node = next.row
      next.visits.push(now)
    }
  })
  return hotspots.reduce((sum, { id, expected }) => {
    const worths = made.get(id).map((at) => (expected[engine.hourOfWeek(at)] * options.visitMinutes) / 60)
    worths.sort((a, b) => b - a)
    return sum + worths.reduce((part, value, k) => part + value * options.repeatWorth ** k, 0)
  }, 0)
}
