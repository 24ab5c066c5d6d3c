type Entry = {
  readonly name: string
  readonly content?: string
  readonly type?: string
  readonly linkName?: string
  /** What the header says when it is not the content's. */
  readonly sizeBytes?: number
}

/** One entry of a tar, also of one that no honest program would write. */
export function entryOf({ name, content = '', type = '0', linkName = '', sizeBytes }: Entry): Buffer {
  const block = Buffer.alloc(512)
  const size = sizeBytes ?? content.length
  block.write(name, 0, 'utf8')
  block.write('0000644\0', 100)
  block.write('0000000\x000000000\0', 108)
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    block[124] = 0x80
    block.writeBigUInt64BE(BigInt(size), 128)
  }
  block.write('00000000000\0', 136)
  block.write('        ', 148)
  block.write(type, 156)
  block.write(linkName, 157)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.from(content)
  return Buffer.concat([block, body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}

/** With the two empty blocks at its end. */
export function tarOf(entries: readonly Buffer[]): Buffer {
  return Buffer.concat([...entries, Buffer.alloc(1024)])
}
