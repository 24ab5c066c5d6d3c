import { describe, expect, it } from 'vitest'
import type { VolumeForm } from './volume-form.ts'
import { emptyVolumeForm, paramsOf, problemsOf } from './volume-form.ts'

const form = (more: Partial<VolumeForm>): VolumeForm => ({ ...emptyVolumeForm, ...more })
const none = new Set<string>()

describe('what a new volume is made of', () => {
  it('is nothing but a name for one on the engine', () => {
    expect(paramsOf(form({ name: ' data ' }))).toEqual({
      name: 'data',
      driver: 'local',
      options: {},
      labels: {},
    })
  })

  it('leaves the name to the engine when there is none', () => {
    expect(paramsOf(form({ name: ' ' })).name).toBeNull()
  })

  it('mounts NFS as the local driver wants it', () => {
    const nfs = form({ place: 'nfs', server: '10.0.0.5', path: '/exports/a', more: 'soft,timeo=30' })
    expect(paramsOf(nfs).options).toEqual({
      type: 'nfs',
      o: 'addr=10.0.0.5,rw,nfsvers=4,soft,timeo=30',
      device: ':/exports/a',
    })
    expect(paramsOf({ ...nfs, isReadOnly: true, version: '3' }).options['o']).toMatch(/,ro,nfsvers=3,/)
  })

  it('mounts a Windows share with account and version', () => {
    const cifs = form({ place: 'cifs', server: 'nas', path: '/share/a', user: 'me', password: ' p w ' })
    expect(paramsOf(cifs).options).toEqual({
      type: 'cifs',
      o: 'addr=nas,rw,username=me,password= p w ,vers=3.0',
      device: '//nas/share/a',
    })
  })

  it('keeps memory volumes free of empty options', () => {
    expect(paramsOf(form({ place: 'tmpfs' })).options).toEqual({ type: 'tmpfs', device: 'tmpfs' })
    expect(paramsOf(form({ place: 'tmpfs', size: '64m', uid: '1000', mode: '0770' })).options['o']).toBe(
      'size=64m,uid=1000,mode=0770',
    )
  })

  it('gives options and labels as they are, rows without a name left out', () => {
    const options = [
      { id: 1, name: 'size', value: '10G' },
      { id: 2, name: ' ', value: 'lost' },
    ]
    const labels = [{ id: 1, name: 'team', value: '' }]
    expect(paramsOf(form({ place: 'driver', driver: ' rexray ', options, labels }))).toMatchObject({
      driver: 'rexray',
      options: { size: '10G' },
      labels: { team: '' },
    })
  })
})

describe('what keeps a volume from being made', () => {
  it.each([
    [form({}), {}],
    [form({ name: 'a' }), { name: 'name-short' }],
    [form({ name: 'a'.repeat(256) }), { name: 'name-long' }],
    [form({ name: 'a b' }), { name: 'name-characters' }],
    [form({ name: '-ab' }), { name: 'name-characters' }],
    [form({ name: 'taken' }), { name: 'name-taken' }],
    [form({ place: 'driver' }), { driver: 'missing' }],
    [form({ place: 'nfs' }), { server: 'missing', path: 'missing' }],
    [form({ place: 'nfs', server: 'nas', path: 'exports' }), { path: 'absolute-path' }],
    [
      form({ place: 'cifs', server: 'nas', path: 'share', user: 'a,b', password: 'x,uid=0' }),
      { user: 'no-comma', password: 'no-comma' },
    ],
    [
      form({ place: 'tmpfs', size: 'much', uid: 'me', mode: '9' }),
      { size: 'size', uid: 'number', mode: 'octal' },
    ],
  ])('%#', (given, problems) => {
    expect(problemsOf(given, new Set(['taken']))).toEqual(problems)
  })

  it('is not a name that somebody else could have taken', () => {
    expect(problemsOf(form({ name: 'taken' }), none)).toEqual({})
  })
})
