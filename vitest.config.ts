import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/out/**', 'e2e/**']

// eslint-disable-next-line import/no-default-export -- Vitest reads the default export
export default defineConfig({
  test: {
    // By default one processor is left idle, which on two is half of the machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Pure logic needs no page; what does is named `.dom.test.ts`.
          environment: 'node',
          pool: 'threads',
          // Files share loaded modules: loading them anew for each took longer than the tests.
          isolate: false,
          include: ['{shared,engine,server,electron,renderer}/**/*.test.ts'],
          exclude: [...exclude, '**/*.{dom,engine,contract}.test.ts'],
          // On a loaded machine a turn of the processor may take seconds; a test that hangs still fails.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          // Each file has a page and modules of its own: a module remembers the window it was loaded in.
          include: ['renderer/**/*.test.tsx', 'renderer/**/*.dom.test.ts'],
          exclude,
          pool: 'threads',
          // A test reads the styles as text; components need none.
          css: { include: /\?raw$/ },
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
