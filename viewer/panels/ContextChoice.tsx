import './share.css'
import { drawUnder, removeUnder } from '../state/context.js'
import { useStore } from '../state/store.js'
import { exactly } from '../words.js'
import { CONTEXT_KINDS, type ContextFile, type ContextKind } from '../worker/protocol.js'

const KIND_WORDS: Readonly<Record<ContextKind, string>> = {
  station: 'stations',
  place: 'places',
  major: 'main roads',
  rail: 'railways',
  water: 'water',
  road: 'roads',
  other: 'other lines',
}

/** "roads and water: 1,204 lines, 12 points". */
function contextWords({ lineKinds, pointKinds }: ContextFile): string {
  const kinds = CONTEXT_KINDS.filter((_, kind) => lineKinds.includes(kind) || pointKinds.includes(kind)).map(
    (kind) => KIND_WORDS[kind],
  )
  const listed = kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`
  const counts = [
    lineKinds.length > 0 ? `${exactly(lineKinds.length)} ${lineKinds.length === 1 ? 'line' : 'lines'}` : '',
    pointKinds.length > 0 ? `${exactly(pointKinds.length)} ${pointKinds.length === 1 ? 'point' : 'points'}` : '',
  ].filter((part) => part !== '')
  return `${listed}: ${counts.join(', ')}`
}

/** Roads, railways, water and stations of the reader's own, drawn under the map; nothing is asked of a network. */
export function ContextChoice() {
  const context = useStore((state) => state.context)
  const tiles = useStore((state) => state.tiles)
  return (
    <fieldset className="context">
      <legend>Under the map</legend>
      {context !== null && <Drawn name={context.name} words={contextWords(context)} onRemove={() => removeUnder('context')} />}
      {tiles !== null && <Drawn name={tiles.name} words="vector tiles, without names" onRemove={() => removeUnder('tiles')} />}
      <label className="button">
        {context === null && tiles === null ? 'Roads, rail, water …' : 'Another file'}
        <input
          type="file"
          className="unseen"
          accept=".geojson,.json,.pmtiles"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file !== undefined) void drawUnder(file)
            // the same file may be chosen again
            event.target.value = ''
          }}
        />
      </label>
      <p className="quiet">
        GeoJSON in longitude and latitude, or PMTiles. {context === null && tiles === null ? 'It is' : 'These are'} read on this
        computer: nothing is requested from elsewhere, and a link does not hold it.
      </p>
    </fieldset>
  )
}

function Drawn({ name, words, onRemove }: { name: string; words: string; onRemove: () => void }) {
  return (
    <p className="drawn">
      <span>
        <strong>{name}</strong>
        <span className="sub">{words}</span>
      </span>
      <button type="button" className="icon" aria-label={`Take ${name} off the map`} onClick={onRemove}>
        ×
      </button>
    </p>
  )
}
