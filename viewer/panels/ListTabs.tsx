import type { KeyboardEvent } from 'react'

interface ListTabsProps {
  /** What they are tabs of. */
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly label: string }[]
  readonly shown: string
  /** Id of the panel that shows the chosen one. */
  readonly panel: string
  readonly onShow: (id: string) => void
}

/** Id of a tab, which names its panel. */
export const tabId = (panel: string, id: string) => `${panel}-${id}`

/** Tabs of which one is in the order of the keyboard; the arrows go on to the others, Home and End to the first and last. */
export function ListTabs({ label, tabs, shown, panel, onShow }: ListTabsProps) {
  const go = (event: KeyboardEvent) => {
    const next = nextTab(
      event.key,
      tabs.findIndex(({ id }) => id === shown),
      tabs.length,
    )
    if (next === null) return
    event.preventDefault()
    onShow(tabs[next].id)
    document.getElementById(tabId(panel, tabs[next].id))?.focus()
  }
  return (
    <div className="list-tabs" role="tablist" aria-label={label}>
      {tabs.map(({ id, label: words }) => (
        <button
          key={id}
          id={tabId(panel, id)}
          type="button"
          role="tab"
          aria-selected={id === shown}
          aria-controls={panel}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => onShow(id)}
          onKeyDown={go}
        >
          {words}
        </button>
      ))}
    </div>
  )
}

/** The tab a key leads to, the last one followed by the first; null where it leads to none. */
export function nextTab(key: string, at: number, many: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return many - 1
  if (key === 'ArrowRight') return (at + 1) % many
  return key === 'ArrowLeft' ? (at - 1 + many) % many : null
}
