import { expect, test } from 'vitest'
import { colourCommand } from './command-tokens.ts'

const kinds = (command: string) =>
  colourCommand(command)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text }) => `${kind}:${text}`)

test.each([
  ['docker ps --all', ['program:docker', 'program:ps', 'flag:--all']],
  ['docker run hello-world', ['program:docker', 'program:run', 'value:hello-world']],
  ['docker compose up --detach', ['program:docker', 'program:compose', 'program:up', 'flag:--detach']],
  [
    'docker --context prod-eu-1 container ls',
    ['program:docker', 'flag:--context', 'value:prod-eu-1', 'program:container', 'program:ls'],
  ],
  [
    'sudo usermod --append --groups docker mei',
    ['program:sudo', 'program:usermod', 'flag:--append', 'flag:--groups', 'value:docker', 'value:mei'],
  ],
  [
    `docker exec web sh -c 'echo "a | b"' | grep a`,
    [
      'program:docker',
      'program:exec',
      'value:web',
      'value:sh',
      'flag:-c',
      `string:'echo "a | b"'`,
      'operator:|',
      'program:grep',
      'value:a',
    ],
  ],
])('%s', (command, expected) => {
  expect(kinds(command)).toEqual(expected)
})

test.each(['docker run -e "A=1', "it's", 'a\\ b  c', ''])('nothing of %j is lost', (command) => {
  expect(
    colourCommand(command)
      .map(({ text }) => text)
      .join(''),
  ).toBe(command)
})
