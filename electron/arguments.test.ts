import { describe, expect, it } from 'vitest'
import { engineArguments, parseAppArguments, parseEngineArguments } from './arguments.ts'

describe('parseAppArguments', () => {
  it.each([
    [['electron', '.', '--host', 'unix:///run/x.sock'], { host: 'unix:///run/x.sock' }],
    [['Bayplan', '--host=npipe:////./pipe/docker_engine'], { host: 'npipe:////./pipe/docker_engine' }],
    [['electron', '--no-sandbox', '--inspect=0', '.', '--context', 'colima'], { context: 'colima' }],
    [['electron', '--remote-debugging-port=0', '.', '--user-data-dir=/tmp/x'], {}],
    [['electron', '.', '--host'], {}],
    [['electron', '.', '--host='], {}],
  ])('%j → %j', (argv, expected) => {
    expect(parseAppArguments(argv)).toEqual(expected)
  })
})

describe('engineArguments', () => {
  it.each([
    {},
    { host: 'tcp://10.0.0.1:2375' },
    { context: '--odd name' },
    { host: 'unix:///a b', context: 'c' },
  ])('%j arrives in the engine process as it was given', (endpoint) => {
    const argv = ['/electron', '/out/engine-process.mjs', ...engineArguments(endpoint, '0.1.0')]
    expect(parseEngineArguments(argv)).toEqual({ ...endpoint, appVersion: '0.1.0' })
  })
})
