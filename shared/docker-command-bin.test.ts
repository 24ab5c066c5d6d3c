import { expect, it } from 'vitest'
import type { FormerState } from './bin-name.ts'
import { binCommandsFor } from './docker-command-bin.ts'

const commands = binCommandsFor(null)
const former = (run: FormerState['run'], name = 'no', maximumRetries = 0): FormerState => ({
  run,
  restart: { name, maximumRetries },
})

it('stops what runs, takes restart policies away, and renames', () => {
  expect(
    commands.keep([
      { name: 'web', binName: 'bayplan-bin.1.2.ra.web', isAlive: true, restartPolicy: 'always' },
      { name: 'db', binName: 'bayplan-bin.1.2.sn.db', isAlive: false, restartPolicy: 'no' },
    ]),
  ).toBe(
    'docker stop web && docker update --restart no web && docker rename web bayplan-bin.1.2.ra.web && docker rename db bayplan-bin.1.2.sn.db',
  )
})

it.each([
  [former('stopped'), true, ''],
  [former('running'), true, ' && docker start web'],
  [former('running'), false, ''],
  [
    former('paused', 'always'),
    true,
    ' && docker update --restart always web && docker start web && docker pause web',
  ],
  [former('stopped', 'on-failure', 3), true, ' && docker update --restart on-failure:3 web'],
])('brings back %j (starts: %s)', (state, starts, more) => {
  expect(commands.restore({ engineName: 'bayplan-bin.x', name: 'web', former: state, starts })).toBe(
    `docker rename bayplan-bin.x web${more}`,
  )
})

it('goes to the engine in use', () => {
  const remote = binCommandsFor({ host: 'tcp://far:2375', source: 'flag', name: 'far' })
  expect(remote.list()).toBe('docker --host tcp://far:2375 ps --all --filter name=bayplan-bin')
  expect(remote.remove({ names: ['bayplan-bin.x'], volumes: true })).toBe(
    'docker --host tcp://far:2375 rm --volumes bayplan-bin.x',
  )
})
