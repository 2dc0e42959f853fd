import { resolve } from 'node:path'
import type { Issue } from '../../engine/index.js'

/** CRIME operands as absolute paths; `-` stays standard input. */
export function absolute(operands: readonly string[], cwd: string): string[] {
  return operands.map((operand) => (operand === '-' ? operand : resolve(cwd, operand)))
}

/** Files of folders and archives that are no street crime files, as one issue. */
export function skippedIssue(skipped: readonly { name: string; reason: string }[]): Issue[] {
  if (skipped.length === 0) return []
  return [
    {
      code: 'files-skipped',
      count: skipped.length,
      message: 'Files in the folders or archives that are not street crime files were not read.',
      examples: skipped.slice(0, 5).map(({ name, reason }) => ({ file: name, value: reason })),
    },
  ]
}
