import { describe, expect, it, test } from 'vitest'
import { checkSpec } from './check-spec.ts'
import { parseRun } from './parse-run.ts'
import { emptySpec } from './run-spec.ts'

const specOf = (text: string) => {
  const { spec } = parseRun(text)
  if (spec === null) throw new Error(`nothing read: ${text}`)
  return spec
}
const codesOf = (text: string) => parseRun(text).problems.map(({ code }) => code)
/** The pieces of the text with what they are. */
const partsOf = (text: string) =>
  parseRun(text).parts.map(({ start, end, kind, option, index }) =>
    [kind, text.slice(start, end), option, index].filter((each) => each !== null).join(' '),
  )

describe('options', () => {
  it.each([
    ['-d', { detach: true }],
    ['-itd', { interactive: true, tty: true, detach: true }],
    ['-itdp 80:80', { interactive: true, tty: true, detach: true, publish: ['80:80'] }],
    ['-itdp80:80', { interactive: true, tty: true, detach: true, publish: ['80:80'] }],
    ['-p8080:80', { publish: ['8080:80'] }],
    ['-p=8080:80', { publish: ['8080:80'] }],
    ['-p 1:1 -p 2:2 --publish 3:3 --publish=4:4', { publish: ['1:1', '2:2', '3:3', '4:4'] }],
    ['--name=web', { name: 'web' }],
    ['--name web', { name: 'web' }],
    ['--name=', { name: '' }],
    ["--entrypoint ''", { entrypoint: '' }],
    ['--env A=b=c', { env: ['A=b=c'] }],
    ['--env=A=b', { env: ['A=b'] }],
    ['-eA=b', { env: ['A=b'] }],
    ['-e=A=b', { env: ['A=b'] }],
    ['--rm=false --init=true --tty=0', { rm: false, init: true, tty: false }],
    ['-d=false', { detach: false }],
    ['--name -x', { name: '-x' }],
    ['-e --rm', { env: ['--rm'] }],
    ['--net host', { network: ['host'] }],
    ['--net-alias a --dns-opt b', { 'network-alias': ['a'], 'dns-option': ['b'] }],
    ['-m 512m -c 10', { memory: '512m', 'cpu-shares': '10' }],
    [
      '-h me -u 1:2 -w /x -l a -a stdin -v /a',
      { hostname: 'me', user: '1:2', workdir: '/x', label: ['a'], attach: ['stdin'], volume: ['/a'] },
    ],
    ['-Pq', { 'publish-all': true, quiet: true }],
    ['--gpus \'"device=0,1"\'', { gpus: ['"device=0,1"'] }],
    ['--no-healthcheck --', { 'no-healthcheck': true }],
  ])('%s', (flags, options) => {
    const { spec, problems } = parseRun(`docker run ${flags} image -x --rm`)
    expect(spec?.options).toEqual(options)
    expect(problems).toEqual([])
    expect(spec).toMatchObject({ image: 'image', command: ['-x', '--rm'] })
  })

  it('end at the image', () => {
    expect(specOf('docker run -d nginx -p 80:80')).toMatchObject({
      options: { detach: true },
      image: 'nginx',
      command: ['-p', '80:80'],
    })
  })

  it.each([
    ['--odd', ['--odd']],
    ['--odd=1', ['--odd=1']],
    ['--odd 1 --rm', ['--odd=1']],
    ['-Zx', ['-Zx']],
    ['-dZx', ['-Zx']],
    ['--odd 1 --other 2 -d', ['--odd=1', '--other=2']],
  ])('that docker does not know are kept: %s', (flags, texts) => {
    const { spec, problems } = parseRun(`docker run ${flags} image sh`)
    expect(spec).toMatchObject({ image: 'image', command: ['sh'], unknown: texts.map((text) => ({ text })) })
    expect(problems.map(({ code, value }) => [code, value])).toEqual(
      texts.map((text) => ['unknown-flag', text]),
    )
  })

  it.each([
    ['docker run --rm=maybe a', ['bad-switch']],
    ['docker run --name', ['missing-value', 'no-image']],
    ['docker run -d', ['no-image']],
    ['docker run --name a --name b c', ['repeated']],
    ['docker create -d a', ['run-only']],
    ['docker run --kernel-memory 1g a', ['deprecated']],
    ['docker --debug run a', ['global-option']],
    ['podman run a', ['other-program']],
    ['docker run -e A=$B a', ['variable']],
    ['docker run -e A=<b> a', ['placeholder']],
    ['docker run a > out.txt', ['redirect']],
    ['docker run a && docker ps', ['other-command']],
    ['docker run a | cat; ls', ['other-command']],
    ['cd x && docker run a', ['other-command']],
    ['docker run a\ndocker ps', ['other-command']],
    ['docker pull a\ndocker run a', ['other-command']],
    ['docker run a "b', ['unclosed-quote']],
    ['docker run –rm a', ['repaired-dash']],
    ['docker run -e “A=b c” a', ['repaired-quote']],
    ['docker run\u00A0a', ['repaired-blank']],
    ['docker run \\ \n a', ['repaired-continuation']],
    ['docker run -d\n a', ['repaired-continuation']],
    ['', ['empty']],
    [' \n # nothing yet', ['empty']],
    ['ls -l', ['not-docker']],
    ['docker', ['not-run']],
    ['docker ps', ['not-run']],
    ['docker compose run a', ['not-run']],
    ['docker-compose run a', ['not-docker']],
    [`docker run ${'a'.repeat(2 ** 21)}`, ['too-long']],
  ])('and what is wrong: %.40s', (text, codes) => expect(codesOf(text)).toEqual(codes))

  it('tell where it is wrong', () => {
    const text = 'docker run --name a --odd=1 -e A=$B img && docker ps -a'
    const places = parseRun(text).problems.map(({ code, option, index, start, end }) => [
      code,
      option,
      index,
      text.slice(start ?? 0, end ?? 0),
    ])
    expect(places).toEqual([
      ['unknown-flag', null, null, '--odd=1'],
      ['variable', 'env', 0, 'A=$B'],
      ['other-command', null, null, 'docker ps -a'],
    ])
  })
})

describe('parts', () => {
  it('are where they stand', () => {
    expect(
      partsOf("docker container run -itp80:80 --name=web -e 'A=b c' -e B nginx:1 sh -c ls # hi"),
    ).toEqual([
      'program docker',
      'verb container run',
      'flag -i interactive',
      'flag t tty',
      'flag p publish 0',
      'value 80:80 publish 0',
      'flag --name name',
      'value web name',
      'flag -e env 0',
      "value 'A=b c' env 0",
      'flag -e env 1',
      'value B env 1',
      'image nginx:1',
      'command sh',
      'command -c',
      'command ls',
      'comment # hi',
    ])
  })

  it('of joined letters reach to where a quote begins', () => {
    expect(partsOf('docker run -dv"$(pwd)":/x -e"A=b c" y')).toEqual([
      'program docker',
      'verb run',
      'flag -d detach',
      'flag v volume 0',
      'value "$(pwd)":/x volume 0',
      'flag -e env 0',
      'value "A=b c" env 0',
      'image y',
    ])
  })

  it('of flags that are quoted or unknown are whole words', () => {
    expect(partsOf('docker run "--name=a b" --odd 1 -d x')).toEqual([
      'program docker',
      'verb run',
      'flag "--name=a b" name',
      'unknown --odd 1',
      'flag -d detach',
      'image x',
    ])
  })
})

describe('what is around a command', () => {
  it.each([
    '$ docker run -d a',
    '# docker run -d a',
    'root@box:~# docker run -d a',
    '```sh\ndocker run -d a\n```',
    'sudo docker run -d a',
    'sudo -u me -E docker run -d a',
    'DOCKER_BUILDKIT=1 docker run -d a',
    'time docker container run -d a',
    '1. docker run -d a',
    '```\ndocker run -d a\n```\n',
    '/usr/bin/docker run -d a',
    'docker.exe run -d a',
    'winpty docker run -d a',
    'id=$(docker run -d a)',
    'export id="$(docker run -d a)"',
    'docker run \\\n  -d \\\n  a',
    'docker run \\\r\n  -d \\\r\n  a\r\n',
    '$ docker run \\\n> -d \\\n> a',
    'docker run `\n  -d `\n  a',
    'PS C:\\Users\\me> docker run -d a',
    'docker run ^\n  -d ^\n  a',
    'C:\\Users\\me>docker run -d a',
  ])('is left aside: %s', (text) => {
    expect(specOf(text)).toMatchObject({ options: { detach: true }, image: 'a', command: [] })
    expect(codesOf(text)).toEqual([])
  })

  it('is mended where comments or lost backslashes broke the lines', () => {
    const text = 'docker run -d\n  # the name\n  --name web \\ # its name\n  -p 80:80\n  nginx\n'
    expect(specOf(text)).toMatchObject({
      options: { detach: true, name: 'web', publish: ['80:80'] },
      image: 'nginx',
      command: [],
    })
    expect(new Set(codesOf(text))).toEqual(new Set(['repaired-continuation']))
  })

  it('goes to the engine that was named', () => {
    expect(parseRun('docker -H tcp://a:2375 run b').globals).toEqual({ host: 'tcp://a:2375', context: null })
    expect(parseRun('docker --host=ssh://me@a --context c create b')).toMatchObject({
      verb: 'create',
      globals: { host: 'ssh://me@a', context: 'c' },
    })
  })

  it('may be replaced by the shell, which is kept as text', () => {
    const spec = specOf(
      'docker run -v "$(pwd)":/a -v ~/x:/b -v `pwd`/c:/c -e H=${HOME}x -u $(id -u):$(id -g) $IMAGE',
    )
    expect(spec).toEqual({
      options: {
        volume: ['$(pwd):/a', '~/x:/b', '`pwd`/c:/c'],
        env: ['H=${HOME}x'],
        user: '$(id -u):$(id -g)',
      },
      image: '$IMAGE',
      command: [],
      unknown: [],
      variables: ['$(id -g)', '$(id -u)', '$(pwd)', '$IMAGE', '${HOME}', '`pwd`', '~'],
    })
  })

  it('is no variable in single quotes', () => {
    expect(specOf("docker run -e 'A=$B' a")).toMatchObject({ options: { env: ['A=$B'] }, variables: [] })
  })
})

describe('long texts', () => {
  it('do not fill the page with problems', () => {
    const { spec, problems } = parseRun(`docker run ${'--odd '.repeat(5_000)} -d a`)
    expect(spec?.unknown).toHaveLength(5_000)
    expect(problems).toHaveLength(200)
  })
})

// Each of these once took more than a minute, or far more than its length allows.
test.each([
  ['typographic dashes', `docker run ${'\u2013'.repeat(100_000)}`],
  ['typographic dashes before an image', `docker run ${'\u2014-'.repeat(50_000)} nginx`],
  [
    'variables',
    `docker run ${Array.from({ length: 6_000 }, (_, at) => `-e N${at}=$V${at}`).join(' ')} nginx`,
  ],
  ['published ports', `docker run ${'-p 1-65535:1-65535 '.repeat(5_000)} nginx`],
  ['networks', `docker run ${Array.from({ length: 9_000 }, (_, at) => `--net n${at}`).join(' ')} nginx`],
])('a page of %s does not freeze the form', (_what, text) => {
  const { spec } = parseRun(text)
  expect(checkSpec(spec ?? emptySpec())).toBeInstanceOf(Array)
})
