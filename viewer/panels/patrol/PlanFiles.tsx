import { copyText } from '../../export/copyText.js'
import { download } from '../../export/download.js'
import { patrolCommand } from '../../patrolWords.js'
import { openSheet, usePatrol } from '../../state/patrolActions.js'
import { set } from '../../state/settle.js'
import { useStore } from '../../state/store.js'
import type { ShiftAsked } from '../../worker/patrolTask.js'

/** What the plan is taken away as: sheets to print, and the command that makes it again. */
export function PlanFiles({ shift, problem }: { shift: ShiftAsked; problem: string }) {
  const plan = usePatrol((state) => state.plan)
  const results = useStore((state) => state.results)
  if (plan === null || results === null) return null
  const { text, notes } = patrolCommand(results.document, shift, problem, plan.requestsCsv !== '')
  return (
    <section className="plan-files">
      <button type="button" className="strong" onClick={() => void openSheet()}>
        Sheets to print
      </button>
      <p className="quiet">A4, black and white: one page for the supervisor, one or more for each crew.</p>
      <details>
        <summary>The command that makes this plan</summary>
        <pre>{text}</pre>
        <div className="both">
          <button
            type="button"
            className="button"
            onClick={() =>
              void copyText(text).then((copied) => set({ announcement: copied ? 'Command copied' : 'It could not be copied' }))
            }
          >
            Copy
          </button>
          <button
            type="button"
            className="button"
            onClick={() => download(new Blob([plan.crewsCsv], { type: 'text/csv' }), 'crews.csv')}
          >
            Save crews.csv
          </button>
          {plan.requestsCsv !== '' && (
            <button
              type="button"
              className="button"
              onClick={() => download(new Blob([plan.requestsCsv], { type: 'text/csv' }), 'requests.csv')}
            >
              Save requests.csv
            </button>
          )}
        </div>
        <ul className="quiet findings">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          {plan.own && <li>Lists, travel times and times in hotspots of the run come by flags of their own.</li>}
        </ul>
      </details>
    </section>
  )
}
