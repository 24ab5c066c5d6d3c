import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { chooseDownload } from './downloads.ts'

function download(url: string, name: string) {
  const setSaveDialogOptions = vi.fn()
  const item = Object.assign(new EventEmitter(), {
    getURL: () => url,
    getFilename: () => name,
    getSavePath: () => '/home/ada/logs/api.log',
    setSaveDialogOptions,
  })
  return { item, setSaveDialogOptions, event: { preventDefault: vi.fn() } }
}

const own = 'blob:app://bundle/4b1f'

describe('chooseDownload', () => {
  it('offers the folder used last', () => {
    const folders = { last: '/home/ada/Downloads' }
    const first = download(own, 'shop-api-1.log')
    chooseDownload(first.event, first.item, folders)
    expect(first.setSaveDialogOptions).toHaveBeenCalledWith({
      defaultPath: '/home/ada/Downloads/shop-api-1.log',
    })
    first.item.emit('done', {}, 'completed')
    const second = download(own, 'shop-db-1.log')
    chooseDownload(second.event, second.item, folders)
    expect(second.setSaveDialogOptions).toHaveBeenCalledWith({ defaultPath: '/home/ada/logs/shop-db-1.log' })
  })

  it('does not remember the folder of a cancelled download', () => {
    const folders = { last: '/home/ada/Downloads' }
    const { item, event } = download(own, 'a.log')
    chooseDownload(event, item, folders)
    item.emit('done', {}, 'cancelled')
    expect(folders.last).toBe('/home/ada/Downloads')
  })

  it('keeps a name with folders in it inside the folder', () => {
    const { item, event, setSaveDialogOptions } = download(own, '../../.bashrc')
    chooseDownload(event, item, { last: '/home/ada/Downloads' })
    expect(setSaveDialogOptions).toHaveBeenCalledWith({ defaultPath: '/home/ada/Downloads/.bashrc' })
  })

  it.each(['https://example.com/x.exe', 'data:text/plain,x', 'blob:https://example.com/1'])(
    'stops %s',
    (url) => {
      const { item, event, setSaveDialogOptions } = download(url, 'x')
      chooseDownload(event, item, { last: '/' })
      expect(event.preventDefault).toHaveBeenCalledOnce()
      expect(setSaveDialogOptions).not.toHaveBeenCalled()
    },
  )
})
