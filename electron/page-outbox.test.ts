import { expect, it, vi } from 'vitest'
import { PageOutbox } from './page-outbox.ts'

const link = (id: string) => ({ kind: 'link', link: { kind: 'project', id } }) as const

it('a link that started the app waits for the page, also for the one after a reload', () => {
  const send = vi.fn()
  const outbox = new PageOutbox(send)
  outbox.post(link('a'))
  expect(send).not.toHaveBeenCalled()
  outbox.open()
  outbox.post(link('b'))
  outbox.close()
  outbox.post(link('c'))
  expect(send.mock.calls).toEqual([[link('a')], [link('b')]])
  outbox.open()
  expect(send).toHaveBeenLastCalledWith(link('c'))
  expect(send).toHaveBeenCalledTimes(3)
})

it('a page that never listens lets no pile grow', () => {
  const send = vi.fn()
  const outbox = new PageOutbox(send)
  for (let at = 0; at < 100; at++) outbox.post(link(`p${at}`))
  outbox.open()
  expect(send).toHaveBeenCalledTimes(20)
  expect(send).toHaveBeenLastCalledWith(link('p99'))
})
