/** hexbeat districts CRIME... --out DIR: the whole chain, and how districts are made of smaller areas. */
import { EngineError, LOADS, type Load, readTextTable, reviewDistricts } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { refuseOwnFiles } from './ownFiles.js'

export const DISTRICTS = {
  name: 'districts',
  does: 'the whole chain, and beats against wards: which make which, how even the load is, which single changes would even it out',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    { name: 'of', type: 'text', value: 'KIND', help: 'layer of the districts; default beat' },
    { name: 'atoms', type: 'text', value: 'KIND', help: 'layer of the areas they are made of; default ward' },
    {
      name: 'by',
      type: 'list',
      value: 'A,B',
      help: 'loads to balance, the first decides: harm, volume (both reactive), people; default all three',
    },
    {
      name: 'assign',
      type: 'path',
      value: 'FILE',
      help: 'which area is in which district, as a table of both codes; default: parent codes, else most of the ground',
    },
    ...ANALYSE.flags,
  ],
  example:
    'hexbeat districts 2024-*/ --wards wards.geojson --beats beats.geojson --lsoas lsoas.geojson --population people.csv --out results',
} as const satisfies Command

type DistrictsArguments = Arguments<typeof DISTRICTS>

export const districtsQuestion: Question<DistrictsArguments> = {
  command: DISTRICTS.name,
  check({ of, atoms, by, areas }) {
    loadsOf(by)
    refuseOwnFiles(areas, ['districts'])
    if (of !== undefined && of === (atoms ?? 'ward'))
      throw new EngineError('option-invalid', {
        column: '--of',
        value: of,
        hint: 'Districts are made of smaller areas: name another layer with --atoms.',
      })
  },
  async ask(analysis, { of, atoms, by, assign }, read) {
    const file = assign === undefined ? null : await read('assign', assign)
    const table = file === null ? null : readTextTable(file.bytes, file.name)
    return {
      districts: reviewDistricts(analysis, {
        ...(of === undefined ? {} : { of }),
        ...(atoms === undefined ? {} : { atoms }),
        by: loadsOf(by),
        table,
      }),
    }
  },
}

function loadsOf(by: readonly string[] | undefined): readonly Load[] | null {
  if (by === undefined) return null
  const loads = by.map((written) => {
    const load = LOADS.find((one) => one === written)
    if (load !== undefined) return load
    throw new EngineError('option-invalid', { column: '--by', value: written, hint: `Known: ${LOADS.join(', ')}.` })
  })
  if (new Set(loads).size < loads.length)
    throw new EngineError('option-invalid', { column: '--by', value: by.join(','), hint: 'Name each load once.' })
  return loads
}
