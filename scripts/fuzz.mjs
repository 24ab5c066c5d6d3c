// node scripts/fuzz.mjs [--runs 20000] [--seed 1]: the random part of the tests of contract, handlers and readers, for longer.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' } },
})
const seed = values.seed ?? String(Date.now() % 2 ** 31)
console.log(`${values.runs} runs with seed ${seed}`)
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url)),
    'run',
    '--project',
    'unit',
    'shared/contract-fuzz.test.ts',
    'engine/handlers-fuzz.test.ts',
    'engine/parsers.test.ts',
  ],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, BAYPLAN_FUZZ_RUNS: values.runs, BAYPLAN_FUZZ_SEED: seed },
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
