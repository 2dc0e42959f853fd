interface SparkLineProps {
  /** Records by month. */
  readonly counts: ArrayLike<number>
  readonly present: readonly boolean[]
}

const WIDTH = 88
const HEIGHT = 16
/** Room for the line's own width. */
const EDGE = 1.5

/** Runs of months that are there, as points of a line; a month alone is drawn as a dot. */
export function sparkPoints(
  counts: ArrayLike<number>,
  present: readonly boolean[],
  most: number,
  width = WIDTH,
  height = HEIGHT,
): string[] {
  const x = (k: number) => EDGE + ((width - 2 * EDGE) * k) / Math.max(1, present.length - 1)
  const y = (count: number) => height - EDGE - ((height - 2 * EDGE) * count) / Math.max(1, most)
  const runs: string[] = []
  let run: string[] = []
  for (let k = 0; k <= present.length; k++) {
    if (present[k] === true) run.push(`${x(k).toFixed(1)},${y(counts[k]).toFixed(1)}`)
    else if (run.length > 0) {
      // a line of one point is not drawn: the same twice is a dot
      runs.push((run.length === 1 ? [run[0], run[0]] : run).join(' '))
      run = []
    }
  }
  return runs
}

/** Months as a line, from nothing to its own busiest month: the shape, not the size. A month that is missing is a gap. */
export function SparkLine({ counts, present }: SparkLineProps) {
  const most = Array.from(counts).reduce((a, b) => Math.max(a, b), 0)
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className="base" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {sparkPoints(counts, present, most).map((points) => (
        <polyline key={points} points={points} />
      ))}
    </svg>
  )
}
