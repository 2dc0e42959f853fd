// Two shards: two processes of Debian's clickhouse-server 18.16 on this computer, a Distributed table over both, rows dealt out at random.
import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { definitions } from './columns.mjs'

const SERVER = '/usr/sbin/clickhouse-server'
const PATIENCE = 60

/** @returns why the cluster cannot be had, '' if it can */
export function clusterMissing() {
  return existsSync(SERVER)
    ? ''
    : 'no clickhouse-server; on Debian 12: sudo apt-get install --no-install-recommends clickhouse-server'
}

export async function clusterEngine({ folder, sql, out, work }) {
  const ports = [await freePort(), await freePort(), await freePort(), await freePort()]
  const shards = [
    { http: ports[0], tcp: ports[1], path: join(work, 'shard1') },
    { http: ports[2], tcp: ports[3], path: join(work, 'shard2') },
  ]
  const servers = shards.map((shard) => start(shard, shards))
  const first = shards[0].http
  try {
    for (const { http } of shards) await ready(http, servers)
  } catch (error) {
    await close()
    throw error
  }
  return {
    version: async () => `${(await ask(first, 'SELECT version()')).trim()}, 2 shards`,
    async load() {
      const columns = definitions('String')
      for (const { http } of shards)
        await ask(http, `CREATE TABLE crime_here (${columns}) ENGINE = MergeTree PARTITION BY tuple() ORDER BY Month`)
      await ask(first, `CREATE TABLE crime (${columns}) ENGINE = Distributed(two, default, crime_here, rand())`)
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.csv')))
        await send(first, 'INSERT INTO crime FORMAT CSVWithNames', createReadStream(join(folder, name)))
      const held = await Promise.all(shards.map(async ({ http }) => Number(await ask(http, 'SELECT count() FROM crime_here'))))
      if (held.some((rows) => rows === 0)) throw new Error(`rows on the shards: ${held.join(', ')}`)
    },
    places: () => answered(first, sql.places, createWriteStream(out.places)),
    /** Most memory either took. */
    memory: () =>
      Math.max(...servers.map(({ pid }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]))),
    close,
  }

  async function close() {
    for (const server of servers) server.kill('SIGTERM')
    for (const server of servers) {
      for (let tenth = 0; tenth < 100 && server.exitCode === null && server.signalCode === null; tenth++) await wait(100)
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL')
    }
  }
}

function start({ http, tcp, path }, shards) {
  mkdirSync(path, { recursive: true })
  const replicas = shards.map((shard) => `<shard><replica><host>127.0.0.1</host><port>${shard.tcp}</port></replica></shard>`)
  writeFileSync(
    join(path, 'config.xml'),
    `<yandex>
<logger><level>warning</level><log>${path}/server.log</log><errorlog>${path}/error.log</errorlog></logger>
<http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
<path>${path}/data/</path><tmp_path>${path}/scratch/</tmp_path><users_config>${path}/users.xml</users_config>
<mark_cache_size>1000000000</mark_cache_size><default_profile>default</default_profile><default_database>default</default_database>
<remote_servers><two>${replicas.join('')}</two></remote_servers>
</yandex>
`,
  )
  writeFileSync(
    join(path, 'users.xml'),
    `<yandex>
<profiles><default><max_memory_usage>8000000000</max_memory_usage><insert_distributed_sync>1</insert_distributed_sync></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
<quotas><default></default></quotas>
</yandex>
`,
  )
  return spawn(SERVER, [`--config-file=${path}/config.xml`], { cwd: path, stdio: 'ignore' })
}

async function ready(port, servers) {
  for (let second = 0; second < PATIENCE; second++) {
    if (servers.some(({ exitCode }) => exitCode !== null)) throw new Error('a server ended; see its error.log')
    try {
      await ask(port, 'SELECT 1')
      return
    } catch {
      await wait(1000)
    }
  }
  throw new Error(`no answer within ${PATIENCE} s`)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

async function ask(port, query) {
  return text(await call(port, '/', (asking) => asking.end(query)))
}

async function send(port, query, rows) {
  return text(await call(port, `/?query=${encodeURIComponent(query)}`, (asking) => pipeline(rows, asking)))
}

async function answered(port, query, file) {
  await pipeline(await call(port, '/', (asking) => asking.end(query)), file)
}

/** The answer as a stream. @throws what the server says where it refuses */
function call(port, path, write) {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method: 'POST' }, (answer) => {
      if (answer.statusCode === 200) resolve(answer)
      else text(answer).then((why) => reject(new Error(why)), reject)
    })
    asking.on('error', reject)
    Promise.resolve(write(asking)).catch(reject)
  })
}

async function text(stream) {
  const pieces = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
