import { useEffect } from 'react'
import type { Results } from '../load/results.js'
import { useStore } from '../state/store.js'
import { dotted, sheetWords } from './sheetWords.js'

/** What stands above the view on paper alone; the marking is in the margins of every page. */
export function PrintHead({ results, title }: { results: Results; title: string }) {
  const settings = useStore((state) => state.settings)
  const words = sheetWords(results, title, new Date(), settings)
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(margins(words.marking, dotted(words.force, words.period)))
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  }, [words.marking, words.force, words.period])
  return (
    <header className="print-only print-head">
      <h1>{words.title}</h1>
      <p>{dotted(words.force, words.period)}</p>
    </header>
  )
}

/** What stands under the view on paper alone: what it cannot say, and who is owed. */
export function PrintFoot({ results, title }: { results: Results; title: string }) {
  const { limits } = results.document
  const settings = useStore((state) => state.settings)
  const words = sheetWords(results, title, new Date(), settings)
  // the first of the limits is the caveat itself in the results of the engine
  const others = limits.filter((limit) => !words.caveat.includes(limit))
  return (
    <footer className="print-only print-foot">
      <h2>What this does not show</h2>
      <p>{words.caveat}</p>
      <ul>
        {others.slice(0, 4).map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <p className="quiet">
        {words.sources.join(' ')} {words.made}.
      </p>
    </footer>
  )
}

function margins(marking: string, about: string): string {
  const text = (value: string) => `"${value.replace(/[\\"\n]/g, (one) => (one === '\n' ? ' ' : `\\${one}`))}"`
  const strong = `font: 650 9pt system-ui, sans-serif; letter-spacing: 0.06em; content: ${text(marking)}`
  const side = 'width: 35%; font: 400 8pt system-ui, sans-serif'
  return `@page { size: A4; margin: 16mm 12mm 15mm; @top-center { ${strong} } @bottom-center { width: 30%; ${strong} } @bottom-left { ${side}; content: ${text(about)} } @bottom-right { ${side}; content: "Page " counter(page) " of " counter(pages) } }`
}
