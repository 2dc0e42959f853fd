import { useMemo } from 'react'
import { copyText } from '../../export/copyText.js'
import type { PatrolScene } from '../../layers/patrolScene.js'
import type { Results } from '../../load/results.js'
import { briefingCommand, noPlanWords } from '../../patrolWords.js'
import { beatsOf } from '../../sergeant/beatPlaces.js'
import { openDrawer } from '../../state/actions.js'
import { openBriefing } from '../../state/patrolActions.js'
import { numberOf, unitOf } from '../../state/select.js'
import { set } from '../../state/settle.js'
import { useStore } from '../../state/store.js'
import { countWords, exactly, monthName, prose, WHOLE_PERIOD } from '../../words.js'
import { Inspector } from '../Inspector.js'
import { Workplace } from '../Workplace.js'
import { BriefingArea } from './BriefingArea.js'

const GROUND: PatrolScene = { kind: 'patrol', list: null, plan: null, selected: null, crew: null }

/** No shift can be planned: why, and the briefing of an area in its place. */
export function NoPatrol({ results: shown }: { results: Results }) {
  // a briefing is of the whole run, whatever the filter
  const results = useStore((state) => state.results) ?? shown
  const { document } = results
  const selection = useStore((state) => state.settings.selection)
  const found = unitOf(selection, results)
  const layer = document.layers.find(({ file }) => file === found?.list.id)
  const area = found === null || layer === undefined ? null : { kind: layer.kind, code: found.unit.id, unit: found.unit }
  const command = briefingCommand(document, area ?? { kind: document.layers[0]?.kind ?? 'beat', code: 'CODE' })
  const written = document.files.some(({ name }) => name === 'briefing.html')
  // outlines alone: nothing here says where to send a crew
  const outlined = found !== null && layer !== undefined ? found.list.id : (beatsOf(results)?.list.id ?? null)
  const scene = useMemo((): PatrolScene => ({ ...GROUND, list: outlined }), [outlined])
  const record = document.hotspotRecords?.[0]?.sentence ?? ''
  return (
    <Workplace
      title="Patrol plan"
      results={shown}
      scene={scene}
      railName="Briefing"
      rail={
        <aside className="rail no-patrol" aria-label="Area briefing">
          <section>
            <h2>No shift can be planned</h2>
            <p>{noPlanWords(document)}</p>
          </section>
          <section>
            <h2>Area briefing</h2>
            <p>
              In its place: one A4 page on a ward, a beat or another area, stamped “
              {document.resolution.snapped ? 'Published data' : 'Data'} to {monthName(document.period.dataTo)}: background, not
              tasking”. It holds the area’s months and counts by kind with their change, its busiest points with their names, a
              map, and what to ask before a patrol is planned. No times of day.
            </p>
            <BriefingArea results={results} />
            {area !== null && (
              <p>
                <strong>{area.unit.name}</strong>:{' '}
                {countWords(numberOf(area.unit, 'crimes'), numberOf(area.unit, 'asb'), document.period)}
                {shown.under !== null && `, ${WHOLE_PERIOD}`}.
              </p>
            )}
            {written && (
              <button type="button" className="strong" onClick={() => void openBriefing()}>
                Open the briefing in these results
              </button>
            )}
            <h3>The command that writes it</h3>
            <pre>{command.text}</pre>
            <button
              type="button"
              className="button"
              onClick={() =>
                void copyText(command.text).then((copied) =>
                  set({ announcement: copied ? 'Command copied' : 'It could not be copied' }),
                )
              }
            >
              Copy the command
            </button>
            <ul className="quiet findings">
              {command.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
          {record !== '' && (
            <section>
              <h2>How places chosen this way did</h2>
              <p>{prose(record)}</p>
            </section>
          )}
          <p className="quiet">
            {exactly(document.period.months.length)} months of records, no hours: nothing here says when to be where.
          </p>
        </aside>
      }
      foot={
        <div className="no-plan">
          <p>
            <strong>No shift can be planned.</strong> {noPlanWords(document)}
          </p>
          <button type="button" className="button" onClick={() => openDrawer('layers')}>
            Area briefing
          </button>
        </div>
      }
      side={<Inspector results={shown} />}
    />
  )
}
