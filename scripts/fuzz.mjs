// Feeds changed inputs to every reader of foreign bytes, for as long as one likes. A failure tells its seed.
//   --seconds 60    how long in all    --seed 1    begin where another run began
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } })
const seconds = values.seconds ?? '60'
const seed = values.seed ?? String(Date.now() % 1_000_000)

console.log(`fuzzing for ${seconds} s; again with: node scripts/fuzz.mjs --seconds ${seconds} --seed ${seed}`)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'engine/parsers.test.ts'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, BAYPLAN_FUZZ_SECONDS: seconds, BAYPLAN_FUZZ_SEED: seed },
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
