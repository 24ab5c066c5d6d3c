import { expect, it } from 'vitest'
import { toShellScript } from './shell-script.ts'

it('writes what was done, oldest first, with what failed commented out', () => {
  const atMs = Date.UTC(2026, 10, 21, 1, 2, 3)
  const script = toShellScript(
    [
      { command: "docker rm 'a\nb'", result: 'failed', atMs: atMs + 2_000, tookMs: null },
      { command: 'docker run --env TOKEN="$TOKEN" x', result: 'ok', atMs: atMs + 1_000, tookMs: 1_234 },
      { command: `docker stop 'it'\\''s'`, result: 'ok', atMs, tookMs: 10_000 },
    ],
    atMs + 5_000,
  )
  expect(script).toBe(
    [
      '#!/bin/sh',
      '# Written by Bayplan on 2026-11-21T01:02:08.000Z.',
      '# Set these before: their values are not in this file.',
      ': "${TOKEN:?}"',
      '',
      '# 2026-11-21T01:02:03.000Z, done, 10.0 s',
      `docker stop 'it'\\''s'`,
      '',
      '# 2026-11-21T01:02:04.000Z, done, 1.2 s',
      'docker run --env TOKEN="$TOKEN" x',
      '',
      '# 2026-11-21T01:02:05.000Z, failed',
      "# docker rm 'a",
      "# b'",
      '',
    ].join('\n'),
  )
})
