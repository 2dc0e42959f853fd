import { analyseRaw, leaveRaw, readRawCrimes, takeForKind } from '../state/actions.js'
import type { State } from '../state/store.js'
import { exactly } from '../words.js'
import type { FileRows, RawFound } from '../worker/protocol.js'

type Raw = NonNullable<State['raw']>

const KINDS = [
  ['ward', 'Wards'],
  ['beat', 'Beats'],
  ['sector', 'Sectors'],
  ['lsoa', 'LSOAs'],
  ['lpa', 'Local policing areas'],
  ['boundary', 'Boundary of the force'],
  ['', 'Leave out'],
] as const

/** What dropped files were taken for, and what became of their rows, before anything is analysed. */
export function RawFiles({ raw, over }: { raw: Raw; over: boolean }) {
  const { found, rows, kinds } = raw
  const notice = (
    <section className="notice raw" aria-labelledby="raw-title">
      <h1 id="raw-title">{rows === null ? 'Are these columns right?' : 'What is in these files'}</h1>
      {rows === null && found.mapping !== null && <Mapping mapping={found.mapping} />}
      {rows !== null && <p>{rowsInWords(rows)}</p>}
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">File, and what it is taken for</th>
              {rows !== null &&
                ['Rows read', 'Used', 'With a place', 'Set aside'].map((name) => (
                  <th scope="col" className="number" key={name}>
                    {name}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {found.files.map((file, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and their order never changes
              <tr key={k}>
                <th scope="row">
                  {file.name}
                  {file.role === 'areas' ? (
                    <select
                      aria-label={`${file.name} is taken for`}
                      value={kinds[k]}
                      onChange={(event) => takeForKind(k, event.target.value)}
                    >
                      {KINDS.map(([kind, label]) => (
                        <option value={kind} key={kind}>
                          {label}
                        </option>
                      ))}
                    </select>
                  ) : (
                    <span className="sub">
                      {file.note}
                      {file.role === 'unused' && ' (not used)'}
                    </span>
                  )}
                </th>
                {rows !== null && <Rows rows={rows.find(({ name }) => name === file.name && isCrimes(file.role))} />}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows !== null && <Reasons rows={rows} />}
      {rows !== null && <Forces rows={rows} />}
      <div className="actions">
        {rows === null ? (
          <button type="button" className="strong" onClick={() => void readRawCrimes(true)}>
            The columns are right: read the file
          </button>
        ) : (
          <button type="button" className="strong" onClick={() => void analyseRaw()}>
            Analyse
          </button>
        )}
        <button type="button" className="button" onClick={leaveRaw}>
          Leave
        </button>
      </div>
      <p className="hint">Nothing leaves this computer. Other columns, options and plans: hexbeat analyse.</p>
    </section>
  )
  return over ? <div className="over">{notice}</div> : <main className="page centred">{notice}</main>
}

function Mapping({ mapping }: { mapping: NonNullable<RawFound['mapping']> }) {
  return (
    <>
      <p>
        {mapping.file} is not a file of police.uk. Its columns were guessed from their headings; a wrong guess makes a wrong map.
      </p>
      <dl className="facts">
        {mapping.fields.map(({ field, heading, seen }) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>
              {heading}
              <span className="sub">{seen.length === 0 ? 'blank in the first rows' : seen.join(' | ')}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>coordinates</dt>
          <dd>{mapping.coordinates}</dd>
        </div>
        <div>
          <dt>order of dates</dt>
          <dd>{mapping.dates}</dd>
        </div>
      </dl>
    </>
  )
}

function Rows({ rows }: { rows: FileRows | undefined }) {
  if (rows === undefined) return <td colSpan={4} />
  return [rows.read, rows.used, rows.located, asideOf(rows)].map((count, k) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: four numbers in the order of the headings
    <td className="number" key={k}>
      {exactly(count)}
    </td>
  ))
}

/** Why rows were set aside, over all files. */
function Reasons({ rows }: { rows: readonly FileRows[] }) {
  const reasons = new Map<string, number>()
  for (const { setAside } of rows)
    for (const [reason, count] of Object.entries(setAside)) reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  const told = [...reasons].filter(([, count]) => count > 0)
  if (told.length === 0) return null
  return <p>Set aside: {told.map(([reason, count]) => `${exactly(count)} ${reason.replaceAll('-', ' ')}`).join(', ')}.</p>
}

/** Files of two forces are one analysis: said before it is made. */
function Forces({ rows }: { rows: readonly FileRows[] }) {
  const forces = [...new Set(rows.flatMap((file) => file.forces))].toSorted()
  if (forces.length < 2) return null
  return (
    <p className="note">
      These files are of {forces.length} forces: {forces.join(', ')}. They would be counted together as one area, and ranks would
      go across them. Leave, and drop one force at a time, if that is not meant.
    </p>
  )
}

const isCrimes = (role: string) => role === 'crimes' || role === 'own crimes'
const asideOf = ({ setAside }: FileRows) => Object.values(setAside).reduce((sum, count) => sum + count, 0)

function rowsInWords(rows: readonly FileRows[]): string {
  const sum = (of: (row: FileRows) => number) => exactly(rows.reduce((total, row) => total + of(row), 0))
  return `${sum(({ read }) => read)} rows read: ${sum(({ used }) => used)} used, ${sum(asideOf)} set aside.`
}
