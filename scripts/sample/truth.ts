import { fromNationalGrid } from '../../engine/index.js'
import type { AreaNames } from './areaNames.js'
import { monthName } from './calendar.js'
import type { County } from './county.js'
import { type Deprivation, NATIONAL_LSOAS } from './deprivation.js'
import { PHI } from './events.js'
import type { Hierarchy } from './hierarchy.js'
import { CATEGORIES } from './offences.js'
import type { People } from './people.js'
import type { Places } from './places.js'
import type { Intervention, PlantedHotspot } from './planted.js'

interface Made {
  readonly county: County
  readonly hierarchy: Hierarchy
  readonly areas: AreaNames
  readonly people: People
  readonly deprivation: Deprivation
  readonly claimants: readonly number[]
  readonly absence: readonly { pupils: number; absent: number }[]
  readonly places: Places
  readonly expected: Float64Array
  readonly highestNeed: readonly number[]
  readonly hotspots: readonly PlantedHotspot[]
  readonly intervention: Intervention
}

/** What was planted, as numbers a method can be marked against; README.txt says it in words. */
export function makeTruth(made: Made) {
  const { areas, intervention } = made
  const codes = (lsoas: readonly number[]) => lsoas.map((lsoa) => areas.lsoaCode[lsoa]).sort()
  return {
    synthetic: true,
    force: 'Ambershire Police (synthetic)',
    dispersion: { phi: PHI, of: 'rows of an LSOA in a month, by exact place: variance over mean, given season and effect' },
    hotspots: made.hotspots.map((spot, n) => {
      const [lng, lat] = fromNationalGrid(spot.x, spot.y)
      return {
        id: `H${String(n + 1).padStart(2, '0')}`,
        easting: spot.x,
        northing: spot.y,
        lng: round(lng, 6),
        lat: round(lat, 6),
        radius_m: spot.radius,
        times_local: spot.times,
        expected_monthly: round(spot.monthly, 2),
        expected_monthly_at_local_rate: round(spot.monthlyAtLocalRate, 2),
      }
    }),
    highestNeed: highestNeedTruth(made, codes(made.highestNeed)),
    intervention: {
      beat: areas.beatCode[intervention.beat],
      lsoas: codes(intervention.treated),
      start: monthName(intervention.start),
      effect: intervention.effect,
      displacement: { effect: intervention.displacement, lsoas: codes(intervention.ring) },
    },
  }
}

/** The area's five factors against the county's: what the area has for what the county has, each by its own kind of mean. */
function highestNeedTruth(
  { areas, people, deprivation, claimants, absence, places, expected, highestNeed, county }: Made,
  lsoas: readonly string[],
) {
  const rows = { volume: new Float64Array(county.lsoas), serious: new Float64Array(county.lsoas) }
  const wide = CATEGORIES.length
  const serious = CATEGORIES.map(
    ({ label }) => label === 'Violence and sexual offences' || label === 'Robbery' || label === 'Burglary',
  )
  for (let address = 0; address < places.addresses; address++) {
    for (let category = 0; category < wide; category++) {
      const value = expected[address * wide + category]
      rows.volume[places.addressLsoa[address]] += value
      if (serious[category]) rows.serious[places.addressLsoa[address]] += value
    }
  }
  const everywhere = [...people.residents.keys()]
  const sum = (members: readonly number[], value: (lsoa: number) => number) =>
    members.reduce((total, lsoa) => total + value(lsoa), 0)
  const ratio = (top: (lsoa: number) => number, bottom: (lsoa: number) => number) => {
    const here = sum(highestNeed, top) / sum(highestNeed, bottom)
    const county = sum(everywhere, top) / sum(everywhere, bottom)
    return { area: round(here, 4), county: round(county, 4), times: round(here / county, 2) }
  }
  const incomeRanks = deprivation.ranks[deprivation.names.indexOf('Income')]
  return {
    lsoas,
    wards: [...new Set(highestNeed.map((lsoa) => areas.wardCode[areas.lsoaWard[lsoa]]))].sort(),
    residents: sum(highestNeed, (lsoa) => people.residents[lsoa]),
    incomeDeprivationPercentile: {
      area: round((100 * sum(highestNeed, (lsoa) => incomeRanks[lsoa])) / highestNeed.length / NATIONAL_LSOAS, 2),
      county: round((100 * sum(everywhere, (lsoa) => incomeRanks[lsoa])) / everywhere.length / NATIONAL_LSOAS, 2),
    },
    claimantsPerWorkingAge: ratio(
      (lsoa) => claimants[lsoa],
      (lsoa) => people.workingAge[lsoa],
    ),
    persistentAbsence: ratio(
      (lsoa) => absence[lsoa].absent,
      (lsoa) => absence[lsoa].pupils,
    ),
    expectedRowsPerLsoaAndMonth: ratio(
      (lsoa) => rows.volume[lsoa],
      () => 1,
    ),
    expectedSeriousRowsPerLsoaAndMonth: ratio(
      (lsoa) => rows.serious[lsoa],
      () => 1,
    ),
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
