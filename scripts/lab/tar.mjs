// The smallest tar writer that makes image layers: same input, same bytes, so image ids never change.

/**
 * @typedef {object} TarEntry
 * @property {string} name  a name that ends with "/" is a folder
 * @property {Buffer | string} [body]
 * @property {number} [mode]
 * @property {string} [linkTo]  makes a symbolic link
 */

const blockBytes = 512

/** @param {TarEntry[]} entries */
export function tar(entries) {
  const blocks = entries.flatMap((entry) => {
    const body = Buffer.from(entry.body ?? '')
    const padding = Buffer.alloc((blockBytes - (body.length % blockBytes)) % blockBytes)
    return [header(entry, body.length), body, padding]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]) // two empty blocks end an archive
}

/** @param {TarEntry} entry @param {number} bytes */
function header(entry, bytes) {
  if (Buffer.byteLength(entry.name) > 100) throw new Error(`Name too long for tar: ${entry.name}`)
  const block = Buffer.alloc(blockBytes)
  const isFolder = entry.name.endsWith('/')
  const octal = (/** @type {number} */ value, /** @type {number} */ width) =>
    value.toString(8).padStart(width - 1, '0')
  block.write(entry.name, 0)
  block.write(octal(entry.mode ?? (isFolder || entry.linkTo ? 0o755 : 0o644), 8), 100)
  block.write(octal(0, 8), 108) // owner and group: root
  block.write(octal(0, 8), 116)
  block.write(octal(bytes, 12), 124)
  block.write(octal(0, 12), 136) // modified: 1970, always
  block.write('        ', 148) // the checksum counts as blanks while it is computed
  block.write(entry.linkTo ? '2' : isFolder ? '5' : '0', 156)
  block.write(entry.linkTo ?? '', 157)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 7)}\0 `, 148)
  return block
}
