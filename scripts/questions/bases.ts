/** hexbeat bases CRIME... --hubs N --out DIR: the whole chain, and where so many teams would parade, or a mobile station stop. */
import {
  EngineError,
  readSites,
  readTravelTimes,
  SITE_HUBS_DEFAULTS,
  type SiteHubsOptions,
  siteHubs,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { decimalFlag, refused } from './decimalFlag.js'
import { readTable } from './readTable.js'
import { straightLineOf, TRAVEL_FLAGS } from './travelFlags.js'

export const BASES = {
  name: 'bases',
  does: 'the whole chain, and where so many teams would parade or a mobile station stop: p-median, covering, today beside',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    { name: 'hubs', type: 'whole', value: 'N', help: 'how many hubs or stops' },
    {
      name: 'sites',
      type: 'path',
      value: 'FILE',
      help: 'candidate sites: site,name,lng,lat (or easting,northing) and today: yes where one is in use',
    },
    {
      name: 'sites-in',
      type: 'text',
      value: 'KIND',
      help: 'no sites: a point inside each area of this kind; default the wards, else the beats',
    },
    {
      name: 'by',
      type: 'text',
      choices: ['harm', 'volume', 'people'],
      help: 'what demand is; default harm, of reactive offences',
    },
    { name: 'minutes', type: 'text', value: 'T', help: 'also the sites that have most demand within so many minutes (MCLP)' },
    { name: 'floor', type: 'text', value: 'SHARE', help: 'of those: least share within reach in every area, 0 to 1' },
    { name: 'floor-in', type: 'text', value: 'KIND', help: 'kind of area the floor is for, such as beat' },
    ...TRAVEL_FLAGS,
    ...ANALYSE.flags,
  ],
  example: 'hexbeat bases 2024-*/ --lsoas lsoas.geojson --population people.csv --sites stations.csv --hubs 3 --out results',
} as const satisfies Command

type BasesArguments = Arguments<typeof BASES>

export const basesQuestion: Question<BasesArguments> = {
  command: BASES.name,
  check: (args) => {
    optionsOf(args)
  },
  async ask(analysis, args, read, { hooks }) {
    const sites = await readTable(read, 'sites', args.sites, readSites)
    const travel = await readTable(read, 'travel', args.travel, readTravelTimes)
    return { bases: await siteHubs(analysis, { sites, travel }, optionsOf(args), hooks) }
  },
}

/** @throws EngineError 'argument-missing', 'option-invalid' */
function optionsOf(args: BasesArguments): SiteHubsOptions {
  const { hubs, sites, sitesIn, by, minutes, floor, floorIn } = args
  if (hubs === undefined)
    throw new EngineError('argument-missing', { column: '--hubs', hint: 'Say how many hubs or stops: --hubs 3' })
  if (hubs < 1) throw refused('--hubs', String(hubs), 'Give a whole number from 1 up.')
  if (sites !== undefined && sitesIn !== undefined)
    throw refused('--sites-in', sitesIn, 'Candidate sites come from --sites. Leave one of the two out.')
  if ((floor === undefined) !== (floorIn === undefined))
    throw refused(
      floor === undefined ? '--floor-in' : '--floor',
      floor ?? floorIn,
      'A floor needs both: --floor 0.5 --floor-in beat.',
    )
  if (floor !== undefined && minutes === undefined)
    throw refused('--floor', floor, 'A floor is a share within reach: give --minutes too.')
  return {
    hubs,
    sitesIn: sitesIn ?? null,
    by: by === 'volume' || by === 'people' ? by : SITE_HUBS_DEFAULTS.by,
    withinMinutes:
      minutes === undefined ? null : decimalFlag('--minutes', minutes, (value) => value > 0, 'Give minutes above 0.'),
    floor:
      floor === undefined || floorIn === undefined
        ? null
        : {
            share: decimalFlag(
              '--floor',
              floor,
              (value) => value > 0 && value <= 1,
              'Give a share above 0, up to 1: 0.5 for half.',
            ),
            kind: floorIn,
          },
    straightLine: straightLineOf(args),
  }
}
