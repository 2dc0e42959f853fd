import { clockTime } from '../../../engine/index.js'
import { hourMarks, visitBlocks } from '../../patrolWords.js'
import { chooseStop, lookAt, usePatrol } from '../../state/patrolActions.js'
import { useStore } from '../../state/store.js'
import { useTheme } from '../../useTheme.js'
import type { ShownPlan } from '../../worker/patrolTask.js'
import { crewStroke } from './crewStroke.js'

/** Rows of crews that stand under the map without scrolling. */
const MOST_MARKS = 9

/** Each crew's shift as a line of windows with the numbers of the hotspots to be visited in them. */
export function CrewTimeline({ plan }: { plan: ShownPlan }) {
  const theme = useTheme()
  const looked = usePatrol((state) => state.crew)
  const selected = useStore((state) => (state.settings.selection?.list === 'hotspots' ? state.settings.selection.id : null))
  const from = Math.min(...plan.crews.map((crew) => crew.from))
  const to = Math.max(...plan.crews.map((crew) => crew.to))
  const at = (instant: number) => `${(100 * (instant - from)) / (to - from)}%`
  const across = (start: number, end: number) => `${(100 * (end - start)) / (to - from)}%`
  return (
    <section className="timeline" aria-label="Windows by crew">
      <div className="hours" aria-hidden="true">
        <span className="callsign" />
        <div className="lane">
          {hourMarks(from, to, MOST_MARKS).map((mark) => (
            <span key={mark} className="hour" style={{ left: at(mark) }}>
              {clockTime(mark)}
            </span>
          ))}
        </div>
      </div>
      {plan.crews.map((crew, row) => {
        const blocks = visitBlocks(plan.visits.filter((visit) => visit.crew === row))
        return (
          <div key={crew.callSign} className="crew-row" data-faint={looked !== null && looked !== row}>
            <button type="button" className="callsign" aria-pressed={looked === row} onClick={() => lookAt(row)}>
              {crew.callSign}
            </button>
            <div className="lane">
              <span className="on-shift" style={{ left: at(crew.from), width: across(crew.from, crew.to) }} />
              {blocks.map((block) => (
                <div
                  key={block.from}
                  className="block"
                  style={{
                    left: at(block.from),
                    width: across(block.from, block.to),
                    ...crewStroke(row, theme),
                  }}
                >
                  {block.visits.map((visit) => (
                    <button
                      key={visit.order}
                      type="button"
                      className="stop"
                      data-chosen={visit.id === selected}
                      disabled={visit.number === null}
                      aria-label={`${crew.callSign}, ${visit.window}: ${visit.number ?? ''} ${visit.name}`}
                      title={`${visit.window} ${visit.number ?? ''} ${visit.name}`}
                      onClick={() => chooseStop(visit.id)}
                    >
                      <span className={(visit.number ?? 0) > 9 ? 'two' : 'one'}>{visit.number ?? '·'}</span>
                    </button>
                  ))}
                </div>
              ))}
            </div>
          </div>
        )
      })}
    </section>
  )
}
