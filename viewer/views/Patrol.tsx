import './patrol.css'
import { useEffect, useMemo, useRef } from 'react'
import type { PatrolScene } from '../layers/patrolScene.js'
import type { Results } from '../load/results.js'
import { CrewTimeline } from '../panels/patrol/CrewTimeline.js'
import { NoPatrol } from '../panels/patrol/NoPatrol.js'
import { PlanList } from '../panels/patrol/PlanList.js'
import { PlanRefused } from '../panels/patrol/PlanRefused.js'
import { SheetDialog } from '../panels/patrol/SheetDialog.js'
import { PlanningNotice, ShiftRail } from '../panels/patrol/ShiftRail.js'
import { Workplace } from '../panels/Workplace.js'
import { otherAreaWords, planTitle } from '../patrolWords.js'
import {
  beatAsked,
  changeShift,
  isInFrame,
  isPlannable,
  makePlan,
  readPatrol,
  shiftAsked,
  showPlan,
  usePatrol,
} from '../state/patrolActions.js'
import { useStore } from '../state/store.js'
import type { PatrolAbout, ShownPlan } from '../worker/patrolTask.js'

/** Which crew goes to which hotspot in a shift, when and for how long; for data that plans none, the briefing of an area. */
export function Patrol({ results }: { results: Results }) {
  const opened = useStore((state) => state.results)
  const { of, about } = usePatrol()
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results are read anew
  useEffect(() => {
    void readPatrol()
  }, [opened])
  const read = of === opened
  return (
    <>
      {!read ? (
        <Workplace
          title="Patrol plan"
          results={results}
          scene={EMPTY}
          rail={<aside className="rail" aria-label="Shift" aria-busy="true" />}
          railName="Shift"
          side={null}
        />
      ) : about === null ? (
        <NoPatrol results={results} />
      ) : (
        <Planned results={results} about={about} />
      )}
      <SheetDialog />
    </>
  )
}

const EMPTY: PatrolScene = { kind: 'patrol', list: null, plan: null, selected: null, crew: null }

function Planned({ results, about }: { results: Results; about: PatrolAbout }) {
  const { shift: set, problem: wanted, selection } = useStore((state) => state.settings)
  const { plan, refused, crew } = usePatrol()
  const { shift, problem, asked } = useMemo(() => shiftAsked({ shift: set, problem: wanted }, about), [set, wanted, about])
  const key = JSON.stringify(asked)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is its key
  useEffect(() => {
    void makePlan(asked)
  }, [key, about])
  useGround(plan)
  const selected = selection?.list === 'hotspots' ? selection.id : null
  const list = shift.area === null ? null : (results.document.layers.find(({ kind }) => kind === shift.area?.kind)?.file ?? null)
  const scene = useMemo((): PatrolScene => ({ kind: 'patrol', list, plan, selected, crew }), [list, plan, selected, crew])
  const record = results.document.hotspotRecords?.find((one) => one.problem === problem)?.sentence ?? ''
  return (
    <Workplace
      title={planTitle(plan)}
      results={results}
      scene={scene}
      railName="Shift"
      rail={<ShiftRail about={about} shift={shift} problem={problem} own={asked === 'own'} />}
      foot={
        <>
          <PlanningNotice />
          <OtherArea results={results} about={about} />
          {refused !== null && (
            <div className="no-plan" role="alert">
              <PlanRefused error={refused} before={plan !== null} />
            </div>
          )}
          {plan !== null && <CrewTimeline plan={plan} />}
        </>
      }
      side={
        <>
          {refused !== null && (
            <div className="note plan-refused" role="alert">
              <PlanRefused error={refused} before={plan !== null} />
            </div>
          )}
          {plan !== null && <PlanList plan={plan} record={record} mustDo={shift.mustDo} />}
        </>
      }
    />
  )
}

/** Of another area than the beat chosen in sergeant mode: what is shown must not be taken for that beat's. */
function OtherArea({ results, about }: { results: Results; about: PatrolAbout }) {
  const settings = useStore((state) => state.settings)
  const wanted = beatAsked(settings, results)
  const { shift, asked } = shiftAsked(settings, about)
  if (wanted === null || (shift.area?.kind === wanted.kind && shift.area.code === wanted.code)) return null
  const plannable = isPlannable(about, wanted)
  return (
    <div className="other-area" role="status">
      <p>{otherAreaWords(wanted, shift.area, asked === 'own', plannable)}</p>
      {plannable && (
        <button type="button" className="button" onClick={() => changeShift({ area: wanted })}>
          Plan for {wanted.code}
        </button>
      )}
    </div>
  )
}

/** Takes the map to a plan of other ground, or that reaches out of the frame; the first time only where the address says no place. */
function useGround(plan: ShownPlan | null) {
  const before = useRef<ShownPlan | null>(null)
  useEffect(() => {
    if (plan === null) return
    const { current } = before
    before.current = plan
    const away = current === null ? useStore.getState().settings.camera === null : current.area !== plan.area || !isInFrame(plan)
    if (away) showPlan(plan)
  }, [plan])
}
