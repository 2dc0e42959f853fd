import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../../engine/input/csv.js'
import { readHubAreas, readHubs } from '../../../engine/input/hubs.js'
import { codeOf } from '../../helpers/codeOf.js'

const table = (lines: readonly string[]) => readTextTable(new TextEncoder().encode(`${lines.join('\n')}\n`), 'hubs.csv')
const hubs = (...lines: string[]) => readHubs(table(lines))
const areas = (...lines: string[]) => readHubAreas(table(lines))

describe('readHubs', () => {
  it('reads hubs in degrees and in metres, with what each has today', () => {
    const read = hubs(
      'Hub,Name,lng,lat,easting,northing,Teams today,Officers',
      'LO,Longton,-2.133,52.988,,,1,11',
      'ST,,,,392244,323167,,',
    )
    expect(read.code).toEqual(['LO', 'ST'])
    expect(read.name).toEqual(['Longton', 'ST'])
    expect(read.lng[1]).toBeCloseTo(-2.1165, 4)
    expect(read.lat[1]).toBeCloseTo(52.806, 4)
    expect([read.lng[0], read.lat[0]]).toEqual([-2.133, 52.988])
    // a blank is unknown, never none
    expect([...read.teams, ...read.officers]).toEqual([1, Number.NaN, 11, Number.NaN])
  })

  it('takes hubs without a location or numbers', () => {
    const read = hubs('hub', 'North')
    expect([read.lng[0], read.lat[0], read.teams[0], read.officers[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })

  it('names the line of a hub twice, half a location, swapped metres, and numbers that cannot be', () => {
    const message = (...lines: string[]) => {
      try {
        hubs(...lines)
      } catch (error) {
        return String(error)
      }
      return ''
    }
    expect(message('hub', 'A', 'A')).toMatch(/table-invalid.*line 3.*already on line 2/)
    expect(message('hub,lng,lat', 'A,-2.1,')).toMatch(/table-invalid.*line 2.*Half a location/)
    expect(message('hub,lng,lat', 'A,391169,343415')).toMatch(/Metres go under easting/)
    expect(message('hub,easting,northing', 'A,323167,1392244')).toMatch(/right way round/)
    expect(message('hub,teams', 'A,-1')).toMatch(/whole number from 0/)
    expect(message('hub,officers', 'A,1.5')).toMatch(/whole number from 0/)
    expect(message('name,teams', 'A,1')).toMatch(/column-missing/)
    expect(message('hub')).toMatch(/file-empty/)
  })
})

describe('readHubAreas', () => {
  it('reads who serves what', () => {
    expect(areas('WD24CD,hub', 'E05000001,LO', 'E05000002,ST')).toMatchObject({
      area: ['E05000001', 'E05000002'],
      hub: ['LO', 'ST'],
      line: [2, 3],
    })
    expect(areas('hub,area', 'LO,W1')).toMatchObject({ area: ['W1'], hub: ['LO'] })
  })

  it('refuses an area twice, an area without a hub, and other tables', () => {
    expect(codeOf(() => areas('area,hub', 'W1,A', 'W1,B'))).toBe('table-invalid')
    expect(codeOf(() => areas('area,hub', 'W1,'))).toBe('table-invalid')
    expect(codeOf(() => areas('area,name', 'W1,A'))).toBe('column-missing')
  })
})
