import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const sha = (/** @type {string} */ text) => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** As engine 28 lists an image. @param {number} at */
function imageRecord(at) {
  const team = `team-${at % 50}`
  return {
    Id: sha(`image ${at}`),
    ParentId: '',
    RepoTags: at % 10 === 9 ? [] : [`registry.example.com/${team}/app-${at}:1.${at % 7}`],
    RepoDigests: at % 3 === 0 ? [`registry.example.com/${team}/app-${at}@${sha(`content ${at}`)}`] : [],
    Created: 1_760_000_000 - at * 600,
    Size: 5_000_000 + ((at * 7_919) % 400) * 1_000_000,
    SharedSize: -1,
    Containers: -1,
    Labels: { 'com.example.team': team },
  }
}

/** As engine 28 inspects it. @param {ReturnType<typeof imageRecord>} record */
function inspected(record) {
  const { Labels, Created, ...rest } = record
  return {
    ...rest,
    Created: new Date(Created * 1000).toISOString(),
    Os: 'linux',
    Architecture: 'amd64',
    Config: { Labels },
    RootFS: { Type: 'layers', Layers: [sha('base'), record.Id] },
  }
}

/**
 * An engine played from memory: making thousands of objects on a real one takes minutes. `answer` gives null for
 * a path it does not know.
 * @param {(path: string, response: import('node:http').ServerResponse) => unknown} answer
 */
export async function serveReplay(answer) {
  const version = { Version: '28.5.2', ApiVersion: '1.51', MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64' }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
      .replace(/^\/v[\d.]+/, '')
      .replace(/\?.*$/, '')
    response.setHeader('Content-Type', 'application/json')
    response.setHeader('Api-Version', version.ApiVersion)
    if (answer(path, response) !== null) return
    // The events of an engine where nothing happens.
    if (path === '/events') return response.flushHeaders()
    if (path === '/version') return response.end(JSON.stringify(version))
    if (path === '/info') return response.end(JSON.stringify({ Name: 'replayed', NCPU: 2 }))
    if (path === '/volumes') return response.end('{"Volumes":[]}')
    return response.end(path === '/_ping' ? 'OK' : '[]')
  })
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-replay-'))
  const socketPath = join(folder, 'docker.sock')
  await new Promise((resolve) => server.listen(socketPath, () => resolve(null)))
  return {
    host: `unix://${socketPath}`,
    close: () => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/**
 * An engine that has nothing but images.
 * @param {number} imageCount
 */
export function replayEngine(imageCount) {
  const records = Array.from({ length: imageCount }, (_, at) => imageRecord(at))
  const byId = new Map(records.map((record) => [record.Id, record]))
  const list = JSON.stringify(records)
  return serveReplay((path, response) => {
    if (path === '/images/json') return response.end(list)
    const image = byId.get(/^\/images\/(.+)\/json$/.exec(path)?.[1] ?? '')
    return image ? response.end(JSON.stringify(inspected(image))) : null
  })
}
