import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { dockerCommand } from '../../../shared/docker-command.ts'
import { archiveCommandsFor } from '../../../shared/docker-command-archive.ts'
import { binCommandsFor } from '../../../shared/docker-command-bin.ts'
import { composeCommandsFor } from '../../../shared/docker-command-compose.ts'
import { containerCommandsFor } from '../../../shared/docker-command-container.ts'
import {
  changesCommandFor,
  fileCommandsFor,
  type PlaceCommands,
  placeCommandsFor,
} from '../../../shared/docker-command-files.ts'
import { imageCommandsFor } from '../../../shared/docker-command-image.ts'
import { networkCommandsFor } from '../../../shared/docker-command-network.ts'
import { pruneCommand } from '../../../shared/docker-command-prune.ts'
import { registryCommandsFor } from '../../../shared/docker-command-registry.ts'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { commandOf, commandPaths, globalOptions } from '../../../shared/docker-line/line-commands.ts'
import type { Endpoint } from '../../../shared/engine.ts'
import '../../i18n/pane-words.ts'
import { setLanguage, startI18n } from '../../i18n/i18n.ts'
import { composeForm } from './compose-form.ts'
import { explainLine } from './explain-line.ts'

await startI18n('en')
await setLanguage('zh-CN')

const far: Endpoint = { host: 'tcp://10.0.0.1:2376', source: 'context', name: 'far' }
const names = { names: ['web', 'db'] }
const transfer = { reference: 'ghcr.io/acme/api:2', allTags: true, platform: 'linux/arm64' }
const inVolume = { volume: 'data', path: '/a b' }
const withFile = { volume: 'data', file: 'data.tar.gz', compress: true }
const item = (kind: 'image' | 'build-cache', group: 'image-dangling' | 'build-cache') =>
  ({ kind, group, id: 'x1', name: 'x1' }) as const

const placeSamples: { readonly [K in keyof PlaceCommands]: Parameters<PlaceCommands[K]> } = {
  list: ['/etc'],
  read: ['/etc/hosts'],
  write: ['/etc/hosts'],
  makeDirectory: ['/a'],
  rename: ['/a', '/b'],
  remove: [['/a', '/b']],
  setMode: ['/a', 0o644],
  measure: ['/a'],
  upload: ['/a', 'a.txt'],
  uploadFolder: ['/a', 'site'],
  download: ['/a', 'a.tar', true],
}

/** Every builder with all of its options: a builder that is missing here does not compile. */
const built: readonly Readonly<Record<string, string>>[] = [
  {
    start: dockerCommand.start(names),
    stop: dockerCommand.stop({ ...names, timeoutSeconds: 3, signal: 'SIGINT' }),
    restart: dockerCommand.restart(names),
    pause: dockerCommand.pause(names),
    unpause: dockerCommand.unpause(names),
    kill: dockerCommand.kill({ ...names, signal: 'SIGHUP' }),
    rename: dockerCommand.rename({ name: 'web', newName: 'shop' }),
    remove: dockerCommand.remove({ ...names, force: true, volumes: true, stopFirst: ['db'] }),
    ps: dockerCommand.ps({ project: 'my shop', status: 'exited' }),
    logs: dockerCommand.logs({ name: 'web', follow: true, tail: 5, since: '1h', timestamps: true }),
    exec: dockerCommand.exec({ name: 'web', user: 'root', workingDir: '/', command: ['sh', '-c', 'ls'] }),
    stats: dockerCommand.stats(['web']),
    inspect: dockerCommand.inspect('web'),
    top: dockerCommand.top('web'),
    port: dockerCommand.port('web'),
    version: dockerCommand.version(),
    export: dockerCommand.export({ name: 'web', file: 'web.tar' }),
  } satisfies Record<keyof typeof dockerCommand, string>,
  allOf(archiveCommandsFor(far), {
    save: [{ references: ['a:1'], platform: 'linux/amd64', file: 'a.tar' }],
    load: [{ platform: 'linux/amd64', file: 'a.tar' }],
    import: [{ file: 'a.tar', reference: 'a:1', changes: ['CMD sh'], message: 'x', platform: 'linux/amd64' }],
  }),
  allOf(fileCommandsFor(null), {
    list: [inVolume],
    read: [inVolume],
    write: [inVolume],
    makeDirectory: [inVolume],
    rename: [{ ...inVolume, newPath: '/b' }],
    remove: [{ volume: 'data', paths: ['/a'] }],
    setMode: [{ ...inVolume, mode: 0o644 }],
    measure: [inVolume],
    upload: [{ ...inVolume, file: 'a' }],
    uploadFolder: [{ ...inVolume, folder: '/home/ada/site' }],
    download: [{ ...inVolume, file: 'a', isFolder: true }],
    export: [withFile],
    import: [withFile],
    clone: [{ volume: 'data', newName: 'copy' }],
    empty: [{ volume: 'data' }],
  }),
  ...[true, false].map((isRunning) =>
    allOf(placeCommandsFor(null, { kind: 'container', name: 'web', isRunning }), placeSamples),
  ),
  allOf(placeCommandsFor(null, { kind: 'volume', name: 'data' }), placeSamples),
  { changes: changesCommandFor(null, 'web') },
  allOf(binCommandsFor(null), {
    keep: [[{ name: 'web', binName: 'web-bin', isAlive: true, restartPolicy: 'always' }]],
    restore: [
      {
        engineName: 'web-bin',
        name: 'web',
        former: { run: 'paused', restart: { name: 'on-failure', maximumRetries: 3 } },
        starts: true,
      },
    ],
    remove: [{ names: ['web-bin'], volumes: true }],
    list: [],
  }),
  allOf(composeCommandsFor(null), {
    logs: [{ project: 'shop', follow: true, tail: 5, since: '1h', timestamps: true }],
  }),
  allOf(containerCommandsFor(null), {
    exec: [{ name: 'web', user: 'root', command: ['ls', '-l'] }],
    commit: [
      { name: 'web', reference: 'web:2', author: 'ada', message: 'x', changes: ['CMD sh'], pause: false },
    ],
    attach: [{ name: 'web', withInput: false, detachKeys: 'ctrl-q' }],
    wait: ['web'],
  }),
  allOf(imageCommandsFor(null), {
    list: [{ isDangling: true }],
    inspect: ['a:1'],
    history: ['a:1'],
    tag: [{ reference: 'a:1', newReference: 'b:1' }],
    remove: [{ references: ['a:1'], force: true, noPrune: true }],
    search: [{ term: 'redis', limit: 5, isOfficial: true, leastStars: 3 }],
    users: ['a:1'],
    diskUsage: [],
  }),
  allOf(volumeCommandsFor(null), {
    list: [{ isUnused: true }],
    inspect: ['data'],
    create: [{ name: 'data', driver: 'nfs', options: { o: 'rw' }, labels: { a: 'b' } }],
    remove: [['data']],
    usage: [],
  }),
  allOf(registryCommandsFor(null), {
    pull: [transfer],
    push: [transfer],
    login: [{ registry: 'ghcr.io', username: 'ada' }],
    logout: ['ghcr.io'],
    inspect: ['a:1'],
  }),
  allOf(networkCommandsFor(null), {
    list: [],
    inspect: ['--odd'],
    create: [
      {
        name: 'shop',
        driver: 'macvlan',
        scope: 'local',
        isInternal: true,
        isAttachable: true,
        isIngress: true,
        isConfigOnly: true,
        configFrom: 'base',
        hasIpv4: false,
        hasIpv6: true,
        ipamDriver: 'dhcp',
        ipamOptions: { a: 'b' },
        pools: [
          { subnet: '10.0.0.0/24', gateway: '10.0.0.1', ipRange: '10.0.0.0/25', auxAddresses: { a: 'b' } },
        ],
        options: { parent: 'eth0' },
        labels: { a: 'b' },
      },
    ],
    connect: [
      { network: 'shop', container: 'web' },
      {
        networkId: 'n',
        containerId: 'c',
        aliases: ['db'],
        ipv4Address: '10.0.0.5',
        ipv6Address: 'fd00::5',
        linkLocalAddresses: ['169.254.1.5'],
        links: ['a:b'],
        driverOptions: { a: 'b' },
        gatewayPriority: 1,
      },
    ],
    disconnect: [{ network: 'shop', container: 'web', force: true }],
    prune: [],
    remove: ['shop', ['web']],
    probe: ['web', 'db', 5432],
  }),
  {
    prune: pruneCommand(null, [item('image', 'image-dangling')], ['image-dangling']),
    cache: pruneCommand(null, [item('build-cache', 'build-cache')], []),
    whole: pruneCommand(null, [item('build-cache', 'build-cache')], ['build-cache']),
  },
]

function allOf<T extends Readonly<Record<string, (...args: never[]) => string>>>(
  commands: T,
  samples: { readonly [K in keyof T]: Parameters<T[K]> },
): Readonly<Record<string, string>> {
  const call = ([name, args]: [string, readonly unknown[]]) => {
    const build = commands[name] as unknown as (...words: readonly unknown[]) => string
    return [name, build(...args)] as const
  }
  return Object.fromEntries(Object.entries(samples as Record<string, readonly unknown[]>).map(call))
}

const shown = built.flatMap((commands) => Object.values(commands))
/** Every option of every command the app understands. */
const everything = commandPaths.flatMap((path) =>
  commandOf(path).options.map(
    ({ name, takesValue }) => `docker ${path} --${name}${takesValue ? '=1' : ''} a b`,
  ),
)
const global = globalOptions.map(({ name, takesValue }) => `docker --${name}${takesValue ? ' 1' : ''} ps`)

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const t = i18next.getFixedT(language)

  it.each(shown)('every part of %s has words', (command) => {
    for (const { line, summary, rows } of explainLine(command, t, '3f2a9c')) {
      expect(line.problems.filter(({ code }) => code !== 'not-docker')).toEqual([])
      expect(summary).not.toBe(t('explain.unknownSummary'))
      expect(rows.length).toBeGreaterThan(0)
      for (const { text, meaning } of rows)
        expect([text, meaning]).toEqual([text, expect.stringMatching(/\S{2}/)])
    }
  })

  it('every option of every command has words', () => {
    const silent = [...everything, ...global].flatMap((command) =>
      explainLine(command, t, '3f2a9c').flatMap(({ summary, rows }) =>
        summary === '' || rows.some(({ meaning }) => meaning.trim() === '') ? [command] : [],
      ),
    )
    expect(silent).toEqual([])
  })
})

it('says what is written, and in grey what is left to docker', () => {
  const t = i18next.getFixedT('en')
  const [restart] = explainLine('docker restart shop-api-1', t, '3f2a9c')
  expect(restart?.summary).toBe(
    'Stops the container, waits until it has ended, then starts it again with the same settings. Files inside the container and in volumes stay.',
  )
  expect(restart?.rows).toEqual([
    {
      text: 'docker restart',
      meaning: 'The program and the action. Restart is stop followed by start.',
      isDefault: false,
    },
    {
      text: 'shop-api-1',
      meaning: 'The container, by name. Several may follow, or the first letters of an ID: 3f2',
      isDefault: false,
    },
    {
      text: '--timeout 10',
      meaning: 'Not given, so the default applies: 10 seconds to end cleanly, then it is killed.',
      isDefault: true,
    },
    {
      text: '--signal SIGTERM',
      meaning: 'Not given. The image says which signal asks it to end.',
      isDefault: true,
    },
  ])
})

it.each(['-e A=1 ', 'x ', '$(', ';ls '])('bounds what it says of 100 KB of %s', (piece) => {
  const text = `docker run ${piece.repeat(100_000 / piece.length)}`
  const explained = explainLine(text, i18next.getFixedT('en'), '')
  const rows = explained.flatMap((each) => each.rows)
  expect(rows.length).toBeLessThanOrEqual(120)
  expect(Math.max(...rows.map((each) => each.text.length))).toBeLessThan(500)
})

it.each([
  ['docker restart shop-api-1', 'docker compose restart api'],
  ['docker stop --timeout 3 shop-api-1', 'docker compose stop --timeout 3 api'],
  ['docker logs -f --tail=50 shop-api-1', 'docker compose logs --follow --tail 50 api'],
  ['docker exec -it shop-api-1 sh -c "ls -l"', `docker compose exec api sh -c 'ls -l'`],
  ['docker rm shop-api-1', 'docker compose rm api'],
  ['docker stop --signal INT shop-api-1', null],
  ['docker restart other', null],
  ['docker restart shop-api-1 shop-api-2', null],
  ['docker inspect shop-api-1', null],
])('%s in a project: %s', (command, expected) => {
  const [explained] = explainLine(command, i18next.getFixedT('en'), '')
  expect(explained && composeForm(explained.line, (name) => (name === 'shop-api-1' ? 'api' : null))).toBe(
    expected,
  )
})
