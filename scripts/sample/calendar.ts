/** Local (London) times as whole minutes since 2000-01-01 00:00 on the wall clock, and months as rows of the sample's 36. */
export const MONTHS = 36
const FIRST = { year: 2023, month: 9 }
const DAY = 1_440
const EPOCH = Date.UTC(2000, 0, 1)

/** Month row to `2023-10`. */
export function monthName(row: number): string {
  const month = FIRST.month + row
  return `${FIRST.year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** Month of the year, 0 January. */
export function monthOfYear(row: number): number {
  return (FIRST.month + row) % 12
}

/** First minute of a month row. */
export function monthStart(row: number): number {
  return (Date.UTC(FIRST.year, FIRST.month + row, 1) - EPOCH) / 60_000
}

/** 0 Monday. */
export function weekday(minute: number): number {
  return (Math.floor(minute / DAY) + 5) % 7
}

/** `05/03/2024 21:40`. The hour the clock skips in March is written as the one after it. */
export function britishTime(minute: number): string {
  const time = new Date(EPOCH + minute * 60_000)
  const skipped = time.getUTCMonth() === 2 && time.getUTCDay() === 0 && time.getUTCDate() > 24 && time.getUTCHours() === 1
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
  const hour = time.getUTCHours() + (skipped ? 1 : 0)
  return `${two(time.getUTCDate())}/${two(time.getUTCMonth() + 1)}/${time.getUTCFullYear()} ${two(hour)}:${two(time.getUTCMinutes())}`
}
