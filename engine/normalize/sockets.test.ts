import { expect, it } from 'vitest'
import { parseListeners } from './sockets.ts'

const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:2382 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
   2: 020011AC:1F90 030011AC:D431 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 20 4 30 10 -1
  sl  local_address                         remote_address                        st tx_queue
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000
   1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A 00000000:00000000
   2: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A 00000000:00000000
   3: B80D01200000000000000000020000AC:0053 00000000000000000000000000000000:0000 0A 00000000:00000000
`

it('finds what listens in the kernel’s tables, and whether only the container itself hears it', () => {
  expect(parseListeners(tables).map(({ address, port, isLoopback }) => [address, port, isLoopback])).toEqual([
    ['::', 80, false],
    ['::1', 81, true],
    ['127.0.0.1', 82, true],
    ['2001:db8::ac00:2', 83, false],
    ['0.0.0.0', 8080, false],
    ['127.0.0.1', 9090, true],
  ])
})

it('reads nothing from what is no table', () => {
  expect(parseListeners('')).toEqual([])
  expect(parseListeners("cat: can't open '/proc/net/tcp6': No such file\n0: xyz:0050 0 0A")).toEqual([])
})
