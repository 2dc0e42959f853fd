import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { TWO_WARDS, writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const STREET = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { label: 'High Street' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [-1.21, 52.602],
          [-1.2, 52.602],
        ],
      },
    },
  ],
}

function force(): string {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  writeFileSync(join(folder, 'areas.geojson'), JSON.stringify(TWO_WARDS))
  writeFileSync(join(folder, 'streets.geojson'), JSON.stringify(STREET))
  writeFileSync(join(folder, 'streets.kml'), '<kml/>')
  return folder
}

const analyse = (folder: string, ...flags: string[]) =>
  runCli(['analyse', 'crime', '--wards', 'wards.geojson', '--out', 'out', '--quiet', ...flags], folder)

describe('--roads', () => {
  it.each([
    [['--roads', 'areas.geojson'], 'roads-invalid', 'roads are LineStrings'],
    [['--roads', 'streets.kml'], 'roads-invalid', 'Save the roads as GeoJSON'],
    [['--roads', 'streets.geojson'], 'column-missing', '--name-column roads=COLUMN'],
    [['--roads', 'streets.geojson', '--name-column', 'roads=strasse'], 'column-missing', 'Columns: label'],
    [['--name-column', 'roads=label'], 'option-invalid', 'No layer of this kind is given'],
    [['--roads', 'streets.geojson', '--code-column', 'roads=label'], 'option-invalid', 'No layer of this kind is given'],
    [['--roads', 'none.geojson'], 'file-missing', 'none.geojson'],
  ])('refuses %j as %s', async (flags, code, hint) => {
    const { code: exit, stderr } = await analyse(force(), ...flags)
    expect(exit).not.toBe(0)
    expect(stderr).toContain(code)
    expect(stderr).toContain(hint)
  })

  it('says that published points have names of their own, and records the file', async () => {
    const folder = force()
    const { code } = await analyse(folder, '--roads', 'streets.geojson', '--name-column', 'roads=label')
    expect(code).toBe(0)
    const document = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(document.warnings.map((issue: { code: string }) => issue.code)).toContain('roads-not-used')
    expect(document.inputs).toContainEqual(expect.objectContaining({ role: 'roads', name: 'streets.geojson' }))
  })
})
