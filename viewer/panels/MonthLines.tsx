import { exactly, monthName } from '../words.js'
import type { Series } from '../worker/protocol.js'
import { sparkPoints } from './SparkLine.js'

const WIDTH = 320
const HEIGHT = 88

const sums = ({ crimes, asb }: Series) => crimes.map((count, k) => count + asb[k])

/** Months of two things as two lines on one scale, from nothing up; every number is in the table for those who do not see lines. */
export function MonthLines({ a, b, names }: { a: Series; b: Series; names: readonly [string, string] }) {
  const [first, second] = [sums(a), sums(b)]
  const most = Math.max(1, ...first, ...second)
  const { months, present } = a
  return (
    <figure className="month-lines">
      <figcaption>
        Crimes and ASB incidents a month <span className="line-key line-a">A</span> <span className="line-key line-b">B</span>
      </figcaption>
      <div className="plotted">
        <span className="most">{exactly(most)}</span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <line className="base" x1="0" x2={WIDTH} y1="1.5" y2="1.5" />
          <line className="base" x1="0" x2={WIDTH} y1={HEIGHT - 1.5} y2={HEIGHT - 1.5} />
          {sparkPoints(second, b.present, most, WIDTH, HEIGHT).map((points) => (
            <polyline key={points} className="line-b" points={points} />
          ))}
          {sparkPoints(first, present, most, WIDTH, HEIGHT).map((points) => (
            <polyline key={points} className="line-a" points={points} />
          ))}
        </svg>
        <span className="least">0</span>
      </div>
      <p className="ends quiet" aria-hidden="true">
        <span>{monthName(months[0] ?? '')}</span>
        <span>{monthName(months.at(-1) ?? '')}</span>
      </p>
      <table className="unseen">
        <caption>Crimes and ASB incidents by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month, k) => (
            <tr key={month}>
              <th scope="row">{monthName(month)}</th>
              <td>{present[k] ? exactly(first[k]) : 'not in the data'}</td>
              <td>{present[k] ? exactly(second[k]) : 'not in the data'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
