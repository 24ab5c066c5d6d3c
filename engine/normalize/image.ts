import type {
  Image,
  ImageDetails,
  ImageHealthCheck,
  ImageSearchResult,
  ImageStep,
} from '../../shared/image.ts'
import { parseAnswer } from '../engine-json.ts'
import type { Json } from './record.ts'
import { listOf, numberOf, recordOf, textOf, textRecordOf, textsOf, timeMsOf } from './record.ts'

/** One row of `ImageList`. It does not tell the platform: `platform` is null until the image is inspected. */
export function imageOfList(value: unknown): Image {
  const record = recordOf(value)
  return {
    id: textOf(record['Id']),
    ...referencesOf(record),
    createdAtMs: createdOf(numberOf(record['Created'])),
    sizeBytes: sizeOf(record),
    platform: null,
    aliasIds: aliasesOf(record),
    labels: textRecordOf(record['Labels']),
  }
}

/** The same row from `ImageInspect`, complete. */
export function imageOfInspect(value: unknown): Image {
  const record = recordOf(value)
  return {
    id: textOf(record['Id']),
    ...referencesOf(record),
    createdAtMs: timeMsOf(record['Created']),
    sizeBytes: sizeOf(record),
    platform: platformOf(record),
    aliasIds: aliasesOf(record),
    labels: textRecordOf(recordOf(record['Config'])['Labels']),
  }
}

/** Everything that `ImageInspect` tells, from its JSON text. Engines leave out what is empty. */
export function imageDetailsOf(raw: string): ImageDetails {
  const record = recordOf(parseAnswer(raw))
  const config = recordOf(record['Config'])
  return {
    id: textOf(record['Id']),
    ...referencesOf(record),
    platform: platformOf(record),
    createdAtMs: timeMsOf(record['Created']),
    author: textOf(record['Author']),
    environment: textsOf(config['Env']).map(variableOf),
    entrypoint: wordsOf(config['Entrypoint']),
    command: wordsOf(config['Cmd']),
    workingDir: textOf(config['WorkingDir']),
    user: textOf(config['User']),
    ports: Object.keys(recordOf(config['ExposedPorts'])).sort(comparePorts),
    volumes: Object.keys(recordOf(config['Volumes'])).sort(),
    labels: textRecordOf(config['Labels']),
    stopSignal: textOf(config['StopSignal']),
    shell: textsOf(config['Shell']),
    onBuild: textsOf(config['OnBuild']),
    health: healthCheckOf(recordOf(config['Healthcheck'])),
    layerCount: layersOf(record).length,
    raw,
  }
}

/** Content of the layers, oldest first: what tells that one image begins with another. */
export function layersOf(inspected: unknown): readonly string[] {
  return textsOf(recordOf(recordOf(inspected)['RootFS'])['Layers'])
}

/** One step of `ImageHistory`. */
export function imageStepOf(value: unknown): ImageStep {
  const record = recordOf(value)
  return {
    instruction: instructionOf(textOf(record['CreatedBy'])),
    createdAtMs: createdOf(numberOf(record['Created'])),
    sizeBytes: Math.max(0, numberOf(record['Size']) ?? 0),
    comment: textOf(record['Comment']),
  }
}

/**
 * A step as a Dockerfile has it. The classic builder wraps what is no RUN in `/bin/sh -c #(nop)`, BuildKit
 * appends a mark and puts build arguments before a command.
 */
export function instructionOf(createdBy: string): string {
  const text = createdBy.replace(/\s*# buildkit$/, '').trim()
  const nop = /^\/bin\/sh -c #\(nop\)\s*(.*)$/s.exec(text)
  if (nop) return withoutMaps((nop[1] ?? '').trim())
  const shell = /^(?:RUN )?(?:\|\d+ (?:.*? )??)?\/bin\/sh -c (.*)$/s.exec(text)
  return shell ? `RUN ${(shell[1] ?? '').trim()}` : withoutMaps(text)
}

/** Ports and volumes are noted as the builder's own language prints its maps: `EXPOSE map[80/tcp:{}]`. */
function withoutMaps(step: string): string {
  const map = /^(EXPOSE|VOLUME) map\[(.*)\]$/s.exec(step)
  return map ? `${map[1]} ${(map[2] ?? '').replaceAll(':{}', '')}` : step
}

/** One answer of `ImageSearch`. */
export function searchResultOf(value: unknown): ImageSearchResult {
  const record = recordOf(value)
  return {
    name: textOf(record['name']) || textOf(record['Name']),
    description: textOf(record['description']) || textOf(record['Description']),
    stars: numberOf(record['star_count']) ?? numberOf(record['Stars']) ?? 0,
    // Podman writes "[OK]".
    isOfficial: record['is_official'] === true || textOf(record['Official']) !== '',
  }
}

/**
 * References, whichever way an engine writes "none": null, no field, `[]`, `<none>:<none>`. One with a digest
 * among the tags is a digest.
 */
function referencesOf(record: Json): Pick<Image, 'tags' | 'digests'> {
  const isReal = (reference: string): boolean => !reference.includes('<none>')
  const named = textsOf(record['RepoTags']).filter(isReal)
  const digests = [
    ...textsOf(record['RepoDigests']).filter(isReal),
    ...named.filter((reference) => reference.includes('@')),
  ]
  return { tags: named.filter((reference) => !reference.includes('@')), digests: [...new Set(digests)] }
}

/**
 * On the containerd store inspect counts one platform's packed content only, the list everything that lies on
 * disk: the manifests tell that too.
 */
function sizeOf(record: Json): number {
  const totals = manifestsOf(record).map((manifest) => numberOf(recordOf(manifest['Size'])['Total']) ?? 0)
  const total = totals.reduce((sum, bytes) => sum + bytes, 0)
  return total > 0 ? total : Math.max(0, numberOf(record['Size']) ?? numberOf(record['VirtualSize']) ?? 0)
}

function manifestsOf(record: Json): readonly Json[] {
  return listOf(record['Manifests']).map(recordOf)
}

/** Ids beside its own that a container's record may hold. */
function aliasesOf(record: Json): readonly string[] {
  const id = textOf(record['Id'])
  const aliases = [
    textOf(recordOf(record['Descriptor'])['digest']),
    ...manifestsOf(record).map((manifest) => textOf(manifest['ID'])),
  ]
  return [...new Set(aliases)].filter((alias) => alias !== '' && alias !== id)
}

function platformOf(record: Json): string {
  const parts = [textOf(record['Os']), textOf(record['Architecture']), textOf(record['Variant'])]
  return parts.filter((part) => part !== '').join('/')
}

/** Seconds; zero and less stand for "not said". */
function createdOf(seconds: number | null): number | null {
  return seconds === null || seconds <= 0 ? null : seconds * 1_000
}

function variableOf(text: string): { name: string; value: string | null } {
  const at = text.indexOf('=')
  return at === -1 ? { name: text, value: null } : { name: text.slice(0, at), value: text.slice(at + 1) }
}

/** Very old images have one string where a list belongs. */
function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : textsOf(value)
}

function comparePorts(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)
}

function healthCheckOf(check: Json): ImageHealthCheck | null {
  const test = textsOf(check['Test'])
  if (test.length === 0) return null
  return {
    test,
    intervalSeconds: secondsOf(check['Interval']),
    timeoutSeconds: secondsOf(check['Timeout']),
    startPeriodSeconds: secondsOf(check['StartPeriod']),
    retries: numberOf(check['Retries']) || null,
  }
}

/** Nanoseconds; zero means the engine's default. */
function secondsOf(value: unknown): number | null {
  const nanos = numberOf(value)
  return nanos === null || nanos <= 0 ? null : nanos / 1e9
}
