import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { toErrorData } from '../shared/errors.ts'
import type { OpenSink } from './transfers.ts'
import { Transfers } from './transfers.ts'

const token = 'A'.repeat(43)
const nobody = { accept: () => new PassThrough(), refuse: () => {} }

describe('an address that the page chose for a drag', () => {
  it('begins a download when it is fetched, once', async () => {
    const transfers = new Transfers('web')
    const begun: OpenSink[] = []
    transfers.offer(token, 'site.tar', (sink) => begun.push(sink))
    expect(begun).toEqual([])
    const names: string[] = []
    const received = new PassThrough()
    const accept = (fileName: string): PassThrough => {
      names.push(fileName)
      return received
    }
    expect(transfers.claimDownload(token, { accept, refuse: () => {} })).not.toBeNull()
    expect(transfers.claimDownload(token, nobody)).toBeNull()
    const target = await begun[0]?.writable(new AbortController().signal)
    target?.end('content')
    expect(await text(received)).toBe('content')
    expect([begun.length, names]).toEqual([1, ['site.tar']])
  })

  it('answers with what went wrong when the download cannot begin', () => {
    const transfers = new Transfers('web')
    const refused: string[] = []
    transfers.offer(token, 'a', (sink) => sink.settle(new Error('gone')))
    transfers.claimDownload(token, { ...nobody, refuse: ({ code }) => refused.push(code) })
    expect(refused).toEqual([toErrorData(new Error('gone')).code])
  })

  it('is not for two, not for the desktop shell, and not for ever', async () => {
    const transfers = new Transfers('web', 1)
    transfers.offer(token, 'a', () => {})
    expect(() => transfers.offer(token, 'b', () => {})).toThrow(expect.objectContaining({ code: 'conflict' }))
    expect(() => new Transfers('desktop').offer(token, 'a', () => {})).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    )
    await expect.poll(() => transfers.claimDownload(token, nobody)).toBeNull()
    let begun = 0
    for (let at = 0; at < 20; at += 1) transfers.offer(`${at}`.padEnd(43, 'B'), 'a', () => (begun += 1))
    transfers.claimDownload('0'.padEnd(43, 'B'), nobody)
    expect(begun).toBe(0)
  })
})
