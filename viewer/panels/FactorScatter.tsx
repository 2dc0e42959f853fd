import { useMemo, useRef, useState } from 'react'
import type { Document } from '../load/document.js'
import type { Results, UnitList } from '../load/results.js'
import { select } from '../state/actions.js'
import { compareWith, plotFactors } from '../state/compare.js'
import { axisOf, type Dot, dotsOf, factorTitle, nearestDot } from '../state/scatter.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { measured } from '../words.js'
import { useSize } from './useSize.js'
import './scatter.css'

type Factor = Document['factors'][number]

interface FactorScatterProps {
  readonly results: Results
  readonly list: UnitList
  /** Whether what the files say of priority is read. */
  readonly ready: boolean
}

/** Two factors of every area as dots, asked for; a table says the same. */
export function FactorScatter({ results, list, ready }: FactorScatterProps) {
  const { factors } = results.document
  const wanted = useStore((state) => state.settings.scatter)
  const about = useStore((state) => state.priority)
  const [table, setTable] = useState(false)
  const chosen = wanted?.map((id) => factors.find((factor) => factor.id === id))
  const [across, up] = [chosen?.[0], chosen?.[1]]
  const asked = ready && across !== undefined && up !== undefined
  const found = useTask('factorValues', asked ? { list: list.id, across: across.id, up: up.id } : null, about)
  const values = found?.current ? found.result : null
  const dots = useMemo(() => (values === null ? [] : dotsOf(list, values)), [list, values])
  if (factors.length < 2) return null
  const open = across !== undefined && up !== undefined
  return (
    <section className="scatter" aria-label="Two factors" data-open={open}>
      <header>
        <button
          type="button"
          className="fold"
          aria-expanded={open}
          onClick={() => plotFactors(open ? null : [factors[0].id, factors[1].id])}
        >
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> Two factors
        </button>
        {open && (
          <>
            <FactorChoice label="Across" value={across.id} factors={factors} onChoose={(id) => plotFactors([id, up.id])} />
            <FactorChoice label="Up" value={up.id} factors={factors} onChoose={(id) => plotFactors([across.id, id])} />
            <button type="button" className="more" aria-pressed={table} onClick={() => setTable(!table)}>
              {table ? 'As a plot' : 'As a table'}
            </button>
            {values !== null && dots.length < list.units.length && (
              <span className="quiet">{list.units.length - dots.length} not known</span>
            )}
          </>
        )}
      </header>
      {open && values !== null && !table && (
        <Plot dots={dots} list={list} across={across} up={up} titles={titlesOf(across, up, values.measured)} />
      )}
      {open && values !== null && table && <DotTable dots={dots} list={list} titles={titlesOf(across, up, values.measured)} />}
    </section>
  )
}

const titlesOf = (across: Factor, up: Factor, known: boolean): readonly [string, string] => [
  factorTitle(across, known),
  factorTitle(up, known),
]

interface FactorChoiceProps {
  readonly label: string
  readonly value: string
  readonly factors: readonly Factor[]
  readonly onChoose: (id: string) => void
}

function FactorChoice({ label, value, factors, onChoose }: FactorChoiceProps) {
  return (
    <label className="factor-choice">
      {label}
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {factors.map((factor) => (
          <option key={factor.id} value={factor.id}>
            {factor.label}
          </option>
        ))}
      </select>
    </label>
  )
}

interface PlotProps {
  readonly dots: readonly Dot[]
  readonly list: UnitList
  readonly across: Factor
  readonly up: Factor
  readonly titles: readonly [string, string]
}

const [LEFT, RIGHT, TOP, FOOT] = [52, 16, 10, 34]
const REACH = 24

function Plot({ dots, list, titles }: PlotProps) {
  const { selection, beside } = useStore((state) => state.settings)
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const [hovered, setHovered] = useState<Dot | null>(null)
  const { width, height } = size ?? { width: 600, height: 200 }
  const axes = useMemo(
    () => (dots.length === 0 ? null : { x: axisOf(dots.map((dot) => dot.across)), y: axisOf(dots.map((dot) => dot.up)) }),
    [dots],
  )
  if (axes === null) return <p className="quiet none">No area has both.</p>
  const x = (value: number) => LEFT + ((width - LEFT - RIGHT) * (value - axes.x.from)) / (axes.x.to - axes.x.from)
  const y = (value: number) => height - FOOT - ((height - TOP - FOOT) * (value - axes.y.from)) / (axes.y.to - axes.y.from)
  const place = (dot: Dot) => [x(dot.across), y(dot.up)] as const
  const idOf = (which: typeof selection) => (which?.list === list.id ? which.id : null)
  const [a, b] = [idOf(selection), idOf(beside)]
  const told = hovered ?? dots.find(({ id }) => id === a) ?? null
  const under = (event: React.PointerEvent | React.MouseEvent) => {
    const area = box.current?.getBoundingClientRect()
    return area === undefined ? null : nearestDot(dots, place, [event.clientX - area.left, event.clientY - area.top], REACH)
  }
  const walk = (step: number) => {
    const at = dots.findIndex(({ id }) => id === a)
    const next = dots[Math.min(dots.length - 1, Math.max(0, at < 0 ? 0 : at + step))]
    select({ list: list.id, id: next.id }, 'list')
  }
  return (
    <div className="dots" ref={box}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${titles[1]}, against ${titles[0]}, of ${list.label}. Left and right arrows walk the dots.${told === null ? '' : ` ${told.name}: ${measured(told.across)}, ${measured(told.up)}`}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk the dots, from left to right; the table is the way for those who see none
        tabIndex={0}
        onPointerMove={(event) => setHovered(under(event))}
        onPointerLeave={() => setHovered(null)}
        onClick={(event) => {
          const dot = under(event)
          if (dot === null) return
          if (event.shiftKey) compareWith({ list: list.id, id: dot.id }, 'list')
          else select({ list: list.id, id: dot.id }, 'list')
        }}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
          if (step === undefined) return
          event.preventDefault()
          walk(step)
        }}
      >
        {axes.x.ticks.map((tick) => (
          <g key={tick}>
            <line className="base" x1={x(tick)} x2={x(tick)} y1={TOP} y2={height - FOOT} />
            <text className="tick" x={x(tick)} y={height - FOOT + 13}>
              {measured(tick)}
            </text>
          </g>
        ))}
        {axes.y.ticks.map((tick) => (
          <g key={tick}>
            <line className="base" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text className="tick up" x={LEFT - 6} y={y(tick) + 4}>
              {measured(tick)}
            </text>
          </g>
        ))}
        <text className="title" x={width - RIGHT} y={height - 5}>
          {titles[0]} →
        </text>
        <text className="title start" x={LEFT + 4} y={TOP + 11}>
          ↑ {titles[1]}
        </text>
        {dots.map((dot) => (
          <circle key={dot.id} cx={x(dot.across)} cy={y(dot.up)} r="3.5" />
        ))}
        {[
          { id: b, name: 'beside', letter: 'B' },
          { id: a, name: 'selected', letter: 'A' },
        ].map(({ id, name, letter }) => {
          const dot = dots.find((one) => one.id === id)
          return dot === undefined ? null : (
            <g key={name} className={name}>
              <circle cx={x(dot.across)} cy={y(dot.up)} r="6" />
              {b !== null && a !== null && a !== b && (
                <text x={x(dot.across) + 9} y={y(dot.up) - 6}>
                  {letter}
                </text>
              )}
            </g>
          )
        })}
        {hovered !== null && <circle className="hovered" cx={x(hovered.across)} cy={y(hovered.up)} r="6" />}
      </svg>
      {told !== null && (
        <p className="told">
          <strong>{told.name}</strong> {measured(told.across)} · {measured(told.up)}
          {told.score !== null && <span className="quiet"> · score {told.score.toFixed(1)}</span>}
        </p>
      )}
    </div>
  )
}

function DotTable({ dots, list, titles }: { dots: readonly Dot[]; list: UnitList; titles: readonly [string, string] }) {
  const selection = useStore((state) => state.settings.selection)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="scroll" aria-label="The same as a table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="head">
              {list.label}
            </th>
            {titles.map((title) => (
              <th key={title} scope="col" className="head number">
                {title}
              </th>
            ))}
            <th scope="col" className="head number">
              Score
            </th>
          </tr>
        </thead>
        <tbody>
          {dots.map((dot) => (
            <tr
              key={dot.id}
              data-chosen={selection?.list === list.id && selection.id === dot.id}
              onClick={() => select({ list: list.id, id: dot.id }, 'list')}
            >
              <th scope="row">{dot.name}</th>
              <td className="number">{measured(dot.across)}</td>
              <td className="number">{measured(dot.up)}</td>
              <td className="number">{dot.score === null ? '–' : dot.score.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
