/**
 * A good set of sites without a proof: sites added one by one, each the best beside those before, then the best exchange of a chosen
 * site for another one made until none helps.
 *
 * @param cost   site by place, row by row: what it costs to serve the place from the site, demand included; finite
 * @param places how many places
 * @param choose how many sites, 1 to all
 * @returns      rows of the sites chosen, ascending; of equal choices the first
 *
 * Teitz & Bart (1968), Operations Research 16(5), best exchange by Whitaker (1983), INFOR 21(2). Often the optimum, never certain:
 * read it beside a bound (`pMedian`, `coverage`).
 */
export function teitzBart(cost: Float64Array, places: number, choose: number): number[] {
  const sites = cost.length / places
  const chosen = new Set<number>()
  const first = new Float64Array(places).fill(Infinity)
  while (chosen.size < choose) {
    let best = -1
    let least = Infinity
    for (let site = 0; site < sites; site++) {
      if (chosen.has(site)) continue
      let sum = 0
      for (let place = 0; place < places; place++) sum += Math.min(first[place], cost[site * places + place])
      if (sum < least || best < 0) {
        best = site
        least = sum
      }
    }
    chosen.add(best)
    for (let place = 0; place < places; place++) first[place] = Math.min(first[place], cost[best * places + place])
  }
  while (exchange(cost, places, chosen)) {}
  return [...chosen].sort((a, b) => a - b)
}

/** Makes the exchange that saves most; false where none saves anything. */
function exchange(cost: Float64Array, places: number, chosen: Set<number>): boolean {
  const sites = cost.length / places
  const nearest = new Uint32Array(places)
  const first = new Float64Array(places).fill(Infinity)
  const second = new Float64Array(places).fill(Infinity)
  let total = 0
  for (let place = 0; place < places; place++) {
    for (const site of chosen) {
      const here = cost[site * places + place]
      if (here < first[place]) {
        second[place] = first[place]
        first[place] = here
        nearest[place] = site
      } else if (here < second[place]) second[place] = here
    }
    total += first[place]
  }
  const loss = new Float64Array(sites)
  // less is rounding, and would let two sets be exchanged for each other for ever
  let most = 1e-12 * total
  let swap: readonly [out: number, into: number] | null = null
  for (let into = 0; into < sites; into++) {
    if (chosen.has(into)) continue
    loss.fill(0)
    let gain = 0
    for (let place = 0; place < places; place++) {
      const here = cost[into * places + place]
      if (here < first[place]) gain += first[place] - here
      else loss[nearest[place]] += Math.min(here, second[place]) - first[place]
    }
    for (const out of chosen) {
      if (gain - loss[out] <= most) continue
      most = gain - loss[out]
      swap = [out, into]
    }
  }
  if (swap === null) return false
  chosen.delete(swap[0])
  chosen.add(swap[1])
  return true
}
