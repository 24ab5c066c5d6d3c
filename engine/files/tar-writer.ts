/** One file or folder of a tar that is made in memory. Names are short and plain. */
export type TarFile = {
  readonly name: string
  readonly mode: number
  /** Null for a folder. */
  readonly content: Uint8Array | null
}

const blockBytes = 512

/** A tar (ustar) of a few small files, without times, so that equal files give equal bytes. */
export function makeTar(files: readonly TarFile[]): Buffer {
  const parts: Uint8Array[] = []
  for (const { name, mode, content } of files) {
    const size = content?.length ?? 0
    parts.push(header(name, mode, size, content === null ? '5' : '0'))
    if (content) parts.push(content, new Uint8Array((blockBytes - (size % blockBytes)) % blockBytes))
  }
  parts.push(new Uint8Array(2 * blockBytes))
  return Buffer.concat(parts)
}

function header(name: string, mode: number, size: number, type: string): Buffer {
  const block = Buffer.alloc(blockBytes)
  const octal = (value: number, at: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  }
  block.write(name, 0, 100, 'utf8')
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  block.write('        ', 148, 'latin1')
  block.write(type, 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}
