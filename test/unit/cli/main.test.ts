import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS, LATER_COMMANDS } from '../../../scripts/allCommands.js'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

describe('help', () => {
  it.each([[], ['--help'], ['-h'], ['help']])('hexbeat %s lists every command and an example', async (...argv) => {
    const { code, stdout, stderr } = await runCli(argv, '.')
    expect([code, stderr]).toEqual([0, ''])
    for (const { name } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(stdout).toContain('Example:')
  })

  // stat has the flags of each statistic under its name: stat.test.ts
  it.each(COMMANDS.filter(({ name }) => name !== 'stat').map((command) => [command.name, command] as const))(
    'hexbeat %s --help has every flag and an example',
    async (name, command) => {
      const { code, stdout } = await runCli([name, '--help'], '.')
      expect(code).toBe(0)
      for (const flag of command.flags) expect(stdout).toContain(`--${flag.name} `.trimEnd())
      expect(stdout).toContain(`Example:\n  hexbeat ${name}`)
    },
  )

  it('hexbeat --help errors lists the error codes', async () => {
    expect((await runCli(['--help', 'errors'], '.')).stdout).toContain('out-not-ours')
  })

  it('hexbeat --version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect((await runCli(['--version'], '.')).stdout).toBe(`${version}\n`)
  })
})

describe('wrong usage', () => {
  it.each([
    [['anaylse'], 'command-unknown', 'Did you mean analyse?'],
    [['analyse', '--wrads', 'x'], 'option-unknown', 'Did you mean --wards?'],
    [['analyse', '--out', 'x'], 'argument-missing', 'CRIME'],
    [['analyse', 'x.csv'], 'argument-missing', '--out'],
    [['analyse', 'x.csv', '--out', 'x', '--ring', '9'], 'option-invalid', 'ring'],
    [['analyse', 'x.csv', '--out', 'x', '--resolution', '16'], 'resolution-invalid', '16'],
    [['analyse', 'x.csv', '--out', 'x', '--from', '2024-13'], 'option-invalid', 'from'],
    [['analyse', 'x.csv', '--out', 'x', '--harm', 'csss'], 'option-invalid', '--harm'],
    [['analyse', 'x.csv', '--out', 'x', '--code-column', 'ward=CODE'], 'option-invalid', '--code-column'],
    [['analyse', 'x.csv', '--out', 'x', '--wards', 'a', '--areas', 'ward=b'], 'option-invalid', '--areas'],
    [['check'], 'argument-missing', 'CRIME'],
    [['stat'], 'argument-missing', 'gistar'],
    [['stat', 'gistar', '--value', 'x'], 'argument-missing', '--cells'],
    [['stat', 'morran'], 'option-invalid', 'Did you mean moran?'],
    [['view', '--port', '70000'], 'option-invalid', '--port'],
    ...LATER_COMMANDS.map((name) => [[name, '--whatever'], 'not-in-this-version', name] as const),
  ] as const)('hexbeat %j ends with 2 and %s', async (argv, code, part) => {
    const run = await runCli([...argv], temporaryFolder())
    expect(run.code).toBe(2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(new RegExp(`^hexbeat: ${code}: .*\n$`))
    expect(run.stderr).toContain(part)
  })

  it('answers with one JSON value under --json', async () => {
    const { code, stdout, stderr } = await runCli(['analyse', '--wrads', 'x', '--json'], '.')
    expect([code, stderr]).toEqual([2, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'option-unknown', value: '--wrads', hint: expect.stringContaining('--wards') },
    })
  })
})

describe('errors', () => {
  it('shows a stack trace only with --debug', async () => {
    const folder = temporaryFolder()
    expect((await runCli(['view', 'none'], folder)).stderr).not.toMatch(/^ +at /m)
    expect((await runCli(['view', 'none', '--debug'], folder)).stderr).toMatch(/^ +at /m)
  })

  it('ends with 3 for a fault of our own, without a stack trace', async () => {
    const failing = runCli(['--version'], '.', {
      stdout: () => {
        throw new TypeError('planted')
      },
    })
    expect(await failing).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^hexbeat: internal-fault: planted.*--debug.*\n$/),
    })
  })
})

describe('init', () => {
  it('writes a configuration that reads, and never writes over one', async () => {
    const folder = temporaryFolder()
    expect((await runCli(['init'], folder)).code).toBe(0)
    const path = join(folder, 'hexbeat.json')
    const { code, stderr } = await runCli(['analyse', '--config', 'hexbeat.json'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('file-missing')])
    writeFileSync(path, 'mine')
    expect(await runCli(['init'], folder)).toMatchObject({ code: 1, stderr: expect.stringContaining('file-exists') })
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })
})

describe('configuration', () => {
  it('is overridden by flags', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'c.json'), '{"crime":["none.csv"],"out":"results","ring":9}')
    expect((await runCli(['analyse', '--config', 'c.json'], folder)).stderr).toContain('option-invalid')
    expect((await runCli(['analyse', '--config', 'c.json', '--ring', '2'], folder)).stderr).toContain('boundary-missing')
    expect(existsSync(join(folder, 'results'))).toBe(false)
  })

  it('ends with 2 for an unknown key, naming the nearest', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'c.json'), '{"wrads":"x"}')
    expect(await runCli(['analyse', '--config', 'c.json'], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/config-invalid.*c\.json.*line 1.*wrads.*Did you mean wards\?/),
    })
  })
})

describe('view', () => {
  it('prints its address, serves, and ends when interrupted', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'analysis.json'), '{"format":"hexbeat/1","files":[]}')
    const interrupt = new AbortController()
    let answered = 0
    const { code } = await runCli(['view', '--json'], folder, {
      signal: interrupt.signal,
      stdout: async (text) => {
        answered = (await fetch(`${JSON.parse(text).url}results/analysis.json`)).status
        interrupt.abort()
      },
    })
    expect([code, answered]).toEqual([0, 200])
  })

  it('says what to do when there are no results', async () => {
    expect(await runCli(['view', 'none'], temporaryFolder())).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/results-missing.*hexbeat analyse/),
    })
  })
})
