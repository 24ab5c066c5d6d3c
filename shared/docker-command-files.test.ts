import { describe, expect, it } from 'vitest'
import { changesCommandFor, placeCommandsFor } from './docker-command-files.ts'

describe('commands for the files of a container', () => {
  const running = placeCommandsFor(null, { kind: 'container', name: 'web', isRunning: true })
  const stopped = placeCommandsFor(null, { kind: 'container', name: 'web', isRunning: false })

  it.each([
    [running.list('/etc'), 'docker exec web ls -la /etc'],
    [running.write('/a b'), "docker exec --interactive web tee '/a b'"],
    [running.rename('/a', '/b'), 'docker exec web mv /a /b'],
    [running.upload('/etc/x', 'x'), 'docker cp x web:/etc/x'],
    [running.uploadFolder('/etc', 'site'), 'docker cp site web:/etc'],
    [running.download('/etc', 'etc.tar', true), 'docker cp web:/etc - > etc.tar'],
    [stopped.list('/etc'), 'docker cp web:/etc - | tar -tv'],
    [stopped.read('/etc/x'), 'docker cp web:/etc/x - | tar -xO'],
    [stopped.write('/etc/x'), 'docker cp x web:/etc/x'],
    [changesCommandFor(null, 'web'), 'docker container diff web'],
  ])('%s', (made, wanted) => {
    expect(made).toBe(wanted)
  })

  it('of a volume run a container of busybox', () => {
    const volume = placeCommandsFor(null, { kind: 'volume', name: 'data' })
    expect(volume.list('/')).toBe('docker run --rm --volume data:/v:ro busybox ls -la /v/')
    expect(volume.uploadFolder('/in', 'site')).toBe(
      'tar -c site | docker run --rm --interactive --volume data:/v busybox tar -x -C /v/in',
    )
  })
})
