import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forceFile } from '../../helpers/forceFile.js'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

/** Points of a lattice around the crimes, moved 100 m east and 60 m south from ETRS89: some metres off the Helmert shift. */
const GRID = [
  'ETRS89_Easting,ETRS89_Northing,ETRS89_OSGB36_EShift,ETRS89_OSGB36_NShift',
  ...[474, 475, 476, 477].flatMap((east) => [259, 260, 261, 262].map((north) => `${east}000,${north}000,100,-60`)),
  '',
].join('\n')

function folderWithExtract(): string {
  const folder = temporaryFolder()
  const rows = Array.from({ length: 30 }, (_, k) => ({ id: `A${k}`, recorded: `${13 + (k % 10)}/01/2024 10:00` }))
  writeFileSync(join(folder, 'own.csv'), forceFile(rows))
  writeFileSync(join(folder, 'grid.csv'), GRID)
  return folder
}

describe("hexbeat check of a force's own extract", () => {
  it('writes no mapping: nobody has confirmed the columns it shows', async () => {
    const folder = folderWithExtract()
    const { code, stderr } = await runCli(['check', 'own.csv', '--mapping', 'mapping.json'], folder)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/file-missing.*mapping\.json.*hexbeat analyse writes the file/)])
    expect(existsSync(join(folder, 'mapping.json'))).toBe(false)
  })

  it('saves places where analyse finds them, with the same grid file', async () => {
    const folder = folderWithExtract()
    const grid = ['--grid-file', 'grid.csv']
    const saved = await runCli(['check', 'own.csv', ...grid, '--save-places', 'places.csv'], folder)
    expect(saved).toMatchObject({ code: 0, stderr: '' })
    expect(saved.stdout).not.toContain('helmert-precision')
    const places = join(folder, 'places.csv')
    writeFileSync(places, readFileSync(places, 'utf8').replaceAll(',,,\n', ',by-default,seen,J. Smith\n'))
    const codes = async (more: readonly string[]) => {
      const { stdout } = await runCli(['check', 'own.csv', ...more, '--places', 'places.csv', '--json'], folder)
      return JSON.parse(stdout).issues.map((issue: { code: string }) => issue.code)
    }
    expect(await codes(grid)).not.toContain('decision-without-place')
    // the Helmert shift puts them elsewhere
    expect(await codes([])).toContain('decision-without-place')
  })
})
