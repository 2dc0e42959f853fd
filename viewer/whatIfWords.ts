import { exactly } from './words.js'
import type { WeightsCompared } from './worker/protocol.js'

/** "3 of the first 10 change", "The same 10 are first, in another order". */
export function changeOfFirst({ first, enter, own, against }: WeightsCompared): string {
  if (enter.length > 0)
    return `${exactly(enter.length)} of the first ${exactly(first)} ${enter.length === 1 ? 'changes' : 'change'}.`
  const moved = own.reduce((sum, rank, row) => sum + Number(rank > 0 && rank <= first && rank !== against[row]), 0)
  if (moved === 0) return `The first ${exactly(first)} stay as they are.`
  return `The same ${exactly(first)} are first; ${moved === 1 ? 'one of them has' : `${exactly(moved)} of them have`} another rank.`
}
