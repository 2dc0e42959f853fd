import { filterBy } from '../state/actions.js'
import { useStore } from '../state/store.js'
import { counted, exactly, monthName } from '../words.js'

/** Which months and categories count: the map, the lists and the details follow. */
export function Filters() {
  const results = useStore((state) => state.results)
  const cube = useStore((state) => state.cube)
  const { months, categories } = useStore((state) => state.settings)
  if (results === null || cube === null) return null
  const { period } = results.document
  const { from, to } = months ?? period
  const range = (first: string, last: string) =>
    filterBy({ months: first <= last ? { from: first, to: last } : { from: last, to: first } })
  return (
    <fieldset className="filters">
      <legend>Count only</legend>
      <div className="range">
        <MonthChoice label="First month" value={from} months={cube.months} onChoose={(month) => range(month, to)} />
        <span aria-hidden="true">to</span>
        <MonthChoice label="Last month" value={to} months={cube.months} onChoose={(month) => range(from, month)} />
      </div>
      <Categories />
      {(months !== null || categories !== null) && (
        <button type="button" className="more" onClick={() => filterBy({ months: null, categories: null })}>
          Whole period, all categories
        </button>
      )}
    </fieldset>
  )
}

/** Which categories count. */
export function Categories() {
  const cube = useStore((state) => state.cube)
  const counts = useStore((state) => state.counts)
  const { months, categories, view } = useStore((state) => state.settings)
  if (cube === null) return null
  const byCategory = months === null || view === 'change' ? cube.byCategory : (counts?.byCategory ?? cube.byCategory)
  const chosen = new Set(categories ?? cube.categories.map(({ id }) => id))
  return (
    <details>
      <summary>
        {categories === null
          ? `All ${counted(cube.categories.length, 'category', 'categories')}`
          : `${chosen.size} of ${counted(cube.categories.length, 'category', 'categories')}`}
      </summary>
      <div className="both">
        <button type="button" onClick={() => filterBy({ categories: null })}>
          All
        </button>
        <button type="button" onClick={() => filterBy({ categories: [] })}>
          None
        </button>
      </div>
      {cube.categories.map(({ id, label }) => (
        <label key={id} className="choice">
          <input type="checkbox" checked={chosen.has(id)} onChange={(event) => choose(id, event.target.checked)} />
          <span>{label}</span>
          <span className="many">{exactly(byCategory[id] ?? 0)}</span>
        </label>
      ))}
    </details>
  )

  function choose(id: string, wanted: boolean) {
    filterBy({
      categories: (cube?.categories ?? []).map((one) => one.id).filter((one) => (one === id ? wanted : chosen.has(one))),
    })
  }
}

interface MonthChoiceProps {
  readonly label: string
  readonly value: string
  readonly months: readonly string[]
  readonly onChoose: (month: string) => void
}

function MonthChoice({ label, value, months, onChoose }: MonthChoiceProps) {
  // a month the data does not reach is still the one that is set
  const known = months.includes(value) ? months : [...months, value].toSorted()
  return (
    <select aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
      {known.map((month) => (
        <option key={month} value={month}>
          {monthName(month)}
        </option>
      ))}
    </select>
  )
}
