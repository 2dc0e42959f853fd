import { describe, expect, it } from 'vitest'
import { type DateOrder, dateOrderOf, instantOf, londonMonth, parseDateTime, parseTime } from '../../../engine/input/dateTime.js'

const utc = (iso: string) => Date.parse(iso) / 60_000
const minutes = (text: string, order: DateOrder = 'dmy') => {
  const at = parseDateTime(text, order)
  return at === null ? null : instantOf(at).minutes
}

describe('parseDateTime', () => {
  it.each([
    ['03/04/2024 09:05', '2024-04-03T08:05Z'],
    ['3/4/2024 9:05', '2024-04-03T08:05Z'],
    ['03-04-2024 09:05:59', '2024-04-03T08:05Z'],
    ['03.04.2024 09:05', '2024-04-03T08:05Z'],
    ['03/04/24 0905', '2024-04-03T08:05Z'],
    ['3 Apr 2024 09:05', '2024-04-03T08:05Z'],
    ['03-APR-24 09:05', '2024-04-03T08:05Z'],
    ['3 April 2024, 09:05', '2024-04-03T08:05Z'],
    ['2024-04-03 09:05', '2024-04-03T08:05Z'],
    ['2024-04-03T09:05:00.000', '2024-04-03T08:05Z'],
    ['2024-04-03T09:05Z', '2024-04-03T09:05Z'],
    ['2024-04-03T09:05:00+01:00', '2024-04-03T08:05Z'],
    ['2024-04-03T09:05:00-0530', '2024-04-03T14:35Z'],
    [' 01/10/2023 0:30 ', '2023-09-30T23:30Z'],
  ])('reads %s', (text, iso) => {
    expect(minutes(text)).toBe(utc(iso))
  })

  it('reads month first, and afternoons, when told', () => {
    expect(minutes('03/04/2024 1:05 PM', 'mdy')).toBe(utc('2024-03-04T13:05Z'))
    expect(minutes('12/31/2024 12:05 AM', 'mdy')).toBe(utc('2024-12-31T00:05Z'))
    expect(parseDateTime('03/04/2024', 'ymd')).toBeNull()
  })

  it('takes two-digit years from 70 for the last century', () => {
    expect(parseDateTime('01/02/69', 'dmy')?.year).toBe(2069)
    expect(parseDateTime('01/02/70', 'dmy')?.year).toBe(1970)
  })

  it('gives a date alone the hour -1', () => {
    expect(parseDateTime('29/02/2024', 'dmy')).toEqual({ year: 2024, month: 2, day: 29, hour: -1, minute: 0, offset: null })
  })

  it.each([
    '',
    'yesterday',
    '31/04/2024',
    '29/02/2023',
    '00/01/2024',
    '13/13/2024 10:00',
    '01/01/1899',
    '01/01/2100 10:00',
    '01/01/2024 24:00',
    '01/01/2024 10:60',
    '01/01/2024 10:',
    '01/01-2024',
    '1/1/024',
    '01/01/2024 10:00:',
    '01/01/2024x10:00',
    '45292.4375',
    '3 Foo 2024',
    '2024-04-03T09:05+99:00',
  ])('does not read %j', (text) => {
    expect(parseDateTime(text, 'dmy')).toBeNull()
  })

  it('reads both forms of a date alike, with a pattern or without', () => {
    for (const order of ['dmy', 'mdy'] as const) {
      expect(parseDateTime('07/08/2024 10:20', order)).toEqual(parseDateTime('7/8/2024 10:20', order))
    }
  })
})

describe('instantOf', () => {
  it('knows the hour that is not there and the hour that is there twice', () => {
    const kind = (text: string) => {
      const at = parseDateTime(text, 'dmy')
      return at === null ? null : instantOf(at)
    }
    expect(kind('31/03/2024 01:30')).toEqual({ minutes: Number.NaN, kind: 'missing' })
    expect(kind('27/10/2024 01:30')).toEqual({ minutes: utc('2024-10-27T00:30Z'), kind: 'twice' })
    expect(kind('2024-03-31T01:30Z')).toEqual({ minutes: utc('2024-03-31T01:30Z'), kind: 'normal' })
  })
})

describe('londonMonth', () => {
  it('is the month on London’s calendar', () => {
    const month = (text: string) => {
      const at = parseDateTime(text, 'dmy')
      return at === null ? null : londonMonth(at)
    }
    expect(month('31/01/2000')).toBe(0)
    expect(month('30/06/2024 23:59')).toBe(24 * 12 + 5)
    expect(month('2024-06-30T23:30Z')).toBe(24 * 12 + 6)
    expect(month('31/12/1999')).toBe(-1)
  })
})

describe('parseTime', () => {
  it('reads a time of its own column', () => {
    expect(parseTime('0930')).toEqual({ hour: 9, minute: 30, offset: null })
    expect(parseTime('9:30:15 pm')).toEqual({ hour: 21, minute: 30, offset: null })
    expect(parseTime('noon')).toBeNull()
    expect(parseTime('13:00 pm')).toBeNull()
  })
})

describe('numbers for dates', () => {
  it('reads dates without separators in any order', () => {
    expect(minutes('20241229 10:30')).toBe(utc('2024-12-29T10:30Z'))
    expect(parseDateTime('20241229', 'mdy')).toMatchObject({ year: 2024, month: 12, day: 29, hour: -1 })
    expect(parseDateTime('20241329', 'dmy')).toBeNull()
    // a day first
    expect(parseDateTime('29122024', 'dmy')).toBeNull()
  })
  // Excel shows 45382 as 31/03/2024, 36526 as 01/01/2000, 60000 as 08/04/2064
  it.each([
    ['45382', { year: 2024, month: 3, day: 31, hour: -1 }],
    ['36526.0', { year: 2000, month: 1, day: 1, hour: 0, minute: 0 }],
    ['45382.25', { year: 2024, month: 3, day: 31, hour: 6, minute: 0 }],
    ['45382.9999999', { year: 2024, month: 4, day: 1, hour: 0, minute: 0 }],
  ])('reads %s of Excel', (text, date) => {
    expect(parseDateTime(text, 'excel')).toMatchObject(date)
    expect(parseDateTime(text, 'dmy')).toBeNull()
  })
  it('reads beside them only dates that need no order', () => {
    expect(parseDateTime('2024-03-31', 'excel')).toMatchObject({ day: 31 })
    expect(parseDateTime('31/03/2024', 'excel')).toBeNull()
    expect(parseDateTime('31/3/2024', 'excel')).toBeNull()
  })
})

describe('dateOrderOf', () => {
  it.each([
    [['03/04/2024', '13/04/2024'], 'dmy'],
    [['03/04/2024', '04/13/2024'], 'mdy'],
    [['2024-04-03', '2024-04-13'], 'ymd'],
    [['3 Apr 2024'], 'dmy'],
    [['03/04/2024', '05/06/2024 10:00'], 'ambiguous'],
    [['13/04/2024', '04/13/2024'], 'mixed'],
    [['2024-04-03', '03/04/2024'], 'ambiguous'],
    // a year in front is read in any order
    [['2024-04-03', '13/04/2024'], 'dmy'],
    [['20240403', '20241229 10:30'], 'ymd'],
    [['45382', '45382.25'], 'excel'],
    [['45382', '45383', '13/04/2024'], 'mixed'],
    // more words than numbers
    [['45382', '####', '####'], null],
    [['', 'x'], null],
  ])('of %j is %s', (values, order) => {
    expect(dateOrderOf(values).order).toBe(order)
  })

  it('shows the two values that disagree', () => {
    expect(dateOrderOf(['03/04/2024', '13/04/2024', ' 04/13/2024'])).toEqual({
      order: 'mixed',
      examples: ['13/04/2024', '04/13/2024'],
    })
    expect(dateOrderOf(['', 'x'])).toEqual({ order: null, examples: ['x'] })
  })

  it('forgives up to one other in twenty', () => {
    const days = Array.from({ length: 19 }, () => '28/02/2024')
    const iso = Array.from({ length: 19 }, () => '2024-02-28')
    expect(dateOrderOf([...days, '02/28/2024']).order).toBe('dmy')
    expect(dateOrderOf([...days, '02/28/2024', '02/27/2024']).order).toBe('mixed')
    expect(dateOrderOf([...days, ...iso, 'broken', '', '45382']).order).toBe('dmy')
    expect(dateOrderOf([...iso, '03/04/2024']).order).toBe('ymd')
  })

  it('forgives one mistype in a hundred', () => {
    const days = Array.from({ length: 150 }, () => '28/02/2024')
    expect(dateOrderOf([...days, '02/28/2024']).order).toBe('dmy')
  })
})
