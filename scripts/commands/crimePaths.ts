import { resolve } from 'node:path'
import { EngineError, type Issue } from '../../engine/index.js'

/**
 * CRIME operands as absolute paths; `-` stays standard input.
 *
 * @throws EngineError 'option-invalid' for an empty one, which would be the folder the command runs in
 */
export function absolute(operands: readonly string[], cwd: string): string[] {
  if (operands.some((operand) => operand.trim() === ''))
    throw new EngineError('option-invalid', { column: 'CRIME', value: '', hint: 'Name a file or a folder; . is this one.' })
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
