import { dotted } from '../export/sheetWords.js'
import type { Results } from '../load/results.js'
import { codeWords, counted, exactly, monthName, percent, periodWords, prose, withinWords } from '../words.js'

type Document = Results['document']

/** Can this map be trusted: what was read, what was left out and why, what it cannot say. */
export function Quality({ results }: { results: Results }) {
  const { document: analysis } = results
  return (
    <main className="page quality">
      <h1>Data quality</h1>
      <p className="lead">
        {dotted(analysis.force, periodWords(analysis.period))} · data to {monthName(analysis.period.dataTo)}
      </p>
      <Rows analysis={analysis} />
      <Months analysis={analysis} />
      <section>
        <h2>What this cannot tell you</h2>
        <ul className="findings">
          {analysis.limits.map((limit) => (
            <li key={limit}>{prose(limit)}</li>
          ))}
        </ul>
      </section>
      <Warnings analysis={analysis} />
      <Precision analysis={analysis} />
      <Busiest analysis={analysis} />
      <Inputs analysis={analysis} checked={results.checked} />
    </main>
  )
}

function Rows({ analysis }: { analysis: Document }) {
  const { rows } = analysis
  const aside = Object.entries(rows.setAside).filter(([, count]) => count > 0)
  const parts = [
    { name: 'In the study area', count: rows.inStudyArea, kind: 'in' },
    { name: 'Located, outside the study area', count: rows.located - rows.inStudyArea, kind: 'outside' },
    { name: 'No location', count: rows.used - rows.located, kind: 'unlocated' },
    ...aside.map(([reason, count]) => ({ name: `Set aside: ${codeWords(reason).toLowerCase()}`, count, kind: 'aside' })),
  ]
  return (
    <section>
      <h2>Every row accounted for</h2>
      <p>
        {exactly(rows.read)} rows read = {exactly(rows.used)} used + {exactly(rows.read - rows.used)} set aside. All months,
        whatever the period.
      </p>
      <div className="account" aria-hidden="true">
        {parts
          .filter(({ count }) => count > 0)
          .map((part) => (
            <span key={part.name} className={`counted share-${part.kind}`} style={{ flexGrow: part.count }} />
          ))}
      </div>
      <table className="plain">
        <tbody>
          {parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">
                <span className={`dot share-${part.kind}`} />
                {part.name}
              </th>
              <td className="number">{exactly(part.count)}</td>
              <td className="number">{rows.read === 0 ? '' : percent(part.count / rows.read)}</td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row">Read</th>
            <td className="number">{exactly(rows.read)}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <p className="quiet">
        Located in none of the areas:{' '}
        {analysis.layers.map((layer) => `${layer.label} ${exactly(layer.outside)}`).join(', ') || 'no areas were given'}.
      </p>
    </section>
  )
}

function Months({ analysis }: { analysis: Document }) {
  const { period, sources } = analysis
  const present = new Set(sources.flatMap((file) => file.months))
  const all = [...present, period.from, period.to].toSorted()
  const years = range(Number(all[0].slice(0, 4)), Number((all.at(-1) ?? all[0]).slice(0, 4)))
  const state = (month: string) => {
    const inside = month >= period.from && month <= period.to
    if (present.has(month)) return inside ? 'period' : 'present'
    return inside ? 'missing' : 'none'
  }
  const words = {
    period: 'in the period',
    present: 'read, outside the period',
    missing: 'missing from the period',
    none: 'not read, outside the period',
  }
  const kinds = new Set(years.flatMap((year) => range(1, 12).map((month) => state(`${year}-${pad(month)}`))))
  return (
    <section>
      <h2>Months</h2>
      {period.missing.length > 0 ? (
        <p className="note">Missing: {period.missing.map(monthName).join(', ')}. A missing month is no month without crime.</p>
      ) : (
        <p>No month of the period is missing.</p>
      )}
      <table className="calendar">
        <thead>
          <tr>
            <td />
            {range(1, 12).map((month) => (
              <th key={month} scope="col">
                {monthName(`2000-${pad(month)}`).slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {range(1, 12).map((month) => {
                const kind = state(`${year}-${pad(month)}`)
                return (
                  <td key={month} title={`${monthName(`${year}-${pad(month)}`)}: ${words[kind]}`}>
                    <span className={`month month-${kind}`}>
                      <span className="unseen">{words[kind]}</span>
                    </span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="quiet key">
        {(['period', 'present', 'none', 'missing'] as const)
          .filter((kind) => kinds.has(kind))
          .map((kind) => (
            <li key={kind}>
              <span className={`month month-${kind}`} /> {words[kind]}
            </li>
          ))}
      </ul>
    </section>
  )
}

function Warnings({ analysis }: { analysis: Document }) {
  if (analysis.warnings.length === 0) return null
  return (
    <section>
      <h2>Warnings</h2>
      <ul className="warnings">
        {analysis.warnings.map((warning) => (
          <li key={`${warning.code}${warning.message}`}>
            <p>
              {prose(warning.message)} <code>{warning.code}</code>
            </p>
            {warning.examples.length > 0 && (
              <ul className="quiet">
                {warning.examples.map((example) => {
                  const text = [
                    example.file,
                    example.line === undefined ? '' : `line ${example.line}`,
                    example.column,
                    example.value,
                  ]
                    .filter((part) => part !== undefined && part !== '')
                    .join(', ')
                  return <li key={text}>{text}</li>
                })}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Precision({ analysis }: { analysis: Document }) {
  const { resolution, statistics } = analysis
  return (
    <section>
      <h2>Places and cells</h2>
      <p>
        {resolution.snapped
          ? 'The points are snapped: many crimes share one published point near, not at, where they happened. '
          : 'The points are exact coordinates. '}
        {percent(resolution.singlePointShare)} of crimes lie in cells with a single distinct point, at resolution{' '}
        {resolution.used}
        {resolution.finest < resolution.used && `; cells finer than resolution ${resolution.finest} are finer than the data`}.
      </p>
      <p>
        Evidence of heat: {exactly(statistics.hot)} hot and {exactly(statistics.cold)} cold of{' '}
        {counted(statistics.inStatistics, 'cell', 'cells')} compared ({exactly(statistics.cells)} in the study area), each against
        the average of {withinWords(statistics.within)}
        {statistics.within !== 'force' &&
          statistics.changedOnAllCells !== null &&
          `; ${percent(statistics.changedOnAllCells)} of the hot cells would not be hot against all cells`}
        .{' '}
        {statistics.basis === 'normal'
          ? 'The classes come from the normal approximation, which is weak on small counts.'
          : `The classes come from ${statistics.basis === 'exact' ? 'exact' : 'simulated'} permutation.`}
      </p>
    </section>
  )
}

function Busiest({ analysis }: { analysis: Document }) {
  if (analysis.busiest.length === 0) return null
  return (
    <section>
      <h2>Busiest published points</h2>
      <p className="quiet">Institutions stay in the totals and are left out of hot lists by default.</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col" className="number">
              Crimes and ASB
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col">Kind</th>
          </tr>
        </thead>
        <tbody>
          {analysis.busiest.map((place, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two points may carry one name; the list never changes
            <tr key={at}>
              <th scope="row">{place.name || `Place ${at + 1}, without a name in the data`}</th>
              <td className="number">{exactly(place.count)}</td>
              <td className="number">{percent(place.share)}</td>
              <td>{place.flag}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Inputs({ analysis, checked }: { analysis: Document; checked: Results['checked'] }) {
  const { harm, factors } = analysis
  return (
    <section>
      <h2>Sources</h2>
      <p>
        Harm: {harm.label}. {harm.source}. {harm.licence}.
      </p>
      {factors.length > 0 && (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Factor</th>
              <th scope="col" className="number">
                Weight
              </th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {factors.map((factor) => (
              <tr key={factor.id}>
                <th scope="row">
                  {factor.label}
                  {factor.proxy && ' (proxy)'}
                </th>
                <td className="number">{percent(factor.weight)}</td>
                <td>
                  {factor.source}, {factor.year}; {factor.unit}, by {factor.geography}. {factor.note}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        {checked.checksums
          ? `All ${counted(checked.files, 'file', 'files')} of the results are there; those shown are unchanged since they were written.`
          : `All ${counted(checked.files, 'file', 'files')} of the results are there and of their size. Checksums were not compared: browsers do that only on this computer and over https.`}
      </p>
      <details>
        <summary>{counted(analysis.inputs.length, 'input file', 'input files')} with checksums</summary>
        <table className="plain">
          <tbody>
            {analysis.inputs.map((input) => (
              <tr key={`${input.role}${input.name}`}>
                <th scope="row">{input.name}</th>
                <td>{input.role}</td>
                <td className="number">{exactly(input.bytes)} bytes</td>
                <td>
                  <code>{input.sha256.slice(0, 16)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p className="quiet">
        {analysis.attribution.join(' ')} Made with hexbeat {analysis.version}.
      </p>
    </section>
  )
}

const pad = (month: number) => String(month).padStart(2, '0')
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => from + k)
