import { it } from 'vitest'
import { areaGraph } from '../../engine/priority/areaGraph.js'
import { contiguousArea, excessOf } from '../../engine/priority/contiguousArea.js'
import { areaSearcher } from '../../engine/priority/growExchange.js'
import { random } from '../../engine/random.js'
import { planarAreas, randomScores } from '../helpers/planarAreas.js'
it('t', () => {
  for (const n of [450, 1500]) for (const smooth of [0, 2]) {
    const r = random(1, 'x')
    let t = performance.now()
    const layer = planarAreas(n, 0, r)
    const t0 = performance.now() - t; t = performance.now()
    const graph = areaGraph(layer)
    const t1 = performance.now() - t
    const size = Float64Array.from({ length: n }, () => Math.round(1000 + 1300 * r.uniform()))
    const p = { graph, score: randomScores(graph, smooth, r), people: size, size, least: 6000, most: 12000, group: null, maxCompactness: 3 }
    t = performance.now()
    const a = contiguousArea(p)
    const t2 = performance.now() - t; t = performance.now()
    const s = areaSearcher(p); const t3 = performance.now() - t; t = performance.now()
    const e = excessOf(p).excess
    const f = s(e, null)
    const t4 = performance.now() - t; t = performance.now()
    for (let k = 0; k < 20; k++) s(e, null)
    console.log(n, smooth, 'make', t0|0, 'graph', t1|0, 'contiguous', t2|0, 'reach', t3|0, 'search', t4, (performance.now() - t)/20, a.areas[0].gap, f.open.reduce((x, y) => x + y, 0), a.areas[0].members.length, a.areas[0].compactness)
  }
})
