// The check to run before each commit: format, types, lint, dead code and unit tests, two at a time.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Each tool is called through its own bin, so that no shell and no npm start-up is paid for. */
const steps = [
  { name: 'types', bin: 'tsc', args: ['-b'] },
  { name: 'format', bin: 'biome', args: ['check', '.'] },
  {
    name: 'unit tests',
    bin: 'vitest',
    args: ['run', '--project', 'unit', '--project', 'dom', '--reporter', 'dot'],
  },
  { name: 'lint', bin: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'dead code', bin: 'knip', args: [] },
]

/**
 * @typedef {{ name: string, bin: string, args: string[] }} Step
 * @typedef {{ name: string, code: number, output: string, seconds: number }} Result
 */

/** @param {Step} step @returns {Promise<Result>} */
function run({ name, bin, args }) {
  const startedAt = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', '.bin', bin), ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=1536' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) =>
      resolve({ name, code: code ?? 1, output, seconds: (Date.now() - startedAt) / 1000 }),
    )
  })
}

/** @param {Step[]} queue @param {Result[]} results */
async function worker(queue, results) {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const result = await run(step)
    results.push(result)
    const verdict = result.code === 0 ? 'ok' : 'FAILED'
    console.log(`${result.name.padEnd(12)} ${verdict.padEnd(7)} ${result.seconds.toFixed(1)} s`)
    const counts = /Tests\s+(.*)/.exec(result.output)
    if (counts) console.log(`             ${counts[1]}`)
  }
}

const queue = [...steps]
/** @type {Result[]} */
const results = []
await Promise.all([worker(queue, results), worker(queue, results)])
const failed = results.filter((result) => result.code !== 0)
for (const result of failed) console.log(`\n--- ${result.name} ---\n${result.output.trim()}`)
process.exit(failed.length === 0 ? 0 : 1)
