import { describe, percent, short } from './describe.js'
import type { Prepared, Statistic } from './statistic.js'

/** What `--explain` prints: formula, conventions, the values at hand, what misleads, source. */
export function explain(name: string, { does, input, formula, misleads, source }: Statistic, prepared: Prepared): string {
  const { n, mean, sd, skewness, shareZero, least, most, counts } = describe(prepared.values)
  const data =
    n === 0
      ? ['n 0']
      : [
          `n ${n}`,
          `mean ${short(mean)}`,
          `S ${short(sd)} (divisor n)`,
          `skewness ${Number.isNaN(skewness) ? 'none: all are equal' : short(skewness)}`,
          `zeros ${percent(shareZero)}`,
          `from ${short(least)} to ${short(most)}, ${counts ? 'whole numbers' : 'not all whole numbers from 0 up'}`,
        ]
  const here = prepared.here.length === 0 ? ['Nothing that these values show.'] : prepared.here
  return [
    `${name}, of ${input}: ${does}.`,
    block('Formula', formula),
    block('Conventions', prepared.conventions),
    block(`Here (${prepared.valuesAre})`, data),
    block('What misleads', [misleads]),
    block('What misleads here', here),
    block('Source', [source]),
    '',
  ].join('\n')
}

function block(title: string, lines: readonly string[]): string {
  return `\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}`
}
