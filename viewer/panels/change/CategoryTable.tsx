import { spanNames, verdictLine } from '../../changeWords.js'
import { tellGroup } from '../../state/changeActions.js'
import { useStore } from '../../state/store.js'
import type { ChangeAnswer } from '../../worker/changeAnswer.js'
import { ChangeNumbers } from './ChangeNumbers.js'

/** All records by offence group: counts of both periods, the change with its interval, and the engine's verdict. */
export function CategoryTable({ answer }: { answer: ChangeAnswer }) {
  const chosen = useStore((state) => state.settings.group)
  const { periods, groups } = answer
  const names = spanNames([periods.before.from, periods.before.to, periods.after.from, periods.after.to])
  return (
    <div className="scroll">
      <table className="changes">
        <caption className="unseen">
          All records by offence group: {names.after} against {names.before}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="head">
              All records
            </th>
            <th scope="col" className="head number" title={names.before}>
              Before
            </th>
            <th scope="col" className="head number" title={names.after}>
              After
            </th>
            <th scope="col" className="head number" title="Change of the number a day, and its 95 % interval">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, change, q }) => {
            const picked = group.id === answer.group.id
            return (
              <tr key={group.id} data-chosen={picked} onClick={() => tellGroup(group.id)}>
                <th scope="row" data-level={group.level}>
                  <button type="button" aria-pressed={chosen === group.id || picked}>
                    {group.label}
                  </button>
                  <span className={`sub verdict verdict-${change.verdict.split(' ')[0]}`}>{verdictLine(change, q)}</span>
                </th>
                <ChangeNumbers change={change} />
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="quiet table-note">
        Change of the number a day, its 95 % interval below. A row picked is what areas and map are told by. “May be chance”: not
        clear among so many rows (q 0.05 or more over the table). No percentage is printed under 20 before.
      </p>
    </div>
  )
}
