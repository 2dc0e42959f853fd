// Usage: node test/screens.mjs [WORD]     (after npm run build and npm start -- --no-serve; CHROMIUM is the path of a browser)
// Pictures of every view of the viewer, of a computer, a tablet and a phone, light and dark, to be looked at: screens/ (git-ignored). With a word,
// only pictures whose name holds it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const root = resolve(import.meta.dirname, '..')
const wanted = process.argv[2] ?? ''
const { flags, paths } = JSON.parse(readFileSync(join(root, 'test/helpers/chromium.json'), 'utf8'))
const SAMPLE = join(root, 'data/sample')
const areas = ['wards', 'beats', 'sectors', 'lsoas'].flatMap((name) => [`--${name}`, join(SAMPLE, `${name}.geojson`)])
const need = ['--deprivation', join(SAMPLE, 'deprivation.csv'), '--population', join(SAMPLE, 'population.csv')]
const SIZES = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844] }
const THEMES = ['light', 'dark']

/** What is pictured: results, address, and what is done before. */
const SCREENS = {
  'hotspots': { of: 'published', hash: 'measure=gistar_class' },
  'hotspots-harm': { of: 'published', hash: 'measure=harm&list=beats&selected=beats:N25' },
  'hotspots-filtered': { of: 'published', hash: 'categories=burglary,robbery' },
  'hotspots-force': { of: 'force', hash: 'list=hotspots' },
  'priority': { of: 'published', hash: 'view=priority&list=lsoas' },
  'priority-weights': {
    of: 'published',
    hash: 'view=priority&list=wards&weights=deprivation:60,unemployment:10,children:10,harm:10,volume:10',
  },
  'patrol': { of: 'force', hash: 'view=patrol' },
  'patrol-refused': { of: 'published', hash: 'view=patrol' },
  'change': { of: 'published', hash: 'view=change' },
  'quality': { of: 'force', hash: 'view=quality' },
  'sergeant': { of: 'force', hash: 'mode=sergeant' },
  'empty': { of: null, hash: '' },
  'keys': { of: 'published', hash: '', act: (page) => page.keyboard.press('?') },
}

const browserPath = [process.env.CHROMIUM, ...paths].find((path) => path !== undefined && existsSync(path))
if (browserPath === undefined) throw new Error('No Chromium found: set CHROMIUM to its path.')
mkdirSync(join(root, 'screens'), { recursive: true })
const folders = { published: analysed('published'), force: analysed('force') }
const browser = await chromium.launch({ executablePath: browserPath, args: flags })
const servers = []
try {
  const bases = {}
  for (const [name, folder] of Object.entries(folders)) bases[name] = await serve(folder)
  for (const [name, screen] of Object.entries(SCREENS)) {
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      for (const theme of THEMES) {
        const picture = `${name}-${size}-${theme}`
        if (picture.includes(wanted)) await shoot(picture, bases[screen.of ?? 'published'], screen, { width, height }, theme)
      }
    }
  }
} finally {
  await browser.close()
  for (const server of servers) server.kill()
}

async function shoot(picture, base, { of, hash, act }, viewport, colorScheme) {
  const page = await browser.newPage({ viewport, colorScheme })
  if (of === null) await page.route('**/results/**', (route) => route.fulfill({ status: 404 }))
  const problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && of !== null && problems.push(message.text()))
  await page.goto(`${base}?test#${hash}`)
  if (of !== null && (await page.waitForSelector('.bar .about', { timeout: 60_000 }).catch(() => null)) === null)
    problems.push('nothing opened')
  if ((await page.$('.map')) !== null)
    await page
      .waitForSelector('html[data-map=rendered]', { state: 'attached', timeout: 120_000 })
      .catch((error) => problems.push(String(error)))
  await act?.(page)
  await page.waitForTimeout(1500)
  await page.screenshot({ path: join(root, 'screens', `${picture}.png`), timeout: 120_000 })
  await page.close()
  console.log(`${picture}${problems.length === 0 ? '' : `: ${problems.join('; ')}`}`)
}

/** Results of the sample force as it is published, or from its own extract with a plan; made once. */
function analysed(form) {
  const out = join(root, 'out', `screens-${form}`)
  if (existsSync(join(out, 'analysis.json'))) return out
  const crews = join(root, 'out/screens-crews.csv')
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(
    crews,
    [
      'call_sign,kind,mode,officers,start,lng,lat,shift_start,shift_end',
      'T11,PC,vehicle,2,Station,-1.947946,52.596379,14:00,22:00',
      'T12,PC,foot,1,Station,-1.947946,52.596379,14:00,22:00',
      '',
    ].join('\n'),
  )
  const factors = ['unemployment=claimants', 'children=school-absence'].flatMap((pair) => {
    const [factor, file] = pair.split('=')
    return ['--factors', `${factor}=${join(SAMPLE, `${file}.csv`)}`]
  })
  const words =
    form === 'published'
      ? ['priority', join(SAMPLE, 'crime'), ...areas, ...need, ...factors]
      : [
          'patrol',
          join(SAMPLE, 'force-extract.csv'),
          '--yes',
          ...areas,
          ...need,
          '--beat',
          'N25',
          '--date',
          '2026-10-09',
          '--crews',
          crews,
        ]
  const { status } = spawnSync(process.execPath, [join(root, 'dist/hexbeat.js'), ...words, '--out', out, '--quiet'], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`hexbeat ${words[0]} failed`)
  return out
}

/** Serves a folder as `hexbeat view` does; its address. */
function serve(folder) {
  const server = spawn(process.execPath, [join(root, 'dist/hexbeat.js'), 'view', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  servers.push(server)
  return new Promise((found, failed) => {
    const read = (bytes) => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/?/.exec(String(bytes)) ?? []
      if (address !== undefined) found(address.endsWith('/') ? address : `${address}/`)
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.on('exit', () => failed(new Error(`the server of ${folder} ended`)))
  })
}
