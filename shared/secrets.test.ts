import { expect, test } from 'vitest'
import { isSecretName, maskAssignment, secretDots } from './secrets.ts'

test.each([
  'POSTGRES_PASSWORD',
  'API_KEY',
  'apikey',
  'AWS_SECRET_ACCESS_KEY',
  'GITHUB_TOKEN',
  'DB_PWD',
  'SENTRY_DSN',
  'BASIC_AUTH',
])('hides the value of %s', (name) => {
  expect(isSecretName(name)).toBe(true)
  expect(maskAssignment(`${name}=canary=1`)).toBe(`${name}=${secretDots}`)
})

test.each(['PATH', 'HOME', 'AUTHOR', 'KEYBOARD', 'MONKEY', 'NODE_ENV', 'COMPASS'])(
  'shows the value of %s',
  (name) => {
    expect(maskAssignment(`${name}=plain`)).toBe(`${name}=plain`)
  },
)
