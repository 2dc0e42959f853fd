/** hexbeat check CRIME... [--mapping FILE] [--grid-file FILE] [--places FILE] [--save-places FILE]: reads every file and says what is in it; writes only the file of places. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import {
  ANALYSE_DEFAULTS,
  applyPlaceDecisions,
  busiestPlaces,
  checkReport,
  csv,
  EngineError,
  isGridFileColumn,
  placesTable,
  readCrimes,
  readGridFile,
  readPlaceDecisions,
  readTextTable,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { CHECK } from '../commandTable.js'
import { crimeSources, readWhole } from '../node/files.js'
import { confirmedMapping } from '../node/mapping.js'
import { replaceFile } from '../node/replaceFile.js'
import { REFERENCE_TABLES } from '../tables.js'
import type { Context } from './context.js'
import { absolute, skippedIssue } from './crimePaths.js'

export async function check(args: Arguments<typeof CHECK>, { io, hooks, answer }: Context): Promise<void> {
  const { operands, places: decided, savePlaces } = args
  if (operands.length === 0) {
    throw new EngineError('argument-missing', { column: 'CRIME', hint: 'Name crime files or folders: hexbeat check 2024-01/' })
  }
  if (savePlaces !== undefined && savePlaces !== decided && existsSync(savePlaces)) {
    throw new EngineError('file-exists', {
      file: basename(savePlaces),
      hint: 'Decisions are never written over: name another file, or give the same to --places and they are carried over.',
    })
  }
  if (args.mapping !== undefined && !existsSync(args.mapping)) {
    throw new EngineError('file-missing', {
      file: basename(args.mapping),
      hint: 'The columns are shown without --mapping; hexbeat analyse writes the file once they are confirmed.',
    })
  }
  const decisions = decided === undefined ? null : await decisionsOf(decided)
  const paths = absolute(operands, io.cwd)
  const { sources, skipped } = await crimeSources(paths, io.stdin)
  // nothing is written with it, so the columns are shown and not asked about
  let columns = ''
  const show = (text: string) => {
    columns = text
  }
  const mapping = await confirmedMapping(paths, args.mapping, { yes: true, show, ask: null })
  const gridFile = args.gridFile === undefined ? null : await gridOf(args.gridFile)
  const read = await readCrimes(sources, REFERENCE_TABLES, { categories: null, mapping, gridFile }, hooks)
  const crimes = decisions === null ? read : applyPlaceDecisions(read, decisions)
  const { text: findings, json } = checkReport(
    { ...crimes, issues: [...crimes.issues, ...skippedIssue(skipped)] },
    REFERENCE_TABLES,
    decisions,
  )
  const text = columns === '' ? findings : `${columns}\n${findings}`
  if (savePlaces === undefined) return answer(text, json)
  const points = busiestPlaces(crimes.places, crimes.tallies, ANALYSE_DEFAULTS.resolution)
  const table = placesTable(points, crimes.places, decisions)
  await save(savePlaces, csv(table, false))
  const file = basename(savePlaces)
  answer(
    `${text}\n${table.length} places written to ${file}. Where you decide, write keep, institution, by-default or premises under decision,\n  and pass it with --places ${file}\n`,
    { ...json, savedPlaces: { file, places: table.length } },
  )
}

async function decisionsOf(path: string) {
  const { bytes, name } = await readWhole(path)
  return readPlaceDecisions(readTextTable(bytes, name))
}

async function gridOf(path: string) {
  const { bytes, name } = await readWhole(path)
  return readGridFile(readTextTable(bytes, name, isGridFileColumn))
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await replaceFile(path, bytes)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` The system says ${error.code}.` : ''
    throw new EngineError('out-unwritable', { file: basename(path), hint: `Choose a folder that can be written.${why}` })
  }
}
