import { describe, expect, it } from 'vitest'
import { packBatch } from '../testing/fake-logs.ts'
import { everyLine } from './log-block.ts'
import { exportLines } from './log-export.ts'
import { joinOf, LineJoiner, levelOf } from './log-groups.ts'
import { logLevels } from './log-levels.ts'
import { LogRing } from './log-ring.ts'

const encoder = new TextEncoder()
const signs = ['*', '+', '-', '_']

/** Each line with what it is: `*` begins an event, `+` goes on with it, `-` is a call, `_` a folded one. */
function read(text: string): string[] {
  const joiner = new LineJoiner()
  return text.split('\n').map((line) => {
    const bytes = encoder.encode(line)
    return `${signs[joinOf(joiner.read(bytes, 0, bytes.length, 0, 0))]}${line}`
  })
}

const traces: readonly (readonly [string, string])[] = [
  [
    'Java with a cause',
    `*2026-11-20 13:00:00,123 ERROR [main] com.acme.Api - boom
+java.lang.IllegalStateException: cannot pay
-\tat com.acme.Pay.charge(Pay.java:88)
-\tat com.acme.Shop.place(Shop.java:14)
_\tat java.base/java.lang.Thread.run(Thread.java:1583)
+Caused by: java.net.SocketTimeoutException: Read timed out
-\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)
-\t... 3 more
*2026-11-20 13:00:01,000 INFO [main] com.acme.Api - on`,
  ],
  [
    'Java that nobody caught',
    `*Exception in thread "main" java.lang.NullPointerException
-\tat Main.main(Main.java:3)
*next`,
  ],
  [
    'Node',
    `*TypeError: Cannot read properties of undefined (reading 'id')
-    at PaymentClient.charge (/app/dist/payments/client.js:88:13)
-    at async CheckoutService.place (/app/dist/checkout/service.js:141:22)
_    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
_  code: 'ECONNREFUSED'
_}
*listening on 3000`,
  ],
  [
    'Python, logged',
    `*ERROR:root:payment failed
+Traceback (most recent call last):
-  File "/app/pay.py", line 3, in charge
-    raise ValueError('x')
+ValueError: x
*INFO:root:next`,
  ],
  [
    'Python, one exception while handling another',
    `*Traceback (most recent call last):
-  File "/app/pay.py", line 3, in charge
-    return orders[1]
_           ~~~~~~^^^
+KeyError: 1
-
+During handling of the above exception, another exception occurred:
-
+Traceback (most recent call last):
-  File "/app/pay.py", line 9, in main
+app.errors.PayError: no such order
*GET / 200`,
  ],
  [
    'Go',
    `*panic: runtime error: index out of range [3] with length 3
-
+goroutine 1 [running]:
-main.place(0x3, {0xc000012345, 0x5})
-\t/app/main.go:9 +0x1d
_main.main()
_\t/app/main.go:5 +0x1f
_exit status 2
*2026/11/20 13:00:00 listening on :8080`,
  ],
  [
    'Rust',
    `*thread 'main' panicked at src/main.rs:2:5:
+no such order
+stack backtrace:
-   0: rust_begin_unwind
-             at /rustc/90b35a6/library/std/src/panicking.rs:665:5
_   1: shop::main
+note: run with \`RUST_BACKTRACE=full\` for a verbose backtrace
*2026-11-20T13:00:00.123456Z  INFO shop: on`,
  ],
  [
    '.NET console',
    `*fail: Microsoft.AspNetCore.Server.Kestrel[13]
+      Connection id "0HN" an unhandled exception was thrown.
+      System.InvalidOperationException: no order
-         at Shop.Pay.Charge() in /src/Pay.cs:line 12
*info: Microsoft.Hosting.Lifetime[14]
+      Now listening on: http://[::]:8080
*info: next`,
  ],
  [
    '.NET that nobody caught',
    `*Unhandled exception. System.Exception: outer
+ ---> System.Exception: inner
-   at Program.Main() in /src/Program.cs:line 3
-   --- End of inner exception stack trace ---
_   at Program.Main() in /src/Program.cs:line 5
*next`,
  ],
  [
    'Ruby',
    `*/app/pay.rb:3:in 'charge': no such order (RuntimeError)
-\tfrom /app/pay.rb:7:in '<main>'
*next`,
  ],
  [
    'Rails',
    `*F, [2026-11-20T13:00:00.123456 #1] FATAL -- : RuntimeError (boom):
-app/controllers/orders_controller.rb:3:in 'index'
*I, [2026-11-20T13:00:00.123456 #1]  INFO -- : next`,
  ],
  [
    'PHP',
    `*PHP Fatal error:  Uncaught Exception: boom in /app/x.php:3
+Stack trace:
-#0 /app/index.php(7): pay()
-#1 {main}
_  thrown in /app/x.php on line 3
*172.17.0.1 - 20/Nov/2026:13:00:00 "GET /index.php" 500`,
  ],
  ['indented lines of a banner', '*  .   ____          _\n* /\\\\ / ___\n*INFO started'],
  ['indented sentences', '*INFO items\n*  at least three of them\n*  from the store'],
  ['two errors after each other', '*ERROR one\n*ERROR two\n*Error: three\n*ValueError: four'],
  ['a numbered list after an info', '*INFO steps\n*#1 pull\n*#2 build'],
  ['pretty JSON', '*{\n*  "a": 1\n*}'],
]

describe('LineJoiner', () => {
  it.each(traces)('knows the lines of one event: %s', (_name, text) => {
    const plain = text.split('\n').map((line) => line.slice(1))
    expect(read(plain.join('\n'))).toEqual(text.split('\n'))
  })

  it('gives every line of a trace the level of the first, whatever it says itself', () => {
    const joiner = new LineJoiner()
    const levels = ['WARN slow', '\tat com.acme.Error.ERROR(Error.java:1)', 'INFO on'].map((line) => {
      const bytes = encoder.encode(line)
      return logLevels[levelOf(joiner.read(bytes, 0, bytes.length, 0, 0))]
    })
    expect(levels).toEqual(['warn', 'warn', 'info'])
  })

  it('keeps the traces of containers and streams apart, and folds no call away from its event', () => {
    const joiner = new LineJoiner()
    const lines: readonly (readonly [number, string])[] = [
      [1, 'ERROR a'],
      [2, 'INFO other'],
      [1, '\tat a.a(A.java:1)'],
      [2, 'INFO other'],
      [1, '\tat a.b(A.java:2)'],
      [1, '\tat a.c(A.java:3)'],
      [1, '\tat a.d(A.java:4)'],
    ]
    const seen = lines.map(([origin, line]) => {
      const bytes = encoder.encode(line)
      return signs[joinOf(joiner.read(bytes, 0, bytes.length, origin, 0))]
    })
    expect(seen.join('')).toBe('**-*--_')
  })
})

const trace = ['ERROR boom', ...[1, 2, 3, 4, 5].map((line) => `\tat a.b(A.java:${line})`), 'INFO on']

function shown(ring: LogRing): string[] {
  return Array.from({ length: ring.nextRow - ring.firstRow }, (_, offset) => {
    const place = ring.placeOfRow(ring.firstRow + offset)
    if (!place) throw new Error('a row is missing')
    const { block, index } = place
    const { count, isOpen } = ring.foldOf(place)
    const text = new TextDecoder().decode(block.bytes.subarray(block.start(index), block.end(index))).trim()
    return count > 0 ? `${text} ${isOpen ? 'v' : '>'}${count}` : text
  })
}

describe('folded stack traces', () => {
  it('have a row for the first calls, say how many follow, and open as a whole', () => {
    const ring = new LogRing()
    ring.append(packBatch([...trace, ...trace]))
    const closed = ['ERROR boom', 'at a.b(A.java:1)', 'at a.b(A.java:2) >3', 'INFO on']
    expect(shown(ring)).toEqual([...closed, ...closed])
    expect(ring.setOpen(1, true)).toBe(true)
    expect(shown(ring).slice(0, 7)).toEqual([
      'ERROR boom',
      'at a.b(A.java:1)',
      'at a.b(A.java:2) v3',
      ...[3, 4, 5].map((line) => `at a.b(A.java:${line})`),
      'INFO on',
    ])
    expect(shown(ring).slice(7)).toEqual(closed)
    expect(ring.setOpen(1, true)).toBe(false)
    expect(ring.setOpen(4, false)).toBe(true)
    expect(shown(ring)).toEqual([...closed, ...closed])
    expect(ring.setOpen(6, true)).toBe(false)
  })

  it('goes on growing while it is open, across blocks', () => {
    const ring = new LogRing({ maxBytes: 1e6, blockBytes: 40 })
    ring.append(packBatch(trace.slice(0, 4)))
    expect(ring.setOpen(0, true)).toBe(true)
    ring.append(packBatch(trace.slice(4)))
    expect(shown(ring)).toHaveLength(7)
    expect(ring.setOpen(5, false)).toBe(true)
    expect(shown(ring)).toEqual(['ERROR boom', 'at a.b(A.java:1)', 'at a.b(A.java:2) >3', 'INFO on'])
  })

  it('pass a level filter as one, and count as one error', () => {
    const ring = new LogRing()
    ring.append(packBatch(trace))
    expect(ring.levelCounts[logLevels.indexOf('error')]).toBe(1)
    expect(ring.takenErrorCount).toBe(1)
    ring.setFilter({ ...everyLine, levels: 1 << logLevels.indexOf('error') })
    expect(shown(ring)).toEqual(['ERROR boom', 'at a.b(A.java:1)', 'at a.b(A.java:2) >3'])
    ring.setFilter({ ...everyLine, levels: 1 << logLevels.indexOf('info') })
    expect(shown(ring)).toEqual(['INFO on'])
  })

  it('are exported with all their lines', async () => {
    const ring = new LogRing()
    ring.append(packBatch(trace))
    const format = { kind: 'text', names: null, hasTimestamps: false, isPlain: true, maxBytes: 1e6 } as const
    for (const scope of ['shown', 'all', { firstRow: 0, nextRow: 4 }] as const) {
      const { blob, lineCount } = await exportLines(ring, { ...format, scope })
      expect(await blob?.text()).toBe(`${trace.join('\n')}\n`)
      expect(lineCount).toBe(7)
    }
    const { blob } = await exportLines(ring, { ...format, scope: { firstRow: 2, nextRow: 3 } })
    expect(await blob?.text()).toBe(`${trace.slice(2, 6).join('\n')}\n`)
  })
})
