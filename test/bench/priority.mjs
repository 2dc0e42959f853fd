// Rows of the priority search: rankings re-run, and the highest-need contiguous area.

const DRAWS = 1000
const GROUPS = 14

/** @param tools `engine`, and of run.mjs `time(work, runs)`, `add(what, ours, rivalName, rival)` and `hexagonGraph(side)` */
export async function priority(tools) {
  await reruns(tools, 450, 3)
  await reruns(tools, 5000, 1)
  await areas(tools)
}

/** Five factors: two published, one of claimants, volume and harm of fourteen categories. */
function rankInput(engine, units) {
  const { uniform } = engine.random(4, 'bench')
  const ids = Array.from({ length: units }, (_, i) => `E${String(i).padStart(8, '0')}`)
  const column = (value) => Float64Array.from(ids, (_, i) => value(i))
  const people = column(() => 1000 + Math.floor(1000 * uniform()))
  const need = column(uniform)
  const groups = Array.from({ length: GROUPS }, (_, g) => {
    const events = g < 3 ? 40 : g < 8 ? 8 : 1.5
    const count = column((i) => Math.floor(-Math.log(1 - uniform()) * events * (0.5 + need[i])))
    return { id: `group ${g}`, phi: 1.2 + g / 10, harm: [5 + 20 * g], count }
  })
  const published = (id, values) => ({ id, weight: 0.2, kind: 'published', values })
  const claimants = { count: column(() => 5 * Math.floor(20 * uniform())), exposure: people, phi: 2, roundedTo5: true }
  return {
    ids,
    people,
    factors: [
      published('deprivation', need),
      published('school', column(uniform)),
      { id: 'unemployment', weight: 0.2, kind: 'counted', ...claimants },
      { id: 'harm', weight: 0.2, kind: 'harm' },
      { id: 'volume', weight: 0.2, kind: 'volume' },
    ],
    crime: { exposure: people.map((residents) => 12 * residents), groups, schemes: 1 },
  }
}

async function reruns({ engine, time, add }, units, runs) {
  const input = rankInput(engine, units)
  const options = { draws: DRAWS, k: 5, seed: 1, choices: engine.choiceSpace(units) }
  const ours = await time(() => {
    const steps = engine.rankDraws(input, options)
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  }, runs)
  const part = 100
  const plain = await time(() => plainRuns(input, part), runs)
  const rival = { median: (plain.median * DRAWS) / part, text: `${plain.text} for ${part} of ${DRAWS}` }
  const name = 'Math.random gamma numbers, percentiles and ranks by Array.sort'
  add(`1,000 draws x 5 factors x ${units} areas: data, choices and both, ranks with their intervals`, ours, name, rival)
}

/** Data drawn from the counts as they are, percentiles, three weighted scores, ranks and their quantiles. */
function plainRuns({ people, factors, crime }, draws) {
  const units = people.length
  const rows = Array.from(people.keys())
  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
  const gamma = (shape) => {
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - Math.random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const percentile = (values) => {
    const order = rows.toSorted((a, b) => values[a] - values[b])
    const scaled = []
    order.forEach((row, place) => {
      scaled[row] = place / units
    })
    return scaled
  }
  const fixed = factors.slice(0, 2).map(({ values }) => percentile(values))
  const ranks = [0, 1, 2].map(() => rows.map(() => []))
  for (let draw = 0; draw < draws; draw++) {
    const volume = rows.map(() => 0)
    const harm = rows.map(() => 0)
    for (const row of rows) {
      for (const group of crime.groups) {
        const events = gamma(1 + group.count[row])
        volume[row] += events
        harm[row] += events * group.harm[0]
      }
    }
    const claimants = rows.map((row) => gamma(1 + factors[2].count[row]) / people[row])
    const scaled = [...fixed, percentile(claimants), percentile(harm), percentile(volume)]
    for (const one of ranks) {
      const weights = scaled.map(() => Math.random())
      const score = rows.map((row) => scaled.reduce((sum, column, f) => sum + weights[f] * column[row], 0))
      rows
        .toSorted((a, b) => score[b] - score[a])
        .forEach((row, place) => {
          one[row].push(place + 1)
        })
    }
  }
  return ranks.map((one) => one.map((own) => own.sort((a, b) => a - b)[draws >> 1]))
}

/** Hexagons of a square kilometre, 1,000 to 2,000 people each, scores alike among neighbours. */
function areaProblem({ engine, hexagonGraph }) {
  const { uniform } = engine.random(5, 'bench')
  const graph = hexagonGraph(39)
  const size = Float64Array.from({ length: graph.length }, () => 1000 + 1000 * uniform())
  let score = Float64Array.from(size, () => 100 * uniform())
  for (let round = 0; round < 2; round++) {
    score = score.map((own, row) => {
      const around = graph.neighbour.subarray(graph.offset[row], graph.offset[row + 1])
      return (own + around.reduce((sum, other) => sum + score[other], 0)) / (1 + around.length)
    })
  }
  const noisy = () => score.map((value) => value + 10 * uniform())
  const problem = { graph, score, people: size, size, least: 6000, most: 12_000, group: null, maxCompactness: 3 }
  return { problem, draws: Array.from({ length: 200 }, noisy) }
}

async function areas(tools) {
  const { engine, time, add } = tools
  const { problem, draws } = areaProblem(tools)
  let found = null
  const ours = await time(() => {
    found = engine.contiguousArea(problem)
  })
  let plain = 0
  const growth = await time(() => {
    plain = plainGrowth(problem, problem.score)
  })
  const [area] = found.areas
  const share = Math.round((100 * plain) / area.excess)
  const name = `growth from every area with Sets, best neighbour next (${share} % of our excess)`
  add('highest-need area of 1,521 with its bound and the area of the highest mean', ours, name, growth)

  const again = await time(() => engine.areaStability(problem, area.members, draws), 3)
  const grown = await time(() => draws.map((score) => plainGrowth(problem, score)), 3)
  add('200 re-optimisations of 1,521 areas, and whether the area holds against the best apart from it', again, name, grown)
}

/** The most excess met: from each area the neighbour of most excess is added as long as the size allows; shape left aside. */
function plainGrowth({ graph, people, size, least, most }, score) {
  let all = 0
  let sum = 0
  for (let row = 0; row < graph.length; row++) {
    all += people[row]
    sum += people[row] * score[row]
  }
  const excess = score.map((value, row) => people[row] * (value - sum / all))
  let best = -Infinity
  for (let seed = 0; seed < graph.length; seed++) {
    const members = new Set([seed])
    let held = size[seed]
    let total = excess[seed]
    for (;;) {
      if (held >= least && total > best) best = total
      const beside = new Set()
      for (const row of members)
        for (const other of graph.neighbour.subarray(graph.offset[row], graph.offset[row + 1]))
          if (!members.has(other) && held + size[other] <= most) beside.add(other)
      if (beside.size === 0) break
      const next = [...beside].reduce((one, other) => (excess[other] > excess[one] ? other : one))
      members.add(next)
      held += size[next]
      total += excess[next]
    }
  }
  return best
}
