import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listPageFiles } from './files.ts'
import { createBuiltPage } from './testing/host-rig.ts'

describe('page files', () => {
  let page: Awaited<ReturnType<typeof createBuiltPage>>
  beforeEach(async () => {
    page = await createBuiltPage()
  })
  afterEach(() => page.remove())

  it('are the known types inside the folder: no links out, no dot files, no source maps', async () => {
    const files = await listPageFiles(page.root, { withSourceMaps: false })
    expect([...files.keys()].toSorted()).toEqual(['/', '/assets/main-abc123.js'])
    expect(files.get('/')).toMatchObject({ type: 'text/html; charset=utf-8', isImmutable: false })
    expect(files.get('/assets/main-abc123.js')).toMatchObject({ isImmutable: true })
  })

  it('include source maps when asked for', async () => {
    const files = await listPageFiles(page.root, { withSourceMaps: true })
    expect(files.has('/assets/main-abc123.js.map')).toBe(true)
  })
})
