import { expect, it } from 'vitest'
import { maskSecrets } from './mask-secrets.ts'

const isSecret = (name: string) => /password|token/i.test(name)

it.each([
  [
    'docker run -e POSTGRES_PASSWORD=s3cret postgres',
    'docker run -e POSTGRES_PASSWORD="$POSTGRES_PASSWORD" postgres',
    ['POSTGRES_PASSWORD'],
  ],
  [
    "docker run --env='DB_PASSWORD=a b' --env A=1 x",
    'docker run --env=DB_PASSWORD="$DB_PASSWORD" --env A=1 x',
    ['DB_PASSWORD'],
  ],
  ['docker login --password hunter2 ghcr.io', 'docker login --password "$PASSWORD" ghcr.io', ['PASSWORD']],
  ['docker run -e API_TOKEN="$API_TOKEN" x', 'docker run -e API_TOKEN="$API_TOKEN" x', []],
  ['docker run -e API_TOKEN x', 'docker run -e API_TOKEN x', []],
  ['docker run x sh -c "PASSWORD=1 run"', 'docker run x sh -c "PASSWORD=1 run"', []],
  [
    'docker stop a && docker run -e my-token=1 x',
    'docker stop a && docker run -e my-token="$MY_TOKEN" x',
    ['MY_TOKEN'],
  ],
])('%s', (text, masked, variables) => {
  expect(maskSecrets(text, isSecret)).toEqual({ text: masked, variables })
})
