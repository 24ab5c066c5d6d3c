import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the fuse tools look for inside Electron's executable: this text, a version, a length, one digit per fuse. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseCount = 9

/**
 * Writes a folder that has the shape of an Electron distribution for Linux and holds none of it. electron-builder
 * packs with it as with the real one, which shows what would be shipped without having what is shipped with it.
 * @param {string} folder
 * @param {string} electronVersion
 */
export function writeStubDist(folder, electronVersion) {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const fuses = Buffer.concat([Buffer.from([1, fuseCount]), Buffer.from('101100011')])
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(`#!/bin/sh\nexit 1\n${fuseSentinel}`), fuses]),
  )
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'chrome-sandbox'), '')
  writeFileSync(join(folder, 'version'), electronVersion)
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), 'stub')
  for (const locale of ['en-US', 'zh-CN', 'de']) writeFileSync(join(folder, `locales/${locale}.pak`), 'stub')
}
