// The inner half of port-forward.mjs. Runs inside the sandbox's network: takes "<port>\n" on a Unix socket, connects
// to that port of its own 127.0.0.1, and joins the two.
import { connect, createServer } from 'node:net'
import { joinSockets } from './port-forward.mjs'

const server = createServer({ allowHalfOpen: true }, (outside) => {
  outside.on('error', () => {})
  outside.once('data', (first) => {
    const end = first.indexOf(10)
    const inside = connect({
      host: '127.0.0.1',
      port: Number(first.subarray(0, end).toString()),
      allowHalfOpen: true,
    })
    outside.pause()
    if (first.length > end + 1) outside.unshift(first.subarray(end + 1))
    joinSockets(outside, inside)
  })
})
server.listen(process.argv[2])
