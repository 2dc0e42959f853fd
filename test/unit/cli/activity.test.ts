import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forceFile } from '../../helpers/forceFile.js'
import { runCli } from '../../helpers/runCli.js'
import { writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

describe('hexbeat analyse --calls', () => {
  it('refuses a crime extract given as calls, whatever its name', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'own.csv'), forceFile(Array.from({ length: 30 }, (_, k) => ({ id: `A${k}` }))))
    copyFileSync(join(folder, 'own.csv'), join(folder, 'demand.csv'))
    const argv = ['analyse', 'own.csv', '--yes', '--calls', 'demand.csv', '--boundary-from-data', '--out', 'out']
    const { code, stderr } = await runCli(argv, folder)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/option-invalid.*demand\.csv, option --calls.*This file is read as crimes too/),
    ])
  })

  it('counts calls of other months nowhere, and says so', async () => {
    const folder = temporaryFolder()
    writeSmallForce(folder)
    const calls = ['Incident No,Call Time,Incident Type,Longitude,Latitude']
    for (let k = 0; k < 20; k++) calls.push(`${k},${13 + (k % 10)}/05/2023 10:00,Nuisance,-1.21,52.602`)
    writeFileSync(join(folder, 'calls.csv'), `${calls.join('\n')}\n`)
    const argv = ['analyse', 'crime', '--yes', '--calls', 'calls.csv', '--wards', 'wards.geojson', '--out', 'out']
    expect((await runCli(argv, folder)).code).toBe(0)
    const document = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(document.activity).toEqual([
      { role: 'calls', rows: { read: 20, used: 20, located: 20, setAside: {} }, months: ['2023-05'] },
    ])
    expect(document.warnings).toContainEqual(expect.objectContaining({ code: 'activity-outside-period', count: 20 }))
    const [head, first] = readFileSync(join(folder, 'out/wards.csv'), 'utf8').split('\n')
    expect(first.split(',')[head.split(',').indexOf('calls')]).toBe('')
  })
})
