import { checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { dayText } from '../londonTime.js'
import { random } from '../random.js'
import { instantOn } from './crewShift.js'

/** What a day is for a hotspot: nobody is sent, a crew is sent, or the day is between trial days and is not counted. */
export const TRIAL_DAY = { hold: 0, treat: 1, washout: 2 } as const

export interface TrialDesign {
  readonly seed: number
  readonly hotspots: readonly string[]
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  readonly days: number
  /** Days without trial between any two trial days. */
  readonly washoutDays: number
}

/** A trial as it is stored: who drew it how, and what was drawn. */
export interface TrialSchedule extends TrialDesign {
  /** Date of each day. */
  readonly dates: readonly string[]
  /** Hotspot by day: TRIAL_DAY. */
  readonly assigned: Uint8Array
}

const DAY = 1440
const WEEK_DAYS = 7
const MOST_DAYS = 3650

/**
 * Draws on which days each hotspot is treated (patrolled by the trial) and on which it is held back. Days are drawn within blocks of one
 * hotspot and one day of the week, half of each block either way; where a block is odd, the day left over is drawn too. So hotspots
 * and days of the week are alike in both arms.
 *
 * @throws EngineError 'option-invalid': no hotspots, one twice, a date that is none, days or washout that are no whole numbers, or too few
 *         days for two trial days of one day of the week
 *
 * Neyman (1923), Fisher (1935); on day-level trials of hotspots see Basford et al. (2021), Cambridge Journal of Evidence-Based
 * Policing 5.
 */
export function trialSchedule(design: TrialDesign): TrialSchedule {
  const { seed, hotspots, from, days, washoutDays } = design
  const refused = (column: string, value: string, hint: string) => new EngineError('option-invalid', { column, value, hint })
  checkSeed(seed)
  if (hotspots.length === 0) throw refused('hotspots', '', 'Give at least one hotspot.')
  const twice = hotspots.find((id, row) => hotspots.indexOf(id) !== row)
  if (twice !== undefined) throw refused('hotspots', twice, 'This hotspot is given twice.')
  if (!(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS))
    throw refused('days', String(days), `A whole number of days from 1 to ${MOST_DAYS}.`)
  if (!(Number.isInteger(washoutDays) && washoutDays >= 0))
    throw refused('washout', String(washoutDays), 'Whole days, 0 or more.')
  const noon = instantOn(from, DAY / 2, 'the trial')
  // an hour's change of the clocks leaves noon on its day
  const dates = Array.from({ length: days }, (_, day) => dayText(noon + day * DAY))
  const blocks = trialBlocks({ ...design, dates })
  if (!blocks.some(({ length }) => length > 1)) {
    const needed = WEEK_DAYS * (washoutDays + 1) + 1
    throw refused('days', String(days), `No day of the week comes twice: give ${needed} days or more.`)
  }
  const assigned = new Uint8Array(hotspots.length * days).fill(TRIAL_DAY.washout)
  hotspots.forEach((id, hotspot) => {
    const draw = random(seed, `trial ${id}`)
    for (const block of blocks) {
      const arms = drawBlock(block.length, (bound) => draw.integer(bound))
      for (const [k, day] of block.entries()) assigned[hotspot * days + day] = arms[k]
    }
  })
  return { ...design, dates, assigned }
}

/** Trial days of each day of the week, one list for each that has some; the same for every hotspot. */
export function trialBlocks({ dates, washoutDays }: Pick<TrialSchedule, 'dates' | 'washoutDays'>): number[][] {
  const blocks: number[][] = Array.from({ length: WEEK_DAYS }, () => [])
  for (let day = 0; day < dates.length; day += washoutDays + 1) blocks[day % WEEK_DAYS].push(day)
  return blocks.filter(({ length }) => length > 0)
}

/**
 * Arms of the days of one block: half of them treated, in random order; of an odd number the last is drawn.
 *
 * @param integer whole number in [0, bound)
 */
export function drawBlock(length: number, integer: (bound: number) => number): Uint8Array {
  const treated = Math.floor(length / 2) + (length % 2 === 1 ? integer(2) : 0)
  const arms = new Uint8Array(length)
  arms.fill(TRIAL_DAY.treat, 0, treated)
  for (let k = length - 1; k > 0; k--) {
    const other = integer(k + 1)
    const kept = arms[k]
    arms[k] = arms[other]
    arms[other] = kept
  }
  return arms
}
