import { PatternRunner, type PatternThread } from './log-pattern-runner.ts'
import type { LogRequest } from './log-protocol.ts'
import { LogSession } from './log-session.ts'

/* The thread that holds a container's lines, so that no amount of them slows the page. */

const session = new LogSession({
  post: (reply) => postMessage(reply),
  createRunner: (pattern) => {
    const thread = new Worker(new URL('./log-pattern-worker.ts', import.meta.url), { type: 'module' })
    return new PatternRunner(thread as PatternThread, pattern)
  },
})

addEventListener('message', (event: MessageEvent<LogRequest>) => session.handle(event.data))
