import {
  counted,
  exactly,
  paragraph,
  percent,
  SCREEN_WIDTH,
  TRIAL_DAY,
  type TrialPower,
  type TrialResult,
  type TrialSchedule,
  textTable,
} from '../../engine/index.js'

export interface PlannedTrial {
  readonly marking: string
  readonly schedule: TrialSchedule
  readonly power: TrialPower
  /** Events expected in each hotspot on a day without patrol. */
  readonly means: Float64Array
  /** File they are the mean of; null: given. */
  readonly history: string | null
  /** Hotspots that say include no. */
  readonly leftOut: number
  readonly file: string
}

type Answer = { text: string; json: Record<string, unknown> }

const WEEK = 7
/** Weeks of the schedule beside each other on the screen. */
const WEEKS_ABREAST = 8
/** By TRIAL_DAY. */
const LETTERS = ['.', 'P', '-'] as const
/** Two-sided, as the power is told for. */
const P_LIMIT = 0.05

/** Power first, then the schedule. */
export function planText({ marking, schedule, power, means, history, leftOut, file }: PlannedTrial): Answer {
  const { hotspots, days, dates, seed, washoutDays, assigned } = schedule
  const armDays = (arm: number) => assigned.reduce((sum, one) => sum + Number(one === arm), 0)
  const [treated, held] = [armDays(TRIAL_DAY.treat), armDays(TRIAL_DAY.hold)]
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length
  const found =
    power.found80 === null
      ? 'No fall in the table would be found by 80 % of such trials: more days or more hotspots are needed before this trial can tell anything.'
      : `The smallest fall in the table that at least 80 % of such trials find is ${percent(power.found80)}; a smaller one may well be missed.`
  const rows = power.power.map((row) => [percent(row.fall), percent(row.power)])
  const parts = [
    marking,
    paragraph(
      `Trial of patrols, ${dates[0]} to ${dates[dates.length - 1]}: ${counted(hotspots.length, 'hotspot')}, ${counted(days, 'day')}.`,
    ),
    '',
    paragraph(
      `Power: share of ${exactly(power.simulations)} simulated trials that find the fall (p at most 5 %, two-sided), where a hotspot has ${mean.toPrecision(3)} events a day without patrol (${history === null ? 'given' : `mean of ${history}`}) and variance over mean is ${power.phi}. It is worked out without redrawing the days: the test of the result finds up to 3 in 100 trials more or fewer.`,
    ),
    textTable(
      [
        { head: 'fall on days of patrol', align: 'right' },
        { head: 'found by', align: 'right' },
      ],
      rows,
      SCREEN_WIDTH,
    ),
    paragraph(found),
    '',
    paragraph(
      `Schedule by seed ${seed}: ${exactly(treated)} hotspot-days of patrol (P) and ${exactly(held)} held (.)${washoutDays === 0 ? '' : `, ${counted(washoutDays, 'day')} of washout (-) between trial days`}; half of each hotspot's days of each weekday, by lot. Weeks begin on the day in their head.`,
    ),
    scheduleBlocks(schedule).join('\n\n'),
    '',
    ...(leftOut === 0 ? [] : [paragraph(`${counted(leftOut, 'hotspot')} with include no left out.`)]),
    paragraph(
      'Hold to the schedule: a day counts as it was drawn, whatever was done. Held days still get calls answered, only no patrol of the trial. Choose what is counted before the first day.',
    ),
    `Written: ${file}`,
  ]
  const json = {
    marking,
    power: power.power,
    found80: power.found80,
    phi: power.phi,
    simulations: power.simulations,
    meanPerDay: Object.fromEntries(hotspots.map((id, row) => [id, means[row]])),
    seed,
    from: dates[0],
    to: dates[dates.length - 1],
    days,
    washoutDays,
    hotspots,
    leftOut,
    patrolDays: treated,
    heldDays: held,
    file,
  }
  return { text: `${parts.join('\n')}\n`, json }
}

function scheduleBlocks({ hotspots, days, dates, assigned }: TrialSchedule): string[] {
  const weeks = Array.from({ length: Math.ceil(days / WEEK) }, (_, week) => week)
  const blocks: string[] = []
  for (let first = 0; first < weeks.length; first += WEEKS_ABREAST) {
    const abreast = weeks.slice(first, first + WEEKS_ABREAST)
    const rows = hotspots.map((id, hotspot) => [
      id,
      ...abreast.map((week) =>
        Array.from(assigned.subarray(hotspot * days + week * WEEK, hotspot * days + Math.min(days, (week + 1) * WEEK)))
          .map((arm) => LETTERS[arm])
          .join(''),
      ),
    ])
    const heads = abreast.map((week) => ({ head: dates[week * WEEK], align: 'left' }) as const)
    blocks.push(textTable([{ head: 'hotspot', align: 'left', flexible: true }, ...heads], rows, SCREEN_WIDTH))
  }
  return blocks
}

export interface FinishedTrial {
  readonly marking: string
  readonly schedule: TrialSchedule
  readonly scheduleFile: string
  readonly countsFile: string
  /** Rows of other hotspots, other days and washout days. */
  readonly notCounted: number
  readonly result: TrialResult
}

/** Estimate, p and what they say in plain words. */
export function resultText({ marking, schedule, scheduleFile, countsFile, notCounted, result }: FinishedTrial): Answer {
  const { dates, hotspots, seed } = schedule
  const [period, to] = [`${dates[0]} to ${dates[dates.length - 1]}`, dates[dates.length - 1]]
  const { verdict, words } = verdictOf(result)
  const rows = [
    ['patrol', exactly(result.treatedDays), exactly(result.treated), rate(result.treatedRate)],
    ['held', exactly(result.heldDays), exactly(result.held), rate(result.heldRate)],
  ]
  const [low, high] = result.ratioByChance
  const parts = [
    marking,
    paragraph(
      `Trial of patrols, ${period}: ${counted(hotspots.length, 'hotspot')}. Source: ${countsFile} by ${scheduleFile} (seed ${seed}), data to ${to}.`,
    ),
    '',
    textTable(
      [
        { head: 'days', align: 'left' },
        { head: 'hotspot-days', align: 'right' },
        { head: 'events', align: 'right' },
        { head: 'a hotspot-day', align: 'right' },
      ],
      rows,
      SCREEN_WIDTH,
    ),
    'Rates weigh hotspots and days of the week alike in both rows: not quite events over days.',
    '',
    paragraph(`${verdict[0].toUpperCase()}${verdict.slice(1)}. ${words}`),
    ...(Number.isFinite(low) && Number.isFinite(high)
      ? [
          paragraph(
            `When patrols change nothing, the ratio lies between ${low.toFixed(2)} and ${high.toFixed(2)} in nine redraws of ten.`,
          ),
        ]
      : []),
    '',
    ...(result.daysNotCompared === 0
      ? []
      : [
          paragraph(
            `${counted(result.daysNotCompared, 'hotspot-day')} in weekdays all of one kind compare with nothing and are in no rate.`,
          ),
        ]),
    ...(notCounted === 0
      ? []
      : [
          paragraph(
            `${counted(notCounted, 'row')} of ${countsFile} on other hotspots, other days or washout days not looked at.`,
          ),
        ]),
    paragraph(
      'Recorded events of the day, in these hotspots. It does not tell what happened in the streets around, what a patrol did, or what would happen elsewhere. Every day counts as it was drawn, whether the crew went or not.',
    ),
  ]
  const json = {
    marking,
    period: { from: dates[0], to },
    schedule: scheduleFile,
    counts: countsFile,
    seed,
    verdict,
    ...result,
    ratioByChance: [low, high],
    rowsNotLookedAt: notCounted,
  }
  return { text: `${parts.join('\n')}\n`, json }
}

/** The words of RULES 24, and why. */
function verdictOf({ rateRatio, p, draws, treatedRate, heldRate }: TrialResult): { verdict: string; words: string } {
  if (Number.isNaN(p) || Number.isNaN(rateRatio))
    return {
      verdict: 'too few to say',
      words: Number.isNaN(p)
        ? 'Every redraw of the schedule gives the same difference.'
        : `Nothing was counted on held days, so there is no ratio; p = ${pText(p)}.`,
    }
  const change = rateRatio <= 1 ? `${percent(1 - rateRatio)} lower` : `${percent(rateRatio - 1)} higher`
  const estimate = `On days of patrol a hotspot had ${rate(treatedRate)} events, on held days ${rate(heldRate)}: ratio ${rateRatio.toFixed(2)}, ${change}.`
  const chance = `Had patrols changed nothing, a difference as large would come up with probability ${pText(p)}, by ${exactly(draws)} redraws of this schedule.`
  if (p > P_LIMIT)
    return {
      verdict: 'no clear change',
      words: `${estimate} ${chance} This does not show that patrols change nothing: see the power of the plan.`,
    }
  return { verdict: rateRatio < 1 ? 'fell on days of patrol' : 'rose on days of patrol', words: `${estimate} ${chance}` }
}

function rate(value: number): string {
  return Number.isNaN(value) ? 'unknown' : value.toFixed(3)
}

function pText(p: number): string {
  return p < 0.001 ? p.toFixed(4) : p.toFixed(3)
}
