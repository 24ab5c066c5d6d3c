import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { EngineError } from '../../shared/errors.ts'
import type { EngineClient } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { recordOf, textOf } from '../normalize/record.ts'
import { readText } from '../transport.ts'
import { helperLabel } from './helper-label.ts'
import { helperPrograms, helperSources } from './helper-program.ts'
import { makeTar } from './tar-writer.ts'

/** Each version of the program has a tag of its own, so that two versions of Bayplan do not meet. */
export const helperImage = `bayplan-helper:${helperSources.slice(0, 12)}`

type Processor = keyof typeof helperPrograms

const processors: Readonly<Record<string, Processor>> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
}

/**
 * Brings the helper's image to the engine: one small static program that comes with Bayplan. No registry is asked.
 *
 * Source: `SystemInfo`, `ImageLoad`. Errors: unsupported (Windows containers, other processors), engine-failed.
 */
export async function loadHelperImage(client: EngineClient, signal: AbortSignal): Promise<void> {
  const archive = helperArchive(await processorOf(client, signal))
  const { body } = await client.stream({
    method: 'POST',
    path: '/images/load',
    query: { quiet: true },
    content: { type: 'application/x-tar', bytes: Readable.from([archive]), sizeBytes: archive.length },
    signal,
  })
  const failure = errorIn(await readText(body))
  if (failure) throw new EngineError('engine-failed', failure, { operation: 'ImageLoad' })
}

async function processorOf(client: EngineClient, signal: AbortSignal): Promise<Processor> {
  const info = recordOf(await requestJson(client, { method: 'GET', path: '/info', signal }))
  const processor = processors[textOf(info['Architecture'])]
  if (processor && textOf(info['OSType']) !== 'windows') return processor
  const words = `no helper program for ${textOf(info['OSType'])} on ${textOf(info['Architecture'])}`
  throw new EngineError('unsupported', words, { operation: 'SystemInfo' })
}

/** A failure comes in the answer, with status 200. */
function errorIn(answer: string): string | null {
  for (const line of answer.split('\n')) {
    if (!line.includes('"error"')) continue
    try {
      return textOf(recordOf(JSON.parse(line))['error']) || null
    } catch {
      return line
    }
  }
  return null
}

/** The image in the form of `docker save`, which every engine reads. The same bytes each time. */
export function helperArchive(processor: Processor): Buffer {
  const program = inflateRawSync(Buffer.from(helperPrograms[processor], 'base64'))
  const layer = makeTar([
    { name: 'bayplan-helper', mode: 0o755, content: program },
    { name: 'v/', mode: 0o755, content: null },
  ])
  const config = Buffer.from(
    JSON.stringify({
      architecture: processor,
      os: 'linux',
      created: '2026-01-01T00:00:00Z',
      config: { Entrypoint: ['/bayplan-helper'], Labels: { [helperLabel]: '1' } },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created: '2026-01-01T00:00:00Z', created_by: 'Bayplan: helper for the files of volumes' }],
    }),
  )
  const configName = `${sha256(config)}.json`
  const manifest = [{ Config: configName, RepoTags: [helperImage], Layers: ['layer.tar'] }]
  return makeTar([
    { name: configName, mode: 0o644, content: config },
    { name: 'layer.tar', mode: 0o644, content: layer },
    { name: 'manifest.json', mode: 0o644, content: Buffer.from(JSON.stringify(manifest)) },
  ])
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
