import { expect, it } from 'vitest'
import { composeCommandsFor } from './docker-command-compose.ts'

it('prints the logs of a project', () => {
  const { logs } = composeCommandsFor(null)
  expect(logs({ project: 'shop', follow: true, tail: 1000, timestamps: true })).toBe(
    'docker compose --project-name shop logs --follow --tail 1000 --timestamps',
  )
  expect(logs({ project: 'a b', since: '30m', tail: null })).toBe(
    "docker compose --project-name 'a b' logs --since 30m",
  )
})
