import { describe, expect, it } from 'vitest'
import { volumeCommandsFor } from './docker-command-volume.ts'

const docker = volumeCommandsFor(null)
const local = { name: 'data', driver: 'local', options: {}, labels: {} }

describe('commands about volumes', () => {
  it.each([
    [docker.list(), 'docker volume ls'],
    [docker.list({ isUnused: true }), 'docker volume ls --filter dangling=true'],
    [docker.inspect('data'), 'docker volume inspect data'],
    [docker.remove(['a', 'b c']), "docker volume rm a 'b c'"],
    [docker.usage(), 'docker system df --verbose'],
    [docker.create(local), 'docker volume create data'],
    [docker.create({ ...local, name: null }), 'docker volume create'],
    [
      docker.create({ ...local, driver: 'rclone', labels: { team: 'a b', only: '' } }),
      "docker volume create --driver rclone --label 'team=a b' --label only data",
    ],
    [
      docker.create({
        ...local,
        options: { type: 'nfs', o: 'addr=10.0.0.5,rw,nfsvers=4', device: ':/exports/data' },
      }),
      'docker volume create --opt type=nfs --opt o=addr=10.0.0.5,rw,nfsvers=4 --opt device=:/exports/data data',
    ],
  ])('%s', (command, expected) => {
    expect(command).toBe(expected)
  })

  it('take a password from a variable and never show it', () => {
    const options = {
      type: 'cifs',
      o: 'addr=nas,username=me,password=s3 cret,vers=3.0',
      device: '//nas/share',
    }
    expect(docker.create({ ...local, options }, 's3 cret')).toBe(
      'docker volume create --opt type=cifs --opt o=addr=nas,username=me,password="$CIFS_PASSWORD",vers=3.0 --opt device=//nas/share data',
    )
  })
})
