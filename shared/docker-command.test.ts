import { describe, expect, it } from 'vitest'
import { connectionFlags, dockerCommand as docker, dockerCommandsFor, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

describe('quoteWord', () => {
  it.each([
    ['shop-api-1', 'shop-api-1'],
    ['label=com.docker.compose.project=shop', 'label=com.docker.compose.project=shop'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", `'it'\\''s'`],
    ['$(reboot)', "'$(reboot)'"],
    ['`id`', "'`id`'"],
    ['a;b', "'a;b'"],
    ['~/x', "'~/x'"],
    ['=cat', "'=cat'"],
    ['容器', "'容器'"],
    ['line\nbreak', "'line\nbreak'"],
  ])('%j', (word, expected) => {
    expect(quoteWord(word)).toBe(expected)
  })
})

describe('docker command', () => {
  it.each([
    [docker.start({ names: ['a', 'b'] }), 'docker start a b'],
    [docker.stop({ names: ['a'] }), 'docker stop a'],
    [
      docker.stop({ names: ['a'], timeoutSeconds: 3, signal: 'SIGINT' }),
      'docker stop --signal SIGINT --timeout 3 a',
    ],
    [docker.stop({ names: ['a'], timeoutSeconds: null, signal: null }), 'docker stop a'],
    [docker.restart({ names: ['a'], timeoutSeconds: 0 }), 'docker restart --timeout 0 a'],
    [docker.pause({ names: ['a'] }), 'docker pause a'],
    [docker.unpause({ names: ['a'] }), 'docker unpause a'],
    [docker.kill({ names: ['a'] }), 'docker kill a'],
    [docker.kill({ names: ['a'], signal: 'SIGKILL' }), 'docker kill a'],
    [docker.kill({ names: ['a'], signal: 'SIGHUP' }), 'docker kill --signal SIGHUP a'],
    [docker.rename({ name: 'a', newName: 'b' }), 'docker rename a b'],
    [docker.remove({ names: ['a'] }), 'docker rm a'],
    [docker.remove({ names: ['a'], force: true, volumes: true }), 'docker rm --force --volumes a'],
    [docker.remove({ names: ['a', 'b'], stopFirst: ['b'] }), 'docker stop b && docker rm a b'],
    [docker.remove({ names: ['a'], stopFirst: [] }), 'docker rm a'],
    [docker.ps(), 'docker ps --all'],
    [
      docker.ps({ project: 'my shop' }),
      "docker ps --all --filter 'label=com.docker.compose.project=my shop'",
    ],
    [docker.ps({ isAll: false }), 'docker ps'],
    [docker.ps({ status: 'exited' }), 'docker ps --all --filter status=exited'],
    [
      docker.logs({ name: 'a', follow: true, tail: 100, timestamps: true }),
      'docker logs --follow --tail 100 --timestamps a',
    ],
    [docker.logs({ name: 'a', since: '10m' }), 'docker logs --since 10m a'],
    [docker.exec({ name: 'a', command: ['sh'] }), 'docker exec --interactive --tty a sh'],
    [
      docker.exec({ name: 'a', user: 'root', workingDir: '/my app', command: ['sh', '-c', 'echo $HOME'] }),
      "docker exec --interactive --tty --user root --workdir '/my app' a sh -c 'echo $HOME'",
    ],
    [docker.stats(['a', 'b']), 'docker stats a b'],
    [docker.inspect('a'), 'docker inspect a'],
    [docker.version(), 'docker version'],
  ])('%s', (command, expected) => {
    expect(command).toBe(expected)
  })
})

describe('connectionFlags', () => {
  const endpoint = (source: Endpoint['source'], host: string, name = ''): Endpoint => ({ source, host, name })
  it.each([
    [null, ''],
    [endpoint('socket', 'unix:///var/run/docker.sock', 'docker'), ''],
    [endpoint('socket', 'npipe:////./pipe/docker_engine', 'docker'), ''],
    [endpoint('environment', 'tcp://10.0.0.7:2375'), ''],
    [endpoint('context', 'unix:///home/me/.colima/docker.sock', 'colima'), '--context colima'],
    [
      endpoint('socket', 'unix:///run/user/1000/docker.sock', 'rootless'),
      '--host unix:///run/user/1000/docker.sock',
    ],
    [endpoint('flag', 'tcp://h:2375'), '--host tcp://h:2375'],
  ])('%j', (from, expected) => {
    expect(connectionFlags(from).join(' ')).toBe(expected)
  })

  it('stands between docker and the verb', () => {
    const nas = dockerCommandsFor(endpoint('flag', 'tcp://nas:2375'))
    expect(nas.remove({ names: ['a'], stopFirst: ['a'] })).toBe(
      'docker --host tcp://nas:2375 stop a && docker --host tcp://nas:2375 rm a',
    )
  })
})
