import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CONTENT_SECURITY_POLICY, serve } from '../../../scripts/node/serve.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A request whose path and Host are sent as written, which fetch would tidy up. */
function ask(port: number, path: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { host: options.host ?? `127.0.0.1:${port}` }
    request({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
      .on('error', fail)
      .end()
  })
}

async function site(): Promise<{ port: number; folder: string }> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'viewer/assets'), { recursive: true })
  mkdirSync(join(folder, 'results'))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'viewer/index.html'), '<!doctype html><title>viewer</title>')
  writeFileSync(join(folder, 'viewer/assets/main.js'), 'export {}')
  writeFileSync(join(folder, 'results/analysis.json'), '{"format":"hexbeat/1"}')
  writeFileSync(join(folder, 'results/cells.csv'), 'cell,crimes\n')
  const server = await serve(join(folder, 'results'), { viewer: join(folder, 'viewer') })
  onTestFinished(() => server.close())
  return { port: Number(new URL(server.url).port), folder }
}

describe('serve', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<title>viewer'],
    ['/?theme=dark', 'text/html; charset=utf-8', '<title>viewer'],
    ['/assets/main.js', 'text/javascript; charset=utf-8', 'export {}'],
    ['/results/analysis.json', 'application/json', 'hexbeat/1'],
    ['/results/cells.csv', 'text/csv; charset=utf-8', 'cell,crimes'],
  ])('answers %s as %s, with the policy and nosniff', async (path, type, text) => {
    const { port } = await site()
    const { status, headers, body } = await ask(port, path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe(type)
    expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(body).toContain(text)
  })

  it('answers HEAD with the length and no body', async () => {
    const { port } = await site()
    const { status, headers, body } = await ask(port, '/results/cells.csv', { method: 'HEAD' })
    expect([status, headers['content-length'], body]).toEqual([200, '12', ''])
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { port } = await site()
    expect((await ask(port, '/', { method })).status).toBe(405)
  })

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost',
    '127.0.0.1.evil.example',
    '[::1]',
    '0.0.0.0',
  ])('answers 403 to Host %s', async (host) => {
    const { port } = await site()
    const { status, body } = await ask(port, '/results/analysis.json', { host })
    expect(status).toBe(403)
    expect(body).not.toContain('hexbeat/1')
  })

  it('answers localhost with its port', async () => {
    const { port } = await site()
    expect((await ask(port, '/', { host: `localhost:${port}` })).status).toBe(200)
  })

  it.each([
    '/../secret.txt',
    '/results/../../secret.txt',
    '/results/%2e%2e/%2e%2e/secret.txt',
    '/results/..%2f..%2fsecret.txt',
    '/results/..%5c..%5csecret.txt',
    '/results/%00',
    '/%',
    '/results/',
    '/results',
    '/assets',
    '//etc/passwd',
    '/missing.js',
  ])('does not leave its folders for %s', async (path) => {
    const { port } = await site()
    const { status, body } = await ask(port, path)
    expect([400, 404]).toContain(status)
    expect(body).not.toContain('secret')
  })

  it('does not follow a link out of the results', async () => {
    const { port, folder } = await site()
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'results/link.txt'))
    expect((await ask(port, '/results/link.txt')).status).toBe(404)
  })

  it('listens on 127.0.0.1 only', async () => {
    const { port } = await site()
    const refused = await new Promise<string>((done) => {
      request({ host: '::1', port, path: '/' }, () => done('answered'))
        .on('error', (error: NodeJS.ErrnoException) => done(error.code ?? ''))
        .end()
    })
    expect(refused).not.toBe('answered')
  })

  it('says what to do when the folder holds no results', async () => {
    const folder = temporaryFolder()
    await expect(serve(join(folder, 'nothing'))).rejects.toMatchObject({
      code: 'results-missing',
      file: 'nothing',
      hint: /hexbeat analyse/,
    })
  })

  it('says when the results are cut', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'analysis.json'), '{"format":"hexb')
    await expect(serve(folder)).rejects.toMatchObject({ code: 'results-invalid', file: 'analysis.json' })
  })

  it('says when the port is taken', async () => {
    const { port, folder } = await site()
    await expect(serve(join(folder, 'results'), { port })).rejects.toMatchObject({ code: 'port-taken', value: String(port) })
  })
})
