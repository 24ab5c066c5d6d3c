import { describe, expect, it, test } from 'vitest'
import { parseRun } from './parse-run.ts'
import { placeRun } from './place-run.ts'
import { replacePiece } from './shell-piece.ts'

const env: Readonly<Record<string, string>> = {
  HOME: '/home/ada',
  TAG: '1.29',
  DB_TOKEN: 'canary',
  EMPTY: '',
}
const files: Readonly<Record<string, string>> = {
  'prod.env': 'A=1\nB\n',
  'bad.env': 'A=1\nB C=2',
  'p.json': '{}',
}
const here = {
  cwd: '/home/ada/shop',
  readEnv: (name: string) => env[name] ?? null,
  readCommand: (line: string) => (line === 'id -u' ? '1000' : null),
  readFile: (path: string) => files[path] ?? null,
  absolute: (path: string) => `/home/ada/shop/${path}`,
  isSecret: (name: string) => name.includes('TOKEN'),
}

function place(line: string) {
  const { spec } = parseRun(line)
  if (spec === null) throw new Error('no spec')
  return placeRun(spec, here)
}

describe('what a command leans on where it is run', () => {
  test.each([
    ['-v ./data:/data', { option: 'volume', index: 0, kind: 'becomes', text: '/home/ada/shop/data' }],
    ['-v "$(pwd)":/data:ro', { option: 'volume', index: 0, kind: 'becomes', text: '/home/ada/shop' }],
    ['-v ~/data:/data', { option: 'volume', index: 0, kind: 'becomes', text: '/home/ada/data' }],
    ['-v ${HOME}/.ssh:/root/.ssh', { option: 'volume', index: 0, kind: 'becomes', text: '/home/ada/.ssh' }],
    [
      '--mount type=bind,src=../x,dst=/x',
      { option: 'mount', index: 0, kind: 'becomes', text: '/home/ada/x' },
    ],
    ['-u $(id -u)', { option: 'user', index: null, kind: 'becomes', text: '1000' }],
    ['-e TAG', { option: 'env', index: 0, kind: 'environment', isSet: true }],
    ['-e GONE', { option: 'env', index: 0, kind: 'environment', isSet: false }],
    ['-e KEY=$DB_TOKEN', { option: 'env', index: 0, kind: 'becomes', text: null }],
    ['-e A=$GONE', { option: 'env', index: 0, kind: 'not-set', name: 'GONE' }],
    ['--hostname $(date)', { option: 'hostname', index: null, kind: 'shell-only', piece: '$(date)' }],
    [
      '--env-file prod.env',
      { option: 'env-file', index: 0, kind: 'file', path: '/home/ada/shop/prod.env', count: 2 },
    ],
    [
      '--env-file bad.env',
      { option: 'env-file', index: 0, kind: 'invalid-file', path: '/home/ada/shop/bad.env', line: 2 },
    ],
    [
      '--env-file gone.env',
      { option: 'env-file', index: 0, kind: 'unreadable-file', path: '/home/ada/shop/gone.env' },
    ],
    [
      '--security-opt seccomp=p.json',
      { option: 'security-opt', index: 0, kind: 'file', path: '/home/ada/shop/p.json', count: null },
    ],
  ])('%s', (words, value) => {
    expect(place(`docker run ${words} nginx`)).toEqual([value])
  })

  it('reads the image and the command, too', () => {
    expect(place('docker run nginx:$TAG echo $HOME')).toEqual([
      { option: 'image', index: null, kind: 'becomes', text: 'nginx:1.29' },
      { option: 'command', index: 1, kind: 'becomes', text: '/home/ada' },
    ])
  })

  it('says nothing of values that mean themselves', () => {
    const line = `docker run -v /srv:/srv -v data:/data -e 'PRICE=$5' -e A=b --security-opt seccomp=unconfined nginx`
    expect(place(line)).toEqual([])
  })
})

test.each([
  ['${GONE:-9}', '9'],
  ['${EMPTY:-9}', '9'],
  ['${EMPTY-9}', ''],
  ['${TAG:-9}', '1.29'],
  ['`pwd`', '/home/ada/shop'],
  ['%TAG%', '1.29'],
  ['$env:TAG', '1.29'],
  ['${env:TAG}', '1.29'],
  ['%cd%', '/home/ada/shop'],
  ['$(cat /etc/passwd)', null],
  ['${TAG/1/2}', null],
])('a shell makes of %s: %s', (piece, text) => {
  expect(replacePiece(piece, here)).toBe(text)
})
