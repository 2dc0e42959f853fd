import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../../engine/input/csv.js'
import { readSites } from '../../../engine/input/sites.js'
import { readTravelTimes } from '../../../engine/input/travelTimes.js'

const table = (text: string, file = 'sites.csv') => readTextTable(new TextEncoder().encode(text), file)
const sites = (text: string) => readSites(table(text))

describe('candidate sites', () => {
  it('are read with degrees, or metres where these are blank, and today as people write it', () => {
    const read = sites(
      'site,name,lng,lat,easting,northing,today\nA,North,-0.91,52.2,,,Yes\nB,,,,400000,300000,no\nC,South,-0.92,52.21,,,\n',
    )
    expect(read.code).toEqual(['A', 'B', 'C'])
    expect(read.name).toEqual(['North', 'B', 'South'])
    expect([...read.today]).toEqual([1, 0, 0])
    // 400000 m east is the true origin's meridian, 2 degrees west, but for the shift between datums
    expect(read.lng[1]).toBeCloseTo(-2, 2)
    expect(read.lat[1]).toBeCloseTo(52.6, 1)
  })

  it('need no column today, and take code and longitude for site and lng', () => {
    const read = sites('code,longitude,latitude,source\nP1,-1.7,52.5,synthetic\n')
    expect(read).toMatchObject({ code: ['P1'], name: ['P1'], file: 'sites.csv' })
    expect([...read.today]).toEqual([0])
  })

  it.each([
    ['name,lng,lat\nNorth,-0.9,52\n', /column-missing.*column site/],
    ['site,name,lng\nA,North,-0.9\n', /column-missing.*column lng.*easting and northing/],
    ['site,lng,lat\n', /file-empty.*at least one site/],
    ['site,lng,lat\nA,-0.9,52\nB,,\n', /table-invalid.*line 3.*no location/],
    ['site,lng,lat\nA,-0.9,52\nA,-0.8,52\n', /table-invalid.*line 3.*already on line 2/],
    ['site,lng,lat\nA,-0.9,52\nB,-0.9,52\n', /table-invalid.*line 3.*line 2 stands at the same place/],
    ['site,lng,lat\nA,476000,258000\n', /table-invalid.*easting and northing/],
    ['site,easting,northing\nA,50000,900000000\n', /table-invalid.*no land/],
    ['site,lng,lat,today\nA,-0.9,52,perhaps\n', /table-invalid.*column today.*perhaps.*yes/],
    ['site,lng,lat\nA,west,52\n', /table-invalid.*column lng.*west/],
  ])('refuses %j', (text, message) => {
    expect(() => sites(text)).toThrow(message)
  })
})

describe('travel times', () => {
  it('are rows of site, area and minutes', () => {
    const { from, to, minutes, line } = readTravelTimes(table('from,lsoa21cd,minutes\nA,E01,12.5\n\nA,E02,\n'))
    expect({ from, to, line }).toEqual({ from: ['A', 'A'], to: ['E01', 'E02'], line: [2, 4] })
    expect([...minutes]).toEqual([12.5, Number.NaN])
  })

  it('name the column that is missing, and a time that is none', () => {
    expect(() => readTravelTimes(table('site,minutes\nA,5\n', 'times.csv'))).toThrow(/column-missing.*times\.csv.*column area/)
    expect(() => readTravelTimes(table('site,area,minutes\nA,E01,soon\n'))).toThrow(/table-invalid.*line 2.*soon/)
  })
})
