import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/out/**', 'e2e/**']

// eslint-disable-next-line import/no-default-export -- Vitest reads the default export
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Pure logic needs no page; the few files that do say so in their first line.
          environment: 'node',
          pool: 'threads',
          // Files share loaded modules: loading them anew for each took longer than the tests.
          isolate: false,
          // A test reads the styles as text; components need none.
          css: { include: /\?raw$/ },
          include: ['{shared,engine,server,electron,renderer}/**/*.test.ts'],
          exclude: [...exclude, '**/*.engine.test.ts', '**/*.contract.test.ts'],
          // On a loaded machine a turn of the processor may take seconds; a test that hangs still fails.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.tsx'],
          exclude,
          pool: 'threads',
          setupFiles: ['renderer/testing/patience.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'contract',
          environment: 'node',
          include: ['engine/**/*.contract.test.ts'],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'engine',
          environment: 'node',
          include: ['{engine,server}/**/*.engine.test.ts'],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
