import { makeAreaFile } from './areaFiles.js'
import { nameAreas } from './areaNames.js'
import { stream } from './chance.js'
import { makeCounty } from './county.js'
import { makeDeprivation } from './deprivation.js'
import { makeEvents } from './events.js'
import { makeExtract } from './extractFile.js'
import { makeHierarchy } from './hierarchy.js'
import { makeAbsence, makeClaimants, makePeople } from './people.js'
import { makePlaces } from './places.js'
import { chooseHighestNeed, chooseIntervention, effectOf, expectedRows, plantHotspots } from './planted.js'
import { README } from './readme.js'
import { makeStreetFiles } from './streetFile.js'
import { absenceTable, claimantTable, deprivationTable, populationTable, stationTable } from './tables.js'
import { makeTiling } from './tiling.js'
import { makeTruth } from './truth.js'

/** One file of the sample: its path under the sample folder, and its text. */
export interface SampleFile {
  readonly name: string
  readonly text: string
}

/**
 * The synthetic force of a fictional county: areas, people, deprivation, 36 months of crime in published and in force form,
 * and the truths planted in them. The same seed gives the same bytes. Nothing in it is a real place, person or crime.
 *
 * @param options.seed whole number, 0 or more
 */
export function makeSample({ seed }: { readonly seed: number }): SampleFile[] {
  const chance = (subject: string) => stream(seed, subject)
  const county = makeCounty(chance('county'))
  const tiling = makeTiling(county.sites, county.lsoas, chance('borders'))
  const hierarchy = makeHierarchy(county.sites, tiling.neighbours, chance('groups'))
  const areas = nameAreas(county, hierarchy, chance('names'))

  const highestNeed = chooseHighestNeed(county, tiling, chance('highest need'))
  const highest = new Set(highestNeed)
  const people = makePeople(county, highest, chance('people'))
  const deprivation = makeDeprivation(people, chance('deprivation'))
  const claimants = makeClaimants(people, chance('claimants'))
  const absence = makeAbsence(people, chance('absence'))

  const places = makePlaces(county, tiling, people, chance('places'))
  const intervention = chooseIntervention(hierarchy, tiling, highest, county, chance('intervention'))
  const expected = expectedRows(places, highest)
  const hotspots = plantHotspots(
    places,
    expected,
    new Set([...highestNeed, ...intervention.treated, ...intervention.ring]),
    chance('hotspots'),
  )
  const effect = (lsoa: number, month: number) => effectOf(intervention, lsoa, month)
  const events = makeEvents(places, county.lsoas, expected, effect, chance('events'))

  const months = makeStreetFiles(events, places, { code: areas.lsoaCode, name: areas.lsoaName }, chance('published'))
  const beatCode = areas.lsoaBeat.map((beat) => areas.beatCode[beat])
  const truth = makeTruth({
    county,
    hierarchy,
    areas,
    people,
    deprivation,
    claimants,
    absence,
    places,
    expected,
    highestNeed,
    hotspots,
    intervention,
  })
  const parent = (code: readonly string[], of: readonly number[]) => (row: number) => code[of[row]]
  const [beatOfWard, sectorOfBeat, lpaOfSector, wardOfLsoa] = [
    parent(areas.beatCode, hierarchy.wardBeat),
    parent(areas.sectorCode, hierarchy.beatSector),
    parent(areas.lpaCode, hierarchy.sectorLpa),
    parent(areas.wardCode, areas.lsoaWard),
  ]
  const byCode = [...areas.lsoaCode.keys()].sort((a, b) => (areas.lsoaCode[a] < areas.lsoaCode[b] ? -1 : 1))
  return [
    ...months.map(({ month, text }) => ({ name: `crime/${month}/${month}-ambershire-street.csv`, text })),
    { name: 'force-extract.csv', text: makeExtract(events, places, beatCode, chance('extract')) },
    {
      name: 'lpas.geojson',
      text: makeAreaFile('Ambershire local policing areas', tiling, hierarchy.lpas, (row) => ({
        lpa_code: areas.lpaCode[row],
        lpa_name: areas.lpaName[row],
      })),
    },
    {
      name: 'sectors.geojson',
      text: makeAreaFile('Ambershire sectors', tiling, hierarchy.sectors, (row) => ({
        sector_code: areas.sectorCode[row],
        sector_name: areas.sectorName[row],
        parent_code: lpaOfSector(row),
      })),
    },
    {
      name: 'beats.geojson',
      text: makeAreaFile('Ambershire beats', tiling, hierarchy.beats, (row) => ({
        beat_code: areas.beatCode[row],
        beat_name: areas.beatName[row],
        parent_code: sectorOfBeat(row),
      })),
    },
    {
      name: 'wards.geojson',
      text: makeAreaFile('Ambershire wards', tiling, hierarchy.wards, (row) => ({
        WD24CD: areas.wardCode[row],
        WD24NM: areas.wardName[row],
        parent_code: beatOfWard(row),
      })),
    },
    {
      name: 'lsoas.geojson',
      text: makeAreaFile(
        'Ambershire LSOAs',
        tiling,
        byCode.map((lsoa) => [lsoa]),
        (row) => ({
          LSOA21CD: areas.lsoaCode[byCode[row]],
          LSOA21NM: areas.lsoaName[byCode[row]],
          parent_code: wardOfLsoa(byCode[row]),
        }),
      ),
    },
    { name: 'deprivation.csv', text: deprivationTable(deprivation, people, areas) },
    { name: 'population.csv', text: populationTable(people, areas) },
    { name: 'claimants.csv', text: claimantTable(claimants, areas) },
    { name: 'school-absence.csv', text: absenceTable(absence, areas) },
    { name: 'police-stations.csv', text: stationTable(places, areas) },
    { name: 'truth.json', text: `${JSON.stringify(truth, null, 2)}\n` },
    { name: 'README.txt', text: README },
  ]
}
