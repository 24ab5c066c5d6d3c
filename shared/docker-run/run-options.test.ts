import { describe, expect, it } from 'vitest'
import listed from '../../docs/coverage/docker-cli.json' with { type: 'json' }
import { findOption, findShortOption, optionGroups, optionOf, runOptions } from './run-options.ts'

type Listed = Readonly<Record<string, { readonly short?: string; readonly type: string }>>
const run: Listed = listed.commands.run.options
const create: Listed = listed.commands.create.options

/** What docker's help calls the values of what may be said many times. */
const listTypes: ReadonlySet<string> = new Set(['list', 'map', 'mount', 'network', 'ulimit'])

describe('the table of options', () => {
  it.each([
    ['run', run, 'inRun'],
    ['create', create, 'inCreate'],
  ] as const)('has what docker %s lists, and --gpus', (_, options, where) => {
    const names = runOptions.filter((option) => option[where]).map(({ name }) => `--${name}`)
    expect(names.toSorted()).toEqual([...Object.keys(options), '--gpus'].toSorted())
  })

  it.each(Object.entries(run))('has %s as docker has it', (name, { short, type }) => {
    const option = findOption(name.slice(2))
    expect(option?.short ?? undefined).toBe(short?.slice(1))
    const kind = type === 'flag' ? 'switch' : listTypes.has(type) ? 'list' : 'text'
    expect(option?.kind).toBe(kind)
    expect(option?.value === null).toBe(kind === 'switch')
  })

  it('finds options by name, alias and letter', () => {
    expect(findOption('net')?.name).toBe('network')
    expect(findOption('no-such')).toBe(null)
    expect(findOption('constructor')).toBe(null)
    expect(findShortOption('p')?.name).toBe('publish')
    expect(findShortOption('Z')).toBe(null)
    expect(optionOf('publish')).toBe(findOption('publish'))
  })

  it('has a page for each, and no empty page', () => {
    expect(new Set(runOptions.map(({ group }) => group))).toEqual(new Set(optionGroups))
  })
})
