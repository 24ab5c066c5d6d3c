import type { TFunction } from 'i18next'
import { formatDecimalBytes, shortId } from '../../format.ts'
import type { DiskBlock } from './disk-blocks.ts'

/** What a block is called. */
export function blockName(block: DiskBlock, t: TFunction): string {
  const { name, key, count } = block
  if (name === null)
    return key === 'shared' ? t('disk.sharedBlock', { count }) : t('disk.restBlock', { count })
  return /^[0-9a-f]{64}$/.test(name) ? shortId(name) : name
}

/** A block read as one sentence. */
export function blockSentence(block: DiskBlock, t: TFunction): string {
  const values = {
    group: t(`disk.group.${block.group}`),
    name: blockName(block, t),
    size: formatDecimalBytes(block.bytes),
  }
  return t(block.isUnused ? 'disk.blockUnused' : 'disk.blockName', values)
}
