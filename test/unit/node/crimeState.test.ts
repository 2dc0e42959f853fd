import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCrimeFiles } from '../../../scripts/node/crimeFiles.js'
import { writeState } from '../../../scripts/node/crimeState.js'
import { runCli } from '../../helpers/runCli.js'
import { streetFile, writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

function force(): string {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  writeFileSync(join(folder, '2024-03-smallshire-street.csv'), streetFile('2024-03'))
  return folder
}

const analyse = (folder: string, ...words: string[]) =>
  runCli(['analyse', ...words, '--wards', 'wards.geojson', '--quiet'], folder)

/** Every file of a folder as text. */
const snapshot = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]))

describe('analyse --state --update', () => {
  it('writes the same results from a state and a new file as from all files', async () => {
    const folder = force()
    const all = await analyse(folder, 'crime', '2024-03-smallshire-street.csv', '--out', 'all', '--state', 'all.state')
    expect(all).toMatchObject({ code: 0, stderr: '' })
    expect((await analyse(folder, 'crime', '--out', 'part', '--state', 'force.state')).code).toBe(0)
    const update = ['2024-03-smallshire-street.csv', '--out', 'part', '--state', 'force.state', '--update']
    for (const _ of ['once', 'and again']) {
      expect(await analyse(folder, ...update)).toMatchObject({ code: 0, stderr: '' })
      expect(snapshot(join(folder, 'part'))).toEqual(snapshot(join(folder, 'all')))
    }
    expect(JSON.parse(readFileSync(join(folder, 'part/analysis.json'), 'utf8')).rows.read).toBe(120)
    expect(readdirSync(folder).filter((name) => name.includes('hexbeat-new'))).toEqual([])
    expect(statSync(join(folder, 'force.state')).mode & 0o777).toBe(0o600)
  })

  it('counts no file of the state again, however often the same folder is handed over', async () => {
    const folder = force()
    expect((await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state')).code).toBe(0)
    const first = snapshot(join(folder, 'out'))
    for (const _ of ['one night', 'and the next']) {
      expect(await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state', '--update')).toMatchObject({ code: 0 })
      expect(snapshot(join(folder, 'out'))).toEqual(first)
    }
  })

  it.each([
    ['by path', 'crime/2024-02-smallshire-street.csv', 'crime'],
    ['by content', 'crime', 'copy.csv'],
    ['new, by path', '2024-03-smallshire-street.csv', '2024-03-smallshire-street.csv'],
  ])('says of a file named twice at once, %s, what a run without a state says', async (_, ...named) => {
    const folder = force()
    writeFileSync(join(folder, 'copy.csv'), streetFile('2024-02'))
    const paths = ['crime', ...named.filter((path) => path !== 'crime')]
    expect((await analyse(folder, ...paths, '--out', 'all')).code).toBe(0)
    expect((await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state')).code).toBe(0)
    for (const _ of ['once', 'and again']) {
      const update = [...named, '--out', 'out', '--state', 'force.state', '--update']
      expect(await analyse(folder, ...update)).toMatchObject({ code: 0 })
      expect(snapshot(join(folder, 'out'))).toEqual(snapshot(join(folder, 'all')))
    }
    expect(JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8')).rows.setAside['same-file-twice']).toBe(40)
  })

  it('counts what was skipped in each folder, of whatever name, and once', async () => {
    const folder = force()
    mkdirSync(join(folder, 'march'))
    renameSync(join(folder, '2024-03-smallshire-street.csv'), join(folder, 'march/2024-03-smallshire-street.csv'))
    for (const name of ['crime', 'march']) writeFileSync(join(folder, name, 'README.txt'), 'the same')
    expect((await analyse(folder, 'crime', 'march', '--out', 'all')).code).toBe(0)
    expect((await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state')).code).toBe(0)
    for (const named of [['march'], ['crime', 'march']]) {
      expect((await analyse(folder, ...named, '--out', 'out', '--state', 'force.state', '--update')).code).toBe(0)
      expect(snapshot(join(folder, 'out'))).toEqual(snapshot(join(folder, 'all')))
    }
    const { warnings } = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'files-skipped', count: 2 }))
  })

  it('is not written over one that another run has written meanwhile', async () => {
    const folder = force()
    const options = { categories: null }
    const [path, february, march] = ['force.state', 'crime/2024-02-smallshire-street.csv', '2024-03-smallshire-street.csv'].map(
      (name) => join(folder, name),
    )
    const first = await readCrimeFiles([join(folder, 'crime/2024-01-smallshire-street.csv')], {
      ...options,
      state: { path, update: false },
    })
    await writeState(path, first.state ?? expect.fail('no state'))
    const both = await Promise.all(
      [february, march].map((file) => readCrimeFiles([file], { ...options, state: { path, update: true } })),
    )
    const [one, other] = both.map(({ state }) => state ?? expect.fail('no state'))
    await writeState(path, one)
    await expect(writeState(path, other)).rejects.toMatchObject({ code: 'state-changed', file: 'force.state' })
    expect(readFileSync(path)).toEqual(Buffer.from(one))
  })

  it('follows a link to the state, and touches no file of another name', async () => {
    const folder = force()
    writeFileSync(join(folder, 'real.state.new'), 'mine')
    symlinkSync('real.state', join(folder, 'link.state'))
    expect((await analyse(folder, 'crime', '--out', 'out', '--state', 'real.state')).code).toBe(0)
    const before = readFileSync(join(folder, 'real.state'))
    const update = ['2024-03-smallshire-street.csv', '--out', 'out', '--state', 'link.state', '--update']
    expect((await analyse(folder, ...update)).code).toBe(0)
    expect(lstatSync(join(folder, 'link.state')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'real.state')).length).toBeGreaterThan(before.length)
    expect(readFileSync(join(folder, 'real.state.new'), 'utf8')).toBe('mine')
  })

  it('is refused inside the results, even where a link leads there', async () => {
    const folder = force()
    mkdirSync(join(folder, 'out'))
    symlinkSync('out', join(folder, 'link'))
    for (const [out, state] of [
      ['out', 'out/force.state'],
      ['link', 'out/force.state'],
      ['out', 'link/force.state'],
    ])
      expect((await analyse(folder, 'crime', '--out', out, '--state', state)).stderr).toContain('keep it outside')
    expect(readdirSync(join(folder, 'out'))).toEqual([])
  })

  it('says inside that it holds locations', async () => {
    const folder = force()
    await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state')
    const [head] = readFileSync(join(folder, 'force.state'), 'latin1').split('\n')
    expect(JSON.parse(head)).toMatchObject({
      format: 'hexbeat-state/3',
      note: 'Holds the locations of recorded crimes: keep it as safe as the records themselves.',
    })
  })

  it('refuses a state of other options, a damaged one and what is none, and leaves results and state as they were', async () => {
    const folder = force()
    const state = join(folder, 'force.state')
    await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state')
    const [results, good] = [snapshot(join(folder, 'out')), readFileSync(state)]
    const update = ['2024-03-smallshire-street.csv', '--out', 'out', '--state', 'force.state', '--update']
    const other = await analyse(folder, ...update, '--categories', 'burglary')
    expect(other).toMatchObject({ code: 1 })
    expect(other.stderr).toMatch(/state-other-options: .* \(force\.state/)
    const damaged = Buffer.from(good)
    damaged[damaged.length - 5] ^= 1
    const older = Buffer.from(good.toString('latin1').replace(/"version":"[^"]*"/, '"version":"0.0.1"'), 'latin1')
    const cases: [Uint8Array, string][] = [
      [damaged, 'It is damaged.'],
      [good.subarray(0, -100), 'It is damaged.'],
      [older, 'It is of another version.'],
      [Buffer.from('{"format":"hexbeat-state/3"'), 'It was not written by --state.'],
    ]
    for (const [bytes, hint] of cases) {
      writeFileSync(state, bytes)
      const { code, stderr } = await analyse(folder, ...update)
      expect(code).toBe(1)
      expect(stderr).toMatch(/state-unreadable: .* \(force\.state/)
      expect(stderr).toContain(hint)
      expect(readFileSync(state)).toEqual(Buffer.from(bytes))
    }
    expect(snapshot(join(folder, 'out'))).toEqual(results)
  })

  it('writes over no file but a state, and says so before anything is read', async () => {
    const folder = force()
    const wards = readFileSync(join(folder, 'wards.geojson'))
    const refused = async (path: string) => (await analyse(folder, 'nowhere', '--out', 'out', '--state', path)).stderr
    writeFileSync(join(folder, 'empty.state'), '')
    expect(await refused('wards.geojson')).toMatch(/state-unreadable: .*would be written over/)
    expect(await refused('empty.state')).toMatch(/state-unreadable: .*It is empty, no state/)
    expect(await refused('crime')).toMatch(/state-unreadable: .*It is a folder\./)
    expect(await refused('none/force.state')).toContain('There is no such folder')
    expect(readFileSync(join(folder, 'wards.geojson'))).toEqual(wards)
  })

  it('refuses --update without a state, without its file, and a state within the results', async () => {
    const folder = force()
    const refused = async (...words: string[]) => (await analyse(folder, 'crime', '--out', 'out', ...words)).stderr
    expect(await refused('--update')).toContain('--state FILE')
    expect(await refused('--update', '--state', 'none.state')).toMatch(/file-missing: .* \(none\.state\)/)
    expect(await refused('--state', 'out/force.state')).toContain('keep it outside the results folder')
    expect(readdirSync(folder)).not.toContain('out')
  })

  it('refuses another file of a month that is in the state, and keeps the state', async () => {
    const folder = force()
    await analyse(folder, 'crime', '--out', 'out', '--state', 'force.state')
    const before = readFileSync(join(folder, 'force.state'))
    writeFileSync(join(folder, 'new-street.csv'), `${streetFile('2024-02')}\n`)
    const { code, stderr } = await analyse(folder, 'new-street.csv', '--out', 'out', '--state', 'force.state', '--update')
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /month-twice: .*new-street\.csv.* The state holds another version of 2024-02 of .*, read from 2024-02-/,
    )
    expect(stderr).toContain('made anew')
    expect(stderr).not.toContain('Give one of them')
    expect(readFileSync(join(folder, 'force.state'))).toEqual(before)
  })
})
