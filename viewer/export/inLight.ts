import { get, set } from '../state/settle.js'

/** Makes something for paper while the page is in its light colours, whatever its theme: ink on white. The address stays as it is. */
export async function inLight<T>(make: () => T | Promise<T>): Promise<T> {
  const { theme } = get().settings
  if (document.documentElement.dataset.theme !== 'dark') return make()
  set({ settings: { ...get().settings, theme: 'light' } })
  try {
    await mapDrawn()
    return await make()
  } finally {
    set({ settings: { ...get().settings, theme } })
  }
}

/** The map has its new colours; where there is none, or it takes too long, paper does not wait. */
async function mapDrawn(): Promise<void> {
  const { dataset } = document.documentElement
  for (let step = 0; step < 100; step++) {
    await new Promise((done) => setTimeout(done, 50))
    if (dataset.theme === 'light' && (dataset.map === undefined || dataset.map === 'rendered') && step > 1) return
  }
}
