import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/out/**', 'e2e/**']

// eslint-disable-next-line import/no-default-export -- Vitest reads the default export
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,engine,server,electron}/**/*.test.ts'],
          exclude: [...exclude, '**/*.engine.test.ts', '**/*.contract.test.ts'],
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude,
          // A test reads the styles as text; components need none.
          css: { include: /\?raw$/ },
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
