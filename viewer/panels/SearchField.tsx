import { searchFor } from '../state/actions.js'
import { useStore } from '../state/store.js'
import { inSentence } from '../words.js'

/** Search of one list by name or code. */
export function SearchField({ of }: { of: string }) {
  const search = useStore((state) => state.search)
  return (
    <>
      <label htmlFor="search">Search {inSentence(of)}</label>
      <input id="search" type="search" aria-keyshortcuts="/" value={search} onChange={(event) => searchFor(event.target.value)} />
    </>
  )
}
