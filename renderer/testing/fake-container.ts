import type { ComposeMembership, Container, ContainerRuntime } from '../../shared/container.ts'
import type { StatsSample } from '../../shared/stats.ts'

const runtime: ContainerRuntime = {
  startedAtMs: 1_800_000_000_000,
  finishedAtMs: null,
  exitCode: null,
  wasOomKilled: false,
  restartCount: 0,
  restartPolicy: 'no',
  error: '',
  cpuLimitCores: null,
  memoryLimitBytes: null,
  pidsLimit: null,
  hasTty: false,
  stopTimeoutSeconds: 10,
  isAutoRemoved: false,
  publishes: [],
}

export function fakeRuntime(part: Partial<ContainerRuntime> = {}): ContainerRuntime {
  return { ...runtime, ...part }
}

export function fakeCompose(
  project: string,
  service = 'web',
  part: Partial<ComposeMembership> = {},
): ComposeMembership {
  return { project, service, number: 1, isOneOff: false, workingDir: `/home/me/code/${project}`, ...part }
}

let made = 0

/** A running container; give only what the test is about. */
export function fakeContainer(part: Partial<Container> = {}): Container {
  made += 1
  const id = part.id ?? made.toString(16).padStart(64, '0')
  return {
    id,
    name: `container-${made}`,
    image: 'nginx:1.29',
    imageId: 'sha256:1',
    imageManifestId: null,
    command: 'nginx -g daemon off;',
    createdAtMs: 1_799_999_000_000,
    state: 'running',
    health: 'none',
    status: 'Up 3 hours',
    exitCode: null,
    ports: [],
    mounts: [],
    networks: [],
    networkMode: 'bridge',
    labels: {},
    compose: null,
    runtime,
    wasStoppedHere: false,
    ...part,
  }
}

export function fakeExited(exitCode: number, part: Partial<Container> = {}): Container {
  return fakeContainer({
    state: 'exited',
    exitCode,
    runtime: fakeRuntime({ exitCode, finishedAtMs: 1_800_000_100_000 }),
    ...part,
  })
}

export function fakeSample(id: string, part: Partial<StatsSample> = {}): StatsSample {
  return {
    id,
    atMs: 1_800_000_000_000,
    cpuPercent: 12.4,
    onlineCpus: 8,
    memoryBytes: 284 * 2 ** 20,
    memoryWithCacheBytes: 300 * 2 ** 20,
    memoryLimitBytes: null,
    processes: 3,
    networkInBytes: 0,
    networkOutBytes: 0,
    networkInBytesPerSecond: 0,
    networkOutBytesPerSecond: 0,
    blockReadBytes: 0,
    blockWriteBytes: 0,
    blockReadBytesPerSecond: 0,
    blockWriteBytesPerSecond: 0,
    ...part,
  }
}
