import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCrimeFiles } from '../../scripts/node/crimeFiles.js'
import { writeState } from '../../scripts/node/crimeState.js'
import { FORCE_MAPPING, forceFile } from '../helpers/forceFile.js'
import { STREET_HEADER, streetFile, streetRow } from '../helpers/smallForce.js'
import { temporaryFolder } from '../helpers/temporaryFolder.js'

const OPTIONS = { categories: null, mapping: FORCE_MAPPING, keepEvents: true }

/** Street files of five months, one with rows to set aside, and three force files, two of which share a reference. */
function files(): string[] {
  const folder = temporaryFolder()
  const months = ['2024-01', '2024-02', '2024-03', '2024-04'].map((month) => [`${month}-street.csv`, streetFile(month)])
  const odd = [STREET_HEADER, streetRow({ month: '2024-05', text: 'On or near Élan Way' }), streetRow({ month: 'May' }), '1,2']
  const force = [
    forceFile([{ id: 'A1' }, { id: 'A2', beat: 'B2', premises: 'PUB' }]),
    forceFile([
      { id: 'A2', code: '8N' },
      { id: 'A3', domestic: 'Y' },
    ]),
    forceFile([{ id: 'A4', easting: '', northing: '' }]),
  ]
  const all: [string, string | Uint8Array][] = [
    ...months.map(([name, text]): [string, string] => [name, text]),
    ['2024-05-street.csv', `${odd.join('\n')}\n`],
    ...force.map((bytes, k): [string, Uint8Array] => [`extract-${k}.csv`, bytes]),
  ]
  return all.map(([name, content]) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  })
}

describe('crimes read a part at a time', () => {
  it('are the same as crimes read at once, however they are split and whatever is named again', async () => {
    const paths = files()
    const { crimes } = await readCrimeFiles(paths, OPTIONS)
    expect(crimes.rows).toMatchObject({ read: 168, used: 166 })
    expect(crimes.issues.map(({ code }) => code)).toContain('reference-in-two-files')
    const part = fc.array(fc.nat(3), { minLength: paths.length, maxLength: paths.length })
    await fc.assert(
      fc.asyncProperty(part, fc.subarray(paths), async (partOf, again) => {
        const state = join(temporaryFolder(), 'force.state')
        const parts = [0, 1, 2, 3].map((k) => paths.filter((_, at) => partOf[at] === k)).filter((some) => some.length > 0)
        let last = null
        for (const [k, some] of [...parts, ...(again.length > 0 ? [again] : [])].entries()) {
          last = await readCrimeFiles(some, { ...OPTIONS, state: { path: state, update: k > 0 } })
          await writeState(state, last.state ?? expect.fail('no state'))
        }
        expect(last?.crimes).toEqual(crimes)
      }),
      { numRuns: 25 },
    )
  })

  it('keep what folders held and was not read', async () => {
    const folder = temporaryFolder()
    for (const month of ['2024-01', '2024-02']) {
      mkdirSync(join(folder, month))
      writeFileSync(join(folder, month, `${month}-street.csv`), streetFile(month))
      writeFileSync(join(folder, month, `${month}-outcomes.csv`), 'other')
    }
    const options = { categories: null, state: { path: join(folder, 'state'), update: false } }
    const first = await readCrimeFiles([join(folder, '2024-01')], options)
    await writeState(options.state.path, first.state ?? expect.fail('no state'))
    const update = { ...options, state: { ...options.state, update: true } }
    const months = ['2024-01', '2024-02'].map((month) => join(folder, month))
    const whole = await readCrimeFiles(months, { categories: null })
    expect(await readCrimeFiles(months, update)).toMatchObject({ crimes: whole.crimes, skipped: whole.skipped })
    expect(await readCrimeFiles([months[1]], update)).toMatchObject({ crimes: whole.crimes, skipped: whole.skipped })
    expect(whole.skipped).toHaveLength(2)
  })
})
