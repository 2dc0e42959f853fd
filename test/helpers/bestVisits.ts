import type { VisitProblem } from '../../engine/patrol/visitProblem.js'

/**
 * Most worth of any choice of visits, by trying them all (branch and bound): every order in every window of every crew. Shares no code
 * with the search. For a handful of places and windows.
 */
export function bestVisits(problem: VisitProblem): number {
  const { places, slots, crews, nodes, visitMinutes } = problem
  const taken: number[][] = Array.from({ length: places }, () => [])
  for (const { place, slot } of problem.held) taken[place].push(slot)
  const wishesWorth = problem.wishes.reduce((sum, { worth }) => sum + worth, 0)
  const bounds = slots.map((_, from) => optimistic(problem, from))
  let best = -1

  function worthNow(): number {
    const visits = taken.reduce((sum, own, place) => {
      const single = own.map((slot) => problem.worth[slot * places + place]).sort((a, b) => b - a)
      return sum + single.reduce((part, value, k) => part + value * problem.repeatWorth ** k, 0)
    }, 0)
    const granted = problem.wishes.filter((wish) => taken[wish.place].some((slot) => wish.slots[slot] === 1))
    return visits + granted.reduce((sum, { worth }) => sum + worth, 0)
  }

  /** `spent` of the crew, `inSlot` of the window so far, without the way home; `toEnd` what the clock leaves for that. */
  function extend(slot: number, node: number, spent: number, inSlot: number, toEnd: number): void {
    const worth = worthNow()
    if (slot === slots.length) {
      best = Math.max(best, worth)
      return
    }
    const { crew, mostMinutes, minutesToEnd } = slots[slot]
    const { travel, start, usefulMinutes } = crews[crew]
    const later = crews.reduce((sum, one, row) => (row > crew ? sum + one.usefulMinutes : sum), 0)
    const more = Math.floor((usefulMinutes - spent) / visitMinutes + 1e-9) + Math.floor(later / visitMinutes + crews.length)
    const prefix = bounds[slot]
    if (worth + wishesWorth + prefix[Math.min(more, prefix.length - 1)] <= best) return
    for (let place = 0; place < places; place++) {
      if (problem.open[slot * places + place] === 0 || taken[place].length >= problem.mostVisits[place]) continue
      const middle = (of: number) => problem.middle[of * places + place]
      if (taken[place].some((other) => other === slot || Math.abs(middle(other) - middle(slot)) < problem.gapMinutes - 1e-9))
        continue
      const into = travel[node * nodes + place] + visitMinutes
      if (spent + into > usefulMinutes + 1e-9 || inSlot + into > mostMinutes + 1e-9) continue
      taken[place].push(slot)
      extend(slot, place, spent + into, inSlot + into, minutesToEnd - inSlot - into)
      taken[place].pop()
    }
    if (slots[slot + 1]?.crew === crew) extend(slot + 1, node, spent, 0, toEnd)
    else if (travel[node * nodes + start] <= Math.min(usefulMinutes - spent, toEnd) + 1e-9) {
      const last = slot + 1 === slots.length
      extend(slot + 1, last ? 0 : crews[slots[slot + 1].crew].start, 0, 0, Infinity)
    }
  }

  extend(0, crews[0].start, 0, 0, Infinity)
  return best
}

/** Most that n visits in this and later slots can be worth, by n, were there no gaps and no ways. */
function optimistic({ places, slots, worth, mostVisits, repeatWorth }: VisitProblem, from: number): number[] {
  const values: number[] = []
  for (let place = 0; place < places; place++) {
    const own = slots.flatMap((_, slot) => (slot >= from ? worth[slot * places + place] : [])).sort((a, b) => b - a)
    values.push(...own.slice(0, mostVisits[place]).map((value, k) => value * repeatWorth ** k))
  }
  const prefix = [0]
  for (const value of values.sort((a, b) => b - a)) prefix.push(prefix[prefix.length - 1] + value)
  return prefix
}
