// One engine in a process of its own, so that its memory is its own. Usage: node part.mjs chdb|duckdb|cluster JSON, from the folder to write to
const [name, given] = process.argv.slice(2)
const request = JSON.parse(given)
const engines = {
  chdb: async () => (await import('./inChdb.mjs')).chdbEngine(request),
  duckdb: async () => (await import('./inDuckdb.mjs')).duckdbEngine(request),
  cluster: async () => (await import('./inCluster.mjs')).clusterEngine(request),
}
const engine = await engines[name]()
try {
  const said = { version: await engine.version(), load: await seconds(engine.load) }
  said.places = await seconds(engine.places)
  if (engine.cells !== undefined) said.cells = await seconds(engine.cells)
  if (engine.refusal !== undefined) said.refusal = engine.refusal()
  said.memory = engine.memory?.() ?? process.resourceUsage().maxRSS
  console.log(JSON.stringify(said))
} finally {
  await engine.close()
}

async function seconds(work) {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
