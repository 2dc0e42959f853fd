import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

function smallForce(): string {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  return folder
}

/** The file with a decision for the place of that name. */
function decide(path: string, name: string, decision: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  const decided = lines.map((line) => (line.includes(`,${name},`) ? line.replace(/,,,$/, `,${decision},seen,J. Smith`) : line))
  writeFileSync(path, decided.join('\n'))
}

describe('hexbeat check --save-places', () => {
  it('writes a file that people fill in and check and analyse read back', async () => {
    const folder = smallForce()
    const saved = await runCli(['check', 'crime', '--save-places', 'places.csv'], folder)
    expect(saved).toMatchObject({ code: 0, stdout: expect.stringContaining('places written to places.csv') })
    decide(join(folder, 'places.csv'), 'Street 0', 'by-default')
    const { code, stdout } = await runCli(['check', 'crime', '--places', 'places.csv', '--json'], folder)
    expect(code).toBe(0)
    const { busiest, issues } = JSON.parse(stdout)
    expect(busiest.find(({ name }: { name: string }) => name === 'Street 0').decision).toBe('by-default')
    expect(issues).toContainEqual(expect.objectContaining({ code: 'located-by-default', count: 20 }))

    const run = ['analyse', 'crime', '--wards', 'wards.geojson', '--places', 'places.csv', '--out', 'out']
    expect((await runCli(run, folder)).stderr).toBe('')
    const document = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(document.warnings).toContainEqual(expect.objectContaining({ code: 'located-by-default', count: 20 }))
    expect(document.inputs).toContainEqual(expect.objectContaining({ role: 'places', name: 'places.csv' }))
    expect(document.rows.used).toBe(80)
  })

  it('never writes over decisions, but carries them over where the same file is given to --places', async () => {
    const folder = smallForce()
    const path = join(folder, 'places.csv')
    await runCli(['check', 'crime', '--save-places', 'places.csv'], folder)
    decide(path, 'Street 0', 'keep')
    const mine = readFileSync(path, 'utf8')
    const refused = await runCli(['check', 'crime', '--save-places', 'places.csv'], folder)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('file-exists') })
    expect((await runCli(['check', 'crime', '--places', 'places.csv', '--save-places', 'places.csv'], folder)).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(mine)
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  it('names file and line of a word that is no decision', async () => {
    const folder = smallForce()
    writeFileSync(join(folder, 'places.csv'), 'lng,lat,decision\n-1.21,52.602,remove\n')
    const { code, stderr } = await runCli(['check', 'crime', '--places', 'places.csv'], folder)
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/table-invalid.*places\.csv, line 2, column decision, value "remove"/),
    ])
  })

  it('says when the file cannot be written', async () => {
    const folder = smallForce()
    mkdirSync(join(folder, 'places.csv.new'))
    const { code, stderr } = await runCli(['check', 'crime', '--save-places', 'places.csv'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('out-unwritable')])
  })
})
