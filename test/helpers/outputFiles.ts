import { createHash } from 'node:crypto'
import { EngineError } from '../../engine/error.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { resultFiles } from '../../engine/output/resultFiles.js'
import type { AnalysisDocument } from '../../engine/resultsDocument.js'
import { extraFiles, type Format } from '../../scripts/outputs/extraFiles.js'

export interface OutputFiles {
  readonly document: AnalysisDocument
  /** Bytes of a file of the results folder. */
  readonly bytes: (name: string) => Uint8Array
  /** Rows of a CSV file, by column name; made files hold no line breaks inside cells. */
  readonly rows: (name: string) => Record<string, string>[]
}

/** The whole results folder of an analysis in memory, with the formats named. */
export async function outputFiles(analysis: Analysis, formats: readonly Format[], marking = 'OFFICIAL'): Promise<OutputFiles> {
  const files = new Map<string, Uint8Array>()
  const extra = await extraFiles(analysis, new Set(formats), false)
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  const request = { version: '0.0.0', marking, inputs: [], sha256, excel: false, extra }
  for await (const { name, bytes } of resultFiles(analysis, request)) files.set(name, bytes)
  const bytes = (name: string) => {
    const found = files.get(name)
    if (found === undefined) throw new EngineError('file-missing', { file: name, hint: [...files.keys()].join(' ') })
    return found
  }
  const text = (name: string) => new TextDecoder().decode(bytes(name))
  const rows = (name: string) => {
    const [header, ...lines] = text(name).trimEnd().split('\n').map(cells)
    return lines.map((line) => Object.fromEntries(header.map((column, c) => [column, line[c]])))
  }
  return { document: JSON.parse(text('analysis.json')), bytes, rows }
}

/** Cells of one line, quotes undone. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  )
}

/** Sum of a number column, empty cells left out. */
export function sum(rows: readonly Record<string, string>[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0)
}
