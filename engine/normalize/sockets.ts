/** A TCP port that listens, as `/proc/net/tcp` and `tcp6` tell it. */
export type Listener = { readonly address: string; readonly port: number; readonly isLoopback: boolean }

/** A row of the kernel's tables of sockets. */
export type Socket = Listener & {
  /** The number `/proc/<pid>/fd` knows it by; null in rows that are cut short. */
  readonly inode: string | null
}

/** `TCP_LISTEN` of the kernel, in hex as the table has it. */
const listenState = '0A'

/**
 * Reads the kernel's tables of TCP sockets, one after the other as `cat` prints them.
 */
export function parseListeners(tables: string): readonly Listener[] {
  return parseSockets(tables, listenState).map(({ address, port, isLoopback: isLocal }) => ({
    address,
    port,
    isLoopback: isLocal,
  }))
}

/**
 * The sockets in one state, each address and port once. Rows are `sl local_address rem_address st …`, addresses hex
 * words in the byte order of the machine.
 */
export function parseSockets(tables: string, wanted: string): readonly Socket[] {
  const found = new Map<string, Socket>()
  for (const line of tables.split('\n')) {
    const [, local = '', , state, , , , , , inode = null] = line.trim().split(/\s+/)
    const [hex = '', portHex = ''] = local.split(':')
    if (state !== wanted || !/^([0-9A-F]{8}|[0-9A-F]{32})$/i.test(hex)) continue
    const bytes = bytesOf(hex)
    const socket = {
      address: formatAddress(bytes),
      port: Number.parseInt(portHex, 16),
      isLoopback: isLoopback(bytes),
      inode,
    }
    const key = `${socket.address} ${socket.port}`
    if (!found.has(key)) found.set(key, socket)
  }
  return [...found.values()].sort((a, b) => a.port - b.port)
}

/** Each word of four bytes is little endian: every machine that Docker's engines are made for is. */
function bytesOf(hex: string): readonly number[] {
  const words = hex.match(/.{8}/g) ?? []
  return words.flatMap((word) => (word.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)).reverse())
}

const mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

function isMapped(bytes: readonly number[]): boolean {
  return bytes.length === 16 && mappedPrefix.every((byte, index) => bytes[index] === byte)
}

function isLoopback(bytes: readonly number[]): boolean {
  if (bytes.length === 4) return bytes[0] === 127
  if (isMapped(bytes)) return bytes[12] === 127
  return bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1
}

function formatAddress(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  if (isMapped(bytes)) return bytes.slice(12).join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  )
  // The longest run of zeros as `::`; two are enough to tell apart what is seen here.
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::')
}
