import { describe, expect, it } from 'vitest'
import { toComposeService } from './compose.ts'
import { fromComposeService } from './from-compose.ts'
import { parseRun } from './parse-run.ts'
import type { RunOptions } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'

function composeOf(line: string): string {
  return toComposeService(parseRun(line).spec ?? emptySpec(), 'web').yaml
}

function read(yaml: string) {
  const { specs, problems } = fromComposeService(yaml)
  return { ...specs[0]?.spec, problems: problems.map(({ code, value }) => `${code} ${value}`) }
}

/** A service with an image and these lines. */
function service(...lines: readonly string[]): string {
  return ['services:', '  web:', '    image: bb', ...lines.map((line) => `    ${line}`)].join('\n')
}

describe('a Compose file made of a command', () => {
  it('reads like one that a person writes', () => {
    const line =
      'docker run -d --name web --restart no -p 8080:80 -p 22:22 -e KEY=value -v data:/data --network front nginx:1 nginx -g "daemon off;"'
    expect(composeOf(line)).toBe(`services:
  web:
    image: nginx:1
    container_name: web
    restart: "no"
    ports:
      - 8080:80
      - "22:22"
    environment:
      KEY: value
    networks:
      front: null
    volumes:
      - data:/data
    command:
      - nginx
      - -g
      - daemon off;
networks:
  front:
    external: true
volumes:
  data:
    name: data
`)
  })

  it('keeps a dollar that is just a dollar, and replaces what a shell would have replaced', () => {
    const yaml = composeOf(`docker run -e 'A=$5' -v "$(pwd)/src:/src" -v "$HOME/x:/x" bb sh -c 'echo $B'`)
    expect(yaml).toContain('A: $$5')
    expect(yaml).toContain('${PWD}/src:/src')
    expect(yaml).toContain('$HOME/x:/x')
    expect(yaml).toContain('echo $$B')
  })

  it('names networks and volumes whose names are no keys', () => {
    const { yaml } = toComposeService({ ...emptySpec('bb'), options: { network: ['my net'] } }, 'web')
    expect(yaml).toContain('my-net:\n    name: my net\n    external: true')
  })
})

describe('a command made of a Compose file', () => {
  it.each<readonly [string, RunOptions]>([
    ['command: ["a", "b c"]', {}],
    [
      'ports: [{ target: 80, published: "8080", host_ip: "::1", protocol: udp }]',
      { publish: ['[::1]:8080:80/udp'] },
    ],
    ['ports: [{ target: 80 }, 81]', { publish: ['80', '81'] }],
    ['environment: [A=1, B]', { env: ['A=1', 'B'] }],
    ['environment: { A: 1, B: , C: true }', { env: ['A=1', 'B', 'C=true'] }],
    ['labels: { a: b }', { label: ['a=b'] }],
    ['extra_hosts: { a: 10.0.0.1 }', { 'add-host': ['a:10.0.0.1'] }],
    ['extra_hosts: ["a=10.0.0.1"]', { 'add-host': ['a:10.0.0.1'] }],
    ['dns: 1.1.1.1', { dns: ['1.1.1.1'] }],
    ['tmpfs: /run', { tmpfs: ['/run'] }],
    ['env_file: .env', { 'env-file': ['.env'] }],
    ['env_file: [{ path: a.env, required: false }]', { 'env-file': ['a.env'] }],
    ['stop_grace_period: 1m30s', { 'stop-timeout': '90' }],
    [
      'healthcheck: { test: curl -f http://x, interval: 5s }',
      { 'health-cmd': 'curl -f http://x', 'health-interval': '5s' },
    ],
    ['healthcheck: { disable: true }', { 'no-healthcheck': true }],
    ['healthcheck: { test: ["NONE"] }', { 'no-healthcheck': true }],
    ['ulimits: { nproc: 5, nofile: { soft: 1, hard: 2 } }', { ulimit: ['nproc=5', 'nofile=1:2'] }],
    ['network_mode: host', { network: ['host'] }],
    ['deploy: { resources: { limits: { cpus: "0.5", memory: 50M } } }', { cpus: '0.5', memory: '50M' }],
    ['gpus: all', { gpus: ['all'] }],
    ['gpus: [{ driver: nvidia, count: 2 }]', { gpus: ['count=2,driver=nvidia'] }],
    ['volumes: [{ type: bind, source: ./a, target: /a, read_only: true }]', { volume: ['./a:/a:ro'] }],
    [
      'volumes: [{ type: bind, source: /a, target: /a, bind: { create_host_path: false } }]',
      { mount: ['type=bind,source=/a,target=/a'] },
    ],
    [
      'volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 64m, mode: 1777 } }]',
      { mount: ['type=tmpfs,target=/t,tmpfs-size=64m,tmpfs-mode=3361'] },
    ],
    ['entrypoint: /bin/sh -c "a b"', { entrypoint: '/bin/sh' }],
    ['entrypoint: []', { entrypoint: '' }],
    ['init: false', { init: false }],
    [
      'logging: { driver: local, options: { max-size: 1m } }',
      { 'log-driver': 'local', 'log-opt': ['max-size=1m'] },
    ],
  ])('%s', (line, options) => {
    const {
      network: _network,
      'network-alias': _alias,
      ...read1
    } = read(service('network_mode: bridge', line)).options ?? {}
    const { network, ...expected } = options
    if (network === undefined) expect(read1).toEqual(expected)
    else expect(read(service(line)).options).toEqual(options)
  })

  it('cuts a command written as one text as a shell would', () => {
    expect(read(service(`command: sh -c "echo 'a b' && exit" last`)).command).toEqual([
      'sh',
      '-c',
      "echo 'a b' && exit",
      'last',
    ])
    expect(read(service('entrypoint: tini -- app', 'command: [x]')).command).toEqual(['--', 'app', 'x'])
  })

  it('gives networks and volumes the names that they have on the engine', () => {
    const file = `name: shop
${service('networks: { front: { aliases: [www] }, legacy: , back: { priority: 5 } }', 'volumes: ["data:/data", "other:/other", "kept:/kept"]')}
networks: { front: , back: { name: real }, legacy: { external: true } }
volumes: { data: , other: { driver: local, driver_opts: { o: size=1 } }, kept: { external: true } }
`
    expect(read(file).options).toEqual({
      network: ['real', 'name=shop_front,alias=web,alias=www', 'name=legacy,alias=web'],
      'network-alias': ['web'],
      volume: ['shop_data:/data', 'kept:/kept'],
      mount: ['type=volume,source=shop_other,target=/other,volume-driver=local,volume-opt=o=size=1'],
    })
    expect(read(file).problems).toEqual([])
  })

  it('puts a service without networks on that of the project', () => {
    expect(read(`name: shop\n${service()}`).options).toEqual({
      network: ['shop_default'],
      'network-alias': ['web'],
    })
    expect(read(service()).problems).toEqual(['key-left-out web.networks.default'])
  })

  it('names what docker run has no option for', () => {
    const lines = [
      'build: .',
      'depends_on: [db]',
      'profiles: [a]',
      'deploy: { replicas: 2 }',
      'network_mode: service:db',
      'x-mine: 1',
    ]
    expect(read(`${service(...lines)}\nsecrets: { a: { file: a } }`).problems).toEqual([
      'key-left-out secrets',
      'key-left-out web.network_mode service:db',
      'key-left-out web.deploy.replicas',
      'built-image web',
      'key-left-out web.depends_on',
      'key-left-out web.profiles',
    ])
  })

  it('keeps variables for the shell, and takes doubled dollars for one', () => {
    const nested = service('network_mode: bridge', 'hostname: "${A:-${B}}-$${C}"')
    expect(read(nested)).toMatchObject({
      options: { hostname: '${A:-${B}}-${C}' },
      variables: ['${A:-${B}}'],
    })
    const { options, variables } = read(
      service('network_mode: bridge', 'environment: { A: "${TAG:-1}", B: $$5 }', 'volumes: ["~/x:/x"]'),
    )
    expect(options).toEqual({ env: ['A=${TAG:-1}', 'B=$5'], volume: ['~/x:/x'] })
    expect(variables).toEqual(['${TAG:-1}', '~'])
  })

  it('follows anchors and merge keys', () => {
    const file =
      'x-base: &base { image: bb, restart: always }\nservices:\n  a: { <<: *base, network_mode: none }\n  b: { <<: *base, network_mode: host }\n'
    const { specs } = fromComposeService(file)
    expect(specs.map(({ service, spec }) => [service, spec.image, spec.options.restart])).toEqual([
      ['a', 'bb', 'always'],
      ['b', 'bb', 'always'],
    ])
  })

  it.each([
    '',
    'a: [',
    'services: 5',
    '- x',
    'services:\n  web: &a [*a]',
    `a: ${'x'.repeat(2 ** 20)}`,
    `services: ${'['.repeat(100_000)}`,
    '- '.repeat(100_000),
  ])('refuses what is no Compose file: %.20j', (yaml) => {
    const { specs, problems } = fromComposeService(yaml)
    expect(specs.length === 0 ? problems.map(({ code }) => code) : ['invalid-yaml']).toEqual(['invalid-yaml'])
  })

  it('reads a file of nothing but beginnings of variables', () => {
    expect(read(service(`hostname: "${'${'.repeat(100_000)}"`)).variables).toEqual([])
  })
})
