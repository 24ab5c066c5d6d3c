import { describe, expect, it } from 'vitest'
import type { Container } from '../../../shared/container.ts'
import type { Volume } from '../../../shared/volume.ts'
import { isInMotion, volumeUses } from '../../actions/volumes/volume-uses.ts'
import { totalBytes, VolumeRows } from './volume-rows.ts'

const volume = (name: string): Volume => ({
  id: name,
  name,
  driver: 'local',
  scope: 'local',
  mountpoint: '',
  createdAtMs: 1,
  labels: {},
  options: {},
  isAnonymous: false,
})
const container = (name: string, state: string, ...volumes: string[]): Container =>
  ({
    id: name,
    name,
    state,
    labels: {},
    mounts: volumes.map((source) => ({ type: 'volume', source, target: `/${source}`, isReadOnly: false })),
  }) as unknown as Container
const moves = ({ container: of }: { readonly container: Container }) => isInMotion(of)
const sizes = (bytes: Readonly<Record<string, number | null>>) => ({ measuredAtMs: 1, bytes })

describe('rows of volumes', () => {
  it('say who uses a volume, running ones first, each once', () => {
    const uses = volumeUses([
      container('idle', 'exited', 'data', 'other'),
      container('web', 'running', 'data', 'data'),
    ])
    const [data, other, free] = new VolumeRows().join(
      [volume('data'), volume('other'), volume('free')],
      uses,
      null,
      moves,
    )
    expect(data).toMatchObject({ users: ['web', 'idle'], isInMotion: true, bytes: null, isMeasured: false })
    expect(other).toMatchObject({ users: ['idle'], isInMotion: false })
    expect(free).toMatchObject({ users: [], isInMotion: false })
  })

  it('do not count the container through which Bayplan looks into it', () => {
    const helper = { ...container('helper', 'running', 'data'), labels: { 'bayplan.helper': '1' } }
    expect(volumeUses([helper]).size).toBe(0)
  })

  it('do not take a folder of the same name for the volume', () => {
    const bind = {
      ...container('web', 'running'),
      mounts: [{ type: 'bind', source: 'data', target: '/d', isReadOnly: true }],
    }
    expect(volumeUses([bind as unknown as Container]).size).toBe(0)
  })

  it('compare sizes with the largest, and tell not measured from not told', () => {
    const volumes = [volume('large'), volume('half'), volume('untold'), volume('newer')]
    const rows = new VolumeRows().join(volumes, new Map(), sizes({ large: 10, half: 5, untold: null }), moves)
    expect(rows.map(({ share, isMeasured }) => [share, isMeasured])).toEqual([
      [1, true],
      [0.5, true],
      [0, true],
      [0, false],
    ])
    expect(totalBytes(rows)).toBe(15)
  })

  it('keep their identity until something they show changes', () => {
    const rows = new VolumeRows()
    const [a, b] = [volume('a'), volume('b')]
    const before = rows.join([a, b], new Map(), null, moves)
    const same = rows.join([a, b], volumeUses([container('other', 'running', 'c')]), null, moves)
    expect(same[0]).toBe(before[0])
    const after = rows.join([a, b], volumeUses([container('web', 'running', 'a')]), null, moves)
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).toBe(before[1])
  })
})
