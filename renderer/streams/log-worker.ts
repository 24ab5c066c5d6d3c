import type { PatternThread } from './log-pattern-runner.ts'
import { PatternThreads } from './log-pattern-threads.ts'
import type { LogRequest } from './log-protocol.ts'
import { LogSession } from './log-session.ts'

/* The thread that holds a container's lines, so that no amount of them slows the page. */

const patterns = new PatternThreads(() => {
  const thread = new Worker(new URL('./log-pattern-worker.ts', import.meta.url), { type: 'module' })
  return thread as PatternThread
})
const session = new LogSession({
  post: (reply) => postMessage(reply),
  createRunner: (pattern) => patterns.run(pattern),
  preparePatterns: () => patterns.prepare(),
})

addEventListener('message', (event: MessageEvent<LogRequest>) => session.handle(event.data))
