import { useEffect } from 'react'
import { clear, showHelp, walk } from './state/actions.js'
import { showView } from './state/patrolActions.js'
import { useStore } from './state/store.js'
import { VIEWS } from './state/url.js'

/** Every shortcut calls the action its button calls. */
const KEYS: Readonly<Record<string, () => void>> = {
  ArrowDown: () => walk(1),
  ArrowUp: () => walk(-1),
  Escape: clear,
  '/': () => document.querySelector<HTMLInputElement>('#search')?.focus(),
  '?': () => showHelp(!useStore.getState().help),
  ...Object.fromEntries(VIEWS.map((view, k) => [String(k + 1), () => void showView(view)])),
}

/** Fields that are typed into, and what every key has a meaning in. */
const OWN_KEYS = 'select, [role=slider], input:is([type=text], [type=date], [type=time])'
/** What arrows move in or scroll. */
const OWN_ARROWS = 'input:is([type=radio], [type=range]), .inspector'

export function useKeys() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      const act = KEYS[event.key]
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      if (target instanceof HTMLInputElement && target.type === 'search') {
        // in the search field letters are letters; Escape leaves it, arrows go on to the list
        if (event.key === 'Escape') target.blur()
        else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') act()
        return
      }
      // what has arrows or letters of its own keeps them
      if (event.key !== 'Escape' && target instanceof Element && target.closest(OWN_KEYS) !== null) return
      if (target instanceof Element && target.matches(OWN_ARROWS) && event.key.startsWith('Arrow')) return
      if (useStore.getState().settings.view === 'quality' && event.key.startsWith('Arrow')) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
