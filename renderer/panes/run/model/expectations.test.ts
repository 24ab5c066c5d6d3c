import { expect, test } from 'vitest'
import type { ImageDetails } from '../../../../shared/image.ts'
import { emptyDraft } from './draft.ts'
import { expectationsOf } from './expectations.ts'
import { knownVariables } from './known-images.ts'
import { mountRow, portRow, variableRow } from './rows.ts'

const details = {
  environment: [
    { name: 'PATH', value: '/bin' },
    { name: 'PG_VERSION', value: '17.2' },
    { name: 'PGDATA', value: '/var/lib/postgresql/data' },
  ],
  ports: ['5432/tcp'],
  volumes: ['/var/lib/postgresql/data'],
} as unknown as ImageDetails

test('an image tells what it is to be given, and the form whether it is', () => {
  const draft = {
    ...emptyDraft,
    image: 'postgres:17-alpine',
    variables: [variableRow('POSTGRES_PASSWORD=x')],
    ports: [portRow('5433:5432')],
    mounts: [mountRow('volume', 'data:/var/lib/postgresql/data/')],
  }
  expect(expectationsOf(draft, details).map(({ subject, isMet }) => [subject, isMet])).toEqual([
    ['POSTGRES_PASSWORD', true],
    ['5432/tcp', true],
    ['/var/lib/postgresql/data', true],
    ['POSTGRES_USER', false],
    ['POSTGRES_DB', false],
    ['PGDATA', false],
  ])
})

test('publishing every port publishes those that the image names', () => {
  const draft = { ...emptyDraft, image: 'x', switches: { 'publish-all': true } }
  expect(expectationsOf(draft, details)[0]).toMatchObject({ subject: '5432/tcp', isMet: true })
})

test.each([
  ['postgres', true],
  ['postgres:17-alpine', true],
  ['docker.io/library/postgres@sha256:abc', true],
  ['ghcr.io/acme/postgres', false],
  ['acme/postgres', false],
  ['nothing', false],
])('%s is known by its name: %s', (reference, isKnown) => {
  expect(knownVariables(reference).length > 0).toBe(isKnown)
})
