import { expect, it } from 'vitest'
import { archiveCommandsFor } from './docker-command-archive.ts'

const docker = archiveCommandsFor(null)

it('prints the commands that save, load and import', () => {
  expect(docker.save({ references: ['a:1', 'b c'], platform: null, file: 'two images.tar' })).toBe(
    `docker image save --output 'two images.tar' a:1 'b c'`,
  )
  expect(docker.load({ platform: 'linux/arm64', file: '/home/ada/a.tar' })).toBe(
    'docker image load --platform linux/arm64 --input /home/ada/a.tar',
  )
  expect(
    docker.import({
      file: 'fs.tar',
      reference: 'me/fs:1',
      changes: ['CMD ["sh"]', `ENV A='b'`],
      message: 'by hand',
      platform: null,
    }),
  ).toBe(
    `docker image import --change 'CMD ["sh"]' --change 'ENV A='\\''b'\\''' --message 'by hand' fs.tar me/fs:1`,
  )
  const plain = { file: 'fs.tar', reference: null, changes: [], message: '', platform: null }
  expect(docker.import(plain)).toBe('docker image import fs.tar')
})

it('points the command at the engine in use', () => {
  const remote = archiveCommandsFor({ host: 'tcp://10.0.0.1:2376', source: 'context', name: 'far' })
  expect(remote.load({ platform: null, file: 'a.tar' })).toBe('docker --context far image load --input a.tar')
})
