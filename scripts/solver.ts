/**
 * HiGHS behind the engine's `Solver`: `hexbeat/solver`. The only importer of the optional dependency `highs`.
 *
 *   const solver = await loadSolver()
 *   contiguousArea(problem, { solver, nodes: 100_000 })
 */
import { EngineError, type LinearModel, type LinearSolution, type Solver } from '../engine/index.js'

/** Of HiGHS: optimal, infeasible, stopped at a limit of nodes or solutions. */
const OPTIMAL = 7
const INFEASIBLE = 8
const LIMIT = [14, 16]

/**
 * A solver of linear programs in this thread.
 *
 * @throws EngineError 'solver-missing' where `highs` is not installed; 'solver-failed' from `solve` for a model without bounds or with
 * numbers HiGHS cannot take
 */
export async function loadSolver(): Promise<Solver> {
  const { default: load } = await import('highs').catch(() => {
    throw new EngineError('solver-missing', { hint: 'Install it beside hexbeat: npm install highs. Or go on without a proof.' })
  })
  const highs = await load()
  const solve = (model: LinearModel, { nodes }: { readonly nodes: number }): LinearSolution => {
    const data = {
      numCols: model.columns,
      numRows: model.rows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: model.objective,
      colLower: model.lower,
      colUpper: model.upper,
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      matrix: {
        format: 'csr' as const,
        numRows: model.rows,
        numCols: model.columns,
        starts: Int32Array.from(model.rowStart),
        indices: Int32Array.from(model.column),
        values: model.value,
      },
      integrality: Int32Array.from(model.integer),
    }
    return solved(() =>
      highs.withModel(data, (made): LinearSolution => {
        made.options.set({ output_flag: false, mip_max_nodes: nodes, mip_rel_gap: 0, mip_abs_gap: 1e-7, random_seed: 0 })
        made.run()
        const status = made.getModelStatus()
        if (status === INFEASIBLE) return { status: 'infeasible', objective: Number.NaN, bound: -Infinity, x: null }
        if (status !== OPTIMAL && !LIMIT.includes(status))
          throw new EngineError('solver-failed', { value: String(status), hint: 'HiGHS could not solve the model.' })
        const objective = made.getObjectiveValue()
        const found = Number(made.info.get('primal_solution_status')) === FEASIBLE
        return {
          status: status === OPTIMAL ? 'optimal' : 'node-limit',
          objective: found ? objective : Number.NaN,
          bound: model.integer.includes(1) ? Number(made.info.get('mip_dual_bound')) : objective,
          x: found ? made.getSolution().colValue : null,
        }
      }),
    )
  }
  return { solve }
}

/** What HiGHS refuses is told as the engine tells it. */
function solved(solve: () => LinearSolution): LinearSolution {
  try {
    return solve()
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw new EngineError('solver-failed', { hint: `HiGHS does not take the model: ${String(error)}.` })
  }
}

/** Of `primal_solution_status`. */
const FEASIBLE = 2
