import { useEffect, useMemo } from 'react'
import { stands } from '../../engine/index.js'
import { refusedWords } from '../changeWords.js'
import type { ChangeScene } from '../layers/changeScene.js'
import type { Results, UnitList } from '../load/results.js'
import { CategoryTable } from '../panels/change/CategoryTable.js'
import { ChangeDetails } from '../panels/change/ChangeDetails.js'
import { ChangeList } from '../panels/change/ChangeList.js'
import { ChangeRail } from '../panels/change/ChangeRail.js'
import { PeriodStrip } from '../panels/change/PeriodStrip.js'
import { ListTabs, tabId } from '../panels/ListTabs.js'
import { WorkingNotice } from '../panels/WorkingNotice.js'
import { Workplace } from '../panels/Workplace.js'
import { cellId } from '../state/cells.js'
import { comparedList, measure, tellBy, useChange } from '../state/changeActions.js'
import { compareOf } from '../state/compareOf.js'
import { useStore } from '../state/store.js'
import type { ChangeAnswer } from '../worker/changeAnswer.js'
import './change.css'

/** What rose and fell between two periods: by offence group, by area, and month by month. */
export function Change({ results, title }: { results: Results; title: string }) {
  const settings = useStore((state) => state.settings)
  const opened = useStore((state) => state.results)
  const ready = useStore((state) => state.cube !== null)
  const { answer: last, of, comparing, stopped, refused } = useChange()
  const list = comparedList(settings, results)
  const id = list === 'cells' ? 'cells' : list.id
  const { categories, group, by } = settings
  const compare = compareOf(settings.compare, results.document)
  const asked = { compare, categories, group, list: id }
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results are compared anew
  useEffect(() => {
    if (ready) void measure(asked)
  }, [ready, opened, compare, categories, group, id])
  // an answer of other results, or of another kind of area, says nothing of these
  const answer = of === opened && last?.list === id ? last : null
  const scene = useMemo(() => sceneOf(results, list, answer), [results, list, answer])
  const counted = results.document.files.some(({ name }) => name === 'cube.csv')
  return (
    <Workplace
      title={title}
      results={results}
      scene={scene}
      railName="Compare"
      rail={<ChangeRail results={results} list={list} />}
      foot={
        <>
          {comparing !== null && (
            <WorkingNotice
              words={comparing.progress?.what ?? 'Comparing'}
              share={comparing.progress?.share ?? null}
              onStop={comparing.stop}
            />
          )}
          <PeriodStrip results={results} />
        </>
      }
      side={
        <>
          <section className="lists" aria-label="Change" aria-busy={comparing !== null} data-waiting={comparing !== null}>
            <ListTabs
              label="Change"
              tabs={[
                { id: 'categories', label: 'By category' },
                { id: 'areas', label: `By area: ${list === 'cells' ? 'cells' : list.label}` },
              ]}
              shown={by ?? 'categories'}
              panel={PANEL}
              onShow={(told) => tellBy(told === 'areas' ? 'areas' : null)}
            />
            <div className="list-panel" role="tabpanel" id={PANEL} aria-labelledby={tabId(PANEL, by ?? 'categories')}>
              {stopped && (
                <div className="note stopped" role="alert">
                  <p>Stopped by you. {answer === null ? '' : 'What is shown is the comparison before.'}</p>
                  <button type="button" className="button" onClick={() => void measure(asked)}>
                    Compare again
                  </button>
                </div>
              )}
              {answer === null ? (
                <p className="quiet none">{emptyWords()}</p>
              ) : by === null ? (
                <CategoryTable answer={answer} />
              ) : (
                <ChangeList results={results} list={list} answer={answer} />
              )}
            </div>
          </section>
          {answer !== null && <ChangeDetails results={results} list={list} answer={answer} />}
        </>
      }
    />
  )

  function emptyWords(): string {
    if (!counted) return 'These results hold no counts by month and category (cube.csv). Run the analysis again.'
    if (refused !== null) return refusedWords(refused)
    return stopped ? '' : 'Comparing …'
  }
}

const PANEL = 'change-panel'

/** Areas whose change stands; all others are on the map to be picked, and bare. */
function sceneOf({ cells, lists }: Results, list: UnitList | 'cells', answer: ChangeAnswer | null): ChangeScene {
  const clear =
    answer?.changes.flatMap((change, row) => (stands({ verdict: change.verdict, q: answer.q[row] }) ? [row] : [])) ?? []
  const ids = (verdict: 'rose' | 'fell') =>
    new Set(
      clear
        .filter((row) => answer?.changes[row].verdict === verdict)
        .map((row) => (list === 'cells' ? cellId(cells, row) : list.units[row].id)),
    )
  return {
    kind: 'change',
    list: list === 'cells' ? 'cells' : list.id,
    label: list === 'cells' ? 'Cells' : list.label,
    outlined: list === 'cells' ? (lists.find(({ kind }) => kind === 'area')?.id ?? null) : list.id,
    units: list === 'cells' ? clear.map((row) => ({ id: cellId(cells, row), polygons: [] })) : list.units,
    rose: ids('rose'),
    fell: ids('fell'),
  }
}
