import { matchRanges, searchLines } from './log-pattern.ts'
import type { PatternAnswer, PatternJob } from './log-pattern-runner.ts'

/*
 * Runs a person's regular expression where it can be stopped: nothing but ending its thread stops a pattern
 * that backtracks without end.
 */

let pattern = /$^/

addEventListener('message', (event: MessageEvent<PatternJob>) => {
  const job = event.data
  switch (job.kind) {
    case 'compile':
      pattern = new RegExp(job.source, job.flags)
      return
    case 'search': {
      const hits = searchLines(pattern, job.bytes, job.ends)
      answer({ kind: 'hits', hits })
      return
    }
    case 'ranges':
      answer({ kind: 'ranges', ranges: job.texts.map((text) => matchRanges(pattern, text)) })
  }
})

function answer(message: PatternAnswer): void {
  postMessage(message)
}
