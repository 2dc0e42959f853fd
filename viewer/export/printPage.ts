import { get, set } from '../state/settle.js'

/** Prints the page in light colours, whatever its theme: ink on white, readable without colour. The address stays as it is. */
export async function printPage(): Promise<void> {
  const { settings } = get()
  const dark = document.documentElement.dataset.theme === 'dark'
  if (dark) {
    set({ settings: { ...settings, theme: 'light' } })
    await mapDrawn()
  }
  print()
  if (dark) set({ settings: { ...get().settings, theme: settings.theme } })
}

/** The map has its new colours; where there is none, or it takes too long, the print goes on. */
async function mapDrawn(): Promise<void> {
  const { dataset } = document.documentElement
  for (let step = 0; step < 100; step++) {
    await new Promise((done) => setTimeout(done, 50))
    if (dataset.theme === 'light' && (dataset.map === undefined || dataset.map === 'rendered') && step > 1) return
  }
}
