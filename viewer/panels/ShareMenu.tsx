import './share.css'
import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react'
import { canDraw } from '../canDraw.js'
import { againstWords } from '../changeWords.js'
import { boxOf } from '../export/boxOf.js'
import { sharedCommand } from '../export/commandLine.js'
import { copyText } from '../export/copyText.js'
import { download } from '../export/download.js'
import { mapOffered, onMapOffer } from '../export/mapOffer.js'
import { printPage } from '../export/printPage.js'
import { mapPicture, pictureSize } from '../export/savePicture.js'
import { fileName } from '../export/sheetWords.js'
import { changeMembers, exportedList, listColumns, members, shownList, tableWords } from '../export/shownTable.js'
import type { Results } from '../load/results.js'
import { call } from '../load/workerClient.js'
import { useChange } from '../state/changeActions.js'
import { shiftAsked, usePatrol } from '../state/patrolActions.js'
import { fail, get, set } from '../state/settle.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { counted, exactly, inSentence } from '../words.js'
import type { Box } from '../worker/protocol.js'
import { Modal } from './Modal.js'

/** Files of the results folder with the tables of views whose lists are not saved from here. */
const TABLES_OF: Readonly<Record<string, readonly string[]>> = { patrol: ['briefing.html'], quality: [] }

/** Everything that leaves the page: a link, a picture, tables, a print and the command line. Each says what it holds. */
export function ShareMenu({ results }: { results: Results }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="share-opener" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 10V2M5 4.5 8 1.5l3 3M3 8v5.5h10V8" />
        </svg>
        Share
      </button>
      {open && <ShareDialog results={results} onClose={() => setOpen(false)} />}
    </>
  )
}

function ShareDialog({ results, onClose }: { results: Results; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [done, setDone] = useState('')
  const settings = useStore((state) => state.settings)
  const { marking } = results.document
  const say = (words: string) => {
    setDone(words)
    set({ announcement: words })
  }
  const copy = async (text: string, what: string) => say((await copyText(text)) ? `${what} copied` : 'It could not be copied')
  const command = sharedCommand(results.document, settings)
  // tables name cells of few residents, which the sergeant's screen shows as bands
  const analyst = settings.mode !== 'sergeant'
  return (
    <Modal ref={dialog} title="Share and save" className="share" onClose={onClose}>
      {marking !== '' && (
        <p className="quiet">
          Pictures, prints and tables carry the marking <strong>{marking}</strong>. Nothing leaves this computer unless you send
          it.
        </p>
      )}
      <Way words="This view, its filter, selection and place on the map, for anyone who has these results. It holds no data but, of a patrol plan, the places and names of visits that were asked for.">
        <button type="button" className="button" onClick={() => void copy(location.href, 'Link')}>
          Copy the link
        </button>
      </Way>
      <PictureWay results={results} onDone={say} />
      <Way words="Map, legend, the first 15 rows of the list, details, what it does not show, source and marking, on A4.">
        <button
          type="button"
          className="button"
          onClick={() => {
            dialog.current?.close()
            // after the dialog has left the page
            setTimeout(() => void printPage(), 0)
          }}
        >
          Print
        </button>
      </Way>
      {analyst && settings.view === 'patrol' && <PlanWay results={results} onDone={say} />}
      {analyst && settings.view !== 'change' && <ListWays results={results} onDone={say} />}
      {analyst && settings.view === 'change' && <ChangeWay results={results} onDone={say} />}
      {analyst && settings.view === 'hotspots' && <CellWays results={results} onDone={say} />}
      {analyst && (
        <section className="command">
          <h3>The command that makes these numbers again</h3>
          <pre>{command.text}</pre>
          <div className="actions">
            <button type="button" className="button" onClick={() => void copy(command.text, 'Command')}>
              Copy the command
            </button>
          </div>
          <ul className="quiet">
            {command.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <p className="done" role="status">
        {done}
      </p>
    </Modal>
  )
}

/** Buttons, and what they hold. */
function Way({ words, children }: { words: string; children: ReactNode }) {
  return (
    <section className="way">
      <div className="actions">{children}</div>
      <p className="quiet">{words}</p>
    </section>
  )
}

interface WayProps {
  readonly results: Results
  readonly onDone: (words: string) => void
}

const COMING = 'The map is still being drawn. Its picture can be saved once it is there.'

/** The map on the page, once it is drawn. */
const useMap = () => useSyncExternalStore(onMapOffer, mapOffered)

/** Whether this view has a map, which is large and may come after all else. */
const mapComes = () => canDraw() && document.querySelector('.map') !== null

function PictureWay({ results, onDone }: WayProps) {
  const [drawing, setDrawing] = useState(false)
  const size = useMap() === null ? null : pictureSize()
  if (size === null)
    return <Way words={mapComes() ? COMING : 'No map is drawn here, so there is no picture to save.'}>{null}</Way>
  const save = async () => {
    setDrawing(true)
    try {
      const blob = await mapPicture(results, titleOnPage(), new Date())
      if (blob === null) return onDone('The picture could not be drawn')
      const name = fileName(results, titleOnPage(), 'png', get().settings)
      download(blob, name)
      onDone(`${name} saved`)
    } catch (error) {
      fail(error)
    } finally {
      setDrawing(false)
    }
  }
  return (
    <Way
      words={`The map as it is shown, with title, legend, scale, what it does not show, source and marking: A4, ${exactly(size.width)} by ${exactly(size.height)} pixels.`}
    >
      <button type="button" className="button" disabled={drawing} onClick={() => void save()}>
        {drawing ? 'Drawing …' : 'Save the picture'}
      </button>
    </Way>
  )
}

function ListWays({ results, onDone }: WayProps) {
  const settings = useStore((state) => state.settings)
  const search = useStore((state) => state.search)
  const whole = useStore((state) => state.results) ?? results
  const shown = shownList(settings, results, search)
  if (shown === null) {
    const files = results.document.files.map(({ name }) => name)
    const tables = (TABLES_OF[settings.view] ?? []).filter((name) => files.includes(name))
    return tables.length === 0 ? null : (
      <Way words={`The tables of this view are files of the results folder: ${tables.join(', ')}.`}>{null}</Way>
    )
  }
  const { list, rows } = shown
  const of = list.kind === 'area' ? results : whole
  const columns = listColumns(rows, results.under !== null && list.kind === 'area').length
  const about = Object.keys(members(of, settings)).length
  const save = async (form: 'csv' | 'geojson') => {
    try {
      const bytes = await call('exportList', exportedList(shown, results, whole, settings, form))
      const name = fileName(of, list.label, form)
      download(new Blob([bytes.slice()]), name)
      onDone(`${name} saved`)
    } catch (error) {
      fail(error)
    }
  }
  const sorted = search.trim() === '' ? 'as the list is sorted' : `as the list is sorted, found by “${search.trim()}”`
  return (
    <Way
      words={`${tableWords(rows.length, list.label, columns + about, of)}, ${sorted}. GeoJSON has their shapes${list.kind === 'hotspot' ? ' (points)' : ''}.`}
    >
      <button type="button" className="button" disabled={rows.length === 0} onClick={() => void save('csv')}>
        {`Save the ${inSentence(list.label)} as CSV`}
      </button>
      <button type="button" className="button" disabled={rows.length === 0} onClick={() => void save('geojson')}>
        GeoJSON
      </button>
    </Way>
  )
}

/** The table of Change as it stands: groups, or the areas listed. */
function ChangeWay({ results, onDone }: WayProps) {
  const settings = useStore((state) => state.settings)
  const { answer, of, asked, rows } = useChange()
  const opened = useStore((state) => state.results)
  if (answer === null || asked === null || of !== opened)
    return <Way words="Nothing is compared here yet, so there is no table to save.">{null}</Way>
  const ids = settings.by === 'areas' ? rows : null
  const many = ids === null ? answer.groups.length : ids.length
  const what = ids === null ? 'offence groups' : answer.list.replaceAll('-', ' ')
  const spans = [
    answer.periods.before.from,
    answer.periods.before.to,
    answer.periods.after.from,
    answer.periods.after.to,
  ] as const
  const save = async () => {
    try {
      const bytes = await call('exportChange', { ...asked, ids, about: changeMembers(results, settings, spans) })
      const name = fileName(results, `change ${what}`, 'csv', settings)
      download(new Blob([bytes.slice()]), name)
      onDone(`${name} saved`)
    } catch (error) {
      fail(error)
    }
  }
  return (
    <Way
      words={`The table as it is listed: ${exactly(many)} ${what}, ${ids === null ? '' : `${inSentence(answer.group.label)}, `}${againstWords(spans)}, with intervals, p and q, in the columns of change.csv.`}
    >
      <button type="button" className="button" disabled={many === 0} onClick={() => void save()}>
        Save the change as CSV
      </button>
    </Way>
  )
}

/** The plan as it is shown. */
function PlanWay({ results, onDone }: WayProps) {
  const settings = useStore((state) => state.settings)
  const { plan, about, of, planning } = usePatrol()
  const whole = useStore((state) => state.results) ?? results
  if (plan === null || about === null || of !== whole) return null
  const unmet = plan.unserved.filter(({ kind }) => kind !== 'hotspot').length
  const save = async (form: 'csv' | 'geojson') => {
    try {
      const { asked } = shiftAsked(settings, about)
      const bytes = await call('exportPlan', { asked, about: members(whole, settings), form })
      const name = fileName(whole, `patrol plan ${plan.date}`, form)
      download(new Blob([bytes.slice()]), name)
      onDone(`${name} saved`)
    } catch (error) {
      fail(error)
    }
  }
  return (
    <Way
      words={`The plan as it is shown: CSV has its ${counted(plan.visits.length, 'visit', 'visits')} in the columns of patrol-visits.csv${unmet === 0 ? '' : ` and ${exactly(unmet)} asked for and not met`}; GeoJSON ${counted(plan.hotspots.length, 'hotspot', 'hotspots')}, visits and ways, as patrol.geojson.`}
    >
      <button type="button" className="button" disabled={planning !== null} onClick={() => void save('csv')}>
        Save the visits as CSV
      </button>
      <button type="button" className="button" disabled={planning !== null} onClick={() => void save('geojson')}>
        GeoJSON
      </button>
    </Way>
  )
}

function CellWays({ results, onDone }: WayProps) {
  const settings = useStore((state) => state.settings)
  const map = useMap()
  const [[west, south], [east, north]] = results.bounds
  const whole: Box | null = mapComes() ? null : [west, south, east, north]
  const box = map === null ? whole : boxOf(map.camera, map.size)
  const { months, categories } = settings
  const filter = { months, categories }
  const found = useTask('cellsIn', box === null ? null : { box, filter }, results.cells.high)?.result ?? null
  const about = members(results, settings)
  const save = async (form: 'csv' | 'geojson') => {
    if (box === null) return
    try {
      const bytes = await call('exportCells', { box, filter, about, form })
      const name = fileName(results, 'cells', form)
      download(new Blob([bytes.slice()]), name)
      onDone(`${name} saved`)
    } catch (error) {
      fail(error)
    }
  }
  const columns = (found?.columns ?? 0) + Object.keys(about).length
  return (
    <Way
      words={found === null ? 'Counting the cells in view …' : `${tableWords(found.cells, 'cells in view', columns, results)}.`}
    >
      <button type="button" className="button" disabled={found === null || found.cells === 0} onClick={() => void save('csv')}>
        Save the cells in view as CSV
      </button>
      <button
        type="button"
        className="button"
        disabled={found === null || found.cells === 0}
        onClick={() => void save('geojson')}
      >
        GeoJSON
      </button>
    </Way>
  )
}

/** The heading of the view: what it shows. */
const titleOnPage = () => document.querySelector('.workplace h1, main h1')?.textContent ?? document.title
