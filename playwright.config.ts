import { defineConfig } from '@playwright/test'

/*
 * Stories run in a real browser against a real engine. Three projects: the web host in Chromium; the desktop
 * shell's built bundles in the stand-in runtime; and the same shell on a real Electron binary where there is one.
 */
// eslint-disable-next-line import/no-default-export -- Playwright reads the default export
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  use: {
    launchOptions: { executablePath: process.env['BAYPLAN_CHROMIUM'] ?? '/usr/bin/chromium' },
    viewport: { width: 1440, height: 900 },
    // A copy of the document at each step takes seconds where a page holds thousands of rows.
    trace: { mode: 'retain-on-failure', screenshots: true, snapshots: false },
  },
  projects: [
    { name: 'web', testDir: 'e2e/web' },
    { name: 'standin', testDir: 'e2e/electron' },
    { name: 'electron', testDir: 'e2e/electron' },
  ],
})
