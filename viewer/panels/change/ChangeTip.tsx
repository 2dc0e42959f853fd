import { changeSentence } from '../../changeWords.js'
import type { Results } from '../../load/results.js'
import { comparedList, comparedRow, useChange } from '../../state/changeActions.js'
import { useStore } from '../../state/store.js'
import { prose } from '../../words.js'
import type { Selection } from '../../worker/protocol.js'

/** What the pointer is told of an area in Change: nothing where it is not among those compared. */
export function ChangeTip({ results, of }: { results: Results; of: Selection }) {
  const settings = useStore((state) => state.settings)
  const answer = useChange((state) => state.answer)
  const change = answer?.list === of.list ? answer.changes[comparedRow(of, results, comparedList(settings, results))] : undefined
  if (answer === null || change === undefined) return null
  return (
    <span>
      {answer.group.label}: {prose(changeSentence(change))}
    </span>
  )
}
