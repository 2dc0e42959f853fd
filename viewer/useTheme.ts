import { useSyncExternalStore } from 'react'
import type { Theme } from './layers/colour.js'
import { useStore } from './state/store.js'

const dark = matchMedia('(prefers-color-scheme: dark)')

function follow(changed: () => void) {
  dark.addEventListener('change', changed)
  return () => dark.removeEventListener('change', changed)
}

/** The theme chosen in the address, else the computer's. */
export function useTheme(): Theme {
  const chosen = useStore((state) => state.settings.theme)
  const computer = useSyncExternalStore(follow, () => dark.matches)
  return chosen ?? (computer ? 'dark' : 'light')
}
