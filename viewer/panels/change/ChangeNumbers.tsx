import { type Change, changeWords, intervalWords } from '../../../engine/index.js'
import { exactly } from '../../words.js'

/** Cells of a row: counts of both periods, and the change of the number a day with its interval below. */
export function ChangeNumbers({ change }: { change: Change }) {
  return (
    <>
      <td className="number">{exactly(change.before)}</td>
      <td className="number">{exactly(change.after)}</td>
      <td className="number">
        {changeWords(change)}
        <span className="sub">{intervalWords(change)}</span>
      </td>
    </>
  )
}
