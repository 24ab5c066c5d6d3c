import { describe, expect, it } from 'vitest'
import cli from '../../docs/coverage/docker-cli.json' with { type: 'json' }
import { commandOf, commandPaths, findPath } from './line-commands.ts'
import { parseLine, parseLines } from './parse-line.ts'

const optionsOf = (text: string) => Object.fromEntries(parseLine(text).options)

describe('parseLine', () => {
  it.each([
    ['docker logs -f --tail 50 web', 'logs', { follow: ['true'], tail: ['50'] }, ['web']],
    ['docker logs -fn50 web', 'logs', { follow: ['true'], tail: ['50'] }, ['web']],
    ['docker logs web --since=10m', 'logs', { since: ['10m'] }, ['web']],
    ['docker container logs web', 'logs', {}, ['web']],
    ['docker ps -a --filter status=exited', 'ps', { all: ['true'], filter: ['status=exited'] }, []],
    ['docker container ls -aq', 'ps', { all: ['true'], quiet: ['true'] }, []],
    [
      'docker exec -it web sh -c "echo -n $HOME"',
      'exec',
      { interactive: ['true'], tty: ['true'] },
      ['web', 'sh', '-c', 'echo -n $HOME'],
    ],
    ['docker stop -t 3 a b', 'stop', { timeout: ['3'] }, ['a', 'b']],
    ['docker stop --time=3 a', 'stop', { timeout: ['3'] }, ['a']],
    ['docker rmi -f a:1 b:2', 'image rm', { force: ['true'] }, ['a:1', 'b:2']],
    ['docker images', 'image ls', {}, []],
    ['docker network rm -- -x', 'network rm', {}, ['-x']],
    ["docker inspect 'my web'", 'inspect', {}, ['my web']],
    ['sudo docker pull nginx', 'pull', {}, ['nginx']],
    [
      'docker run -d -p 80:80 --name=web nginx nginx -g "daemon off;"',
      'run',
      { detach: ['true'], publish: ['80:80'], name: ['web'] },
      ['nginx', 'nginx', '-g', 'daemon off;'],
    ],
    ['docker buildx imagetools inspect a:1', 'buildx imagetools inspect', {}, ['a:1']],
    ['docker compose -p shop logs -f api', 'compose logs', { follow: ['true'] }, ['api']],
    ['docker top web -o pid', 'top', {}, ['web', '-o', 'pid']],
    ['docker logs \\\n  --follow \\\n  web', 'logs', { follow: ['true'] }, ['web']],
  ] as const)('%s', (text, path, options, operands) => {
    const line = parseLine(text)
    expect(line.problems).toEqual([])
    expect({ path: line.path, options: optionsOf(text), operands: line.operands }).toEqual({
      path,
      options,
      operands,
    })
  })

  it.each([
    ['ls -la', 'not-docker', 'ls', null],
    ['docker', 'no-command', '', null],
    ['docker lgos web', 'unknown-command', 'lgos', 'logs'],
    ['docker contaner', 'unknown-command', 'contaner', null],
    ['docker volume lst', 'unknown-command', 'volume lst', 'volume ls'],
    ['docker swarm init', 'other-command', 'swarm', null],
    ['docker compose up -d', 'other-command', 'compose', null],
    ['docker logs --folow web', 'unknown-flag', '--folow', '--follow'],
    ['docker logs -z web', 'unknown-flag', '-z', null],
    ['docker logs', 'missing-operand', 'container', null],
    ['docker stop', 'missing-operand', 'container', null],
    ['docker logs a b', 'extra-operand', 'b', null],
    ['docker logs a --tail', 'missing-value', '--tail', null],
  ])('%s: %s', (text, code, word, suggestion) => {
    expect(parseLine(text).problems).toEqual([{ code, word, suggestion }])
  })

  it('keeps what points docker at another engine apart', () => {
    const line = parseLine('docker --host tcp://nas:2375 -c far ps')
    expect(Object.fromEntries(line.globals)).toEqual({ host: ['tcp://nas:2375'], context: ['far'] })
    expect(line.path).toBe('ps')
  })

  it('reads several commands of one line, and redirections', () => {
    const lines = parseLines('docker stop b && docker rm a b > "a b.txt" # gone')
    expect(lines.map(({ path, operands }) => [path, operands])).toEqual([
      ['stop', ['b']],
      ['rm', ['a', 'b']],
    ])
    expect(lines[1]?.parts.slice(-2).map(({ kind, value }) => [kind, value])).toEqual([
      ['redirect', '> "a b.txt"'],
      ['comment', '# gone'],
    ])
  })

  it('says where each part stands', () => {
    const text = 'docker logs --tail=50 -ft "web"'
    const parts = parseLine(text).parts.map(({ start, end, kind }) => [kind, text.slice(start, end)])
    expect(parts).toEqual([
      ['program', 'docker'],
      ['verb', 'logs'],
      ['flag', '--tail'],
      ['value', '50'],
      ['flag', '-f'],
      ['flag', 't'],
      ['operand', '"web"'],
    ])
  })

  it.each([
    ['flags', '--x '],
    ['letters', '-z'],
    ['quotes', `'"`],
    ['substitutions', '$('],
    ['operators', '&&|;'],
    ['backslashes', '\\\n'],
    ['names', 'web '],
    ['comments', '#\n'],
  ])('reads 100 KB of %s without a fault', (_name, piece) => {
    const garbage = piece.repeat(100_000 / piece.length)
    for (const text of [garbage, `docker stop ${garbage}`, `docker run ${garbage}`]) {
      const end = parseLines(text).at(-1)?.end ?? 0
      expect(end).toBeLessThanOrEqual(text.length)
    }
  })
})

type Listed = {
  readonly commands: readonly string[]
  readonly options: Readonly<Record<string, ListedOption>>
}
type ListedOption = { readonly short?: string; readonly type: string }

describe('the table', () => {
  const listed = Object.entries(cli.commands as Readonly<Record<string, Listed>>)
  const shared = listed.flatMap(([name, { commands, options }]) => {
    const path = commands.length === 0 ? findPath(name.split(' ')) : null
    return path === null ? [] : [[name, path, options] as const]
  })

  it.each(shared)('has the options of docker %s', (_name, path, options) => {
    const wanted = Object.entries(options)
      .filter(([name]) => name !== '--help')
      .map(([name, { short, type }]) => ({
        name: name.slice(2),
        short: short?.slice(1) ?? null,
        takesValue: type !== 'flag',
      }))
    expect(commandOf(path).options).toEqual(expect.arrayContaining(wanted))
  })

  it('reads every row', () => {
    for (const path of commandPaths) {
      const command = commandOf(path)
      expect(new Set(command.options.map(({ name }) => name)).size).toBe(command.options.length)
    }
    expect(commandOf('exec').operands).toEqual([
      { kind: 'container', isOptional: false, isMany: false },
      { kind: 'words', isOptional: true, isMany: true },
    ])
  })
})
