import type { Results } from '../../load/results.js'
import { select } from '../../state/actions.js'
import { useStore } from '../../state/store.js'

/** Areas a briefing can be of: all but LSOAs, which are too small to name categories in. */
export function BriefingArea({ results }: { results: Results }) {
  const selection = useStore((state) => state.settings.selection)
  const lists = results.lists.filter(({ kind, id }) => kind === 'area' && id !== 'lsoas')
  const value = lists.some(({ id }) => id === selection?.list) ? `${selection?.list}:${selection?.id}` : ''
  return (
    <div className="briefing-area">
      <label htmlFor="briefing-area">Briefing of</label>
      <select
        id="briefing-area"
        value={value}
        onChange={({ target }) => {
          const [list, ...id] = target.value.split(':')
          if (list !== '') select({ list, id: id.join(':') }, 'list')
        }}
      >
        <option value="">choose an area</option>
        {lists.map(({ id, label, units }) => (
          <optgroup key={id} label={label}>
            {units.map((unit) => (
              <option key={unit.id} value={`${id}:${unit.id}`}>
                {unit.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
