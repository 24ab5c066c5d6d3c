import { describe, expect, it } from 'vitest'
import { fitColumns } from './columns.ts'

describe('columns of the containers list', () => {
  it.each([
    [1208, [], 'name status image cpu memory ports created id'],
    [1208, ['created', 'id'], 'name status image cpu memory ports'],
    [824, [], 'name status cpu memory ports'],
    [628, [], 'name status cpu memory ports'],
    [560, [], 'name status cpu memory'],
    [300, [], 'name status cpu memory'],
    [1208, ['name', 'cpu', 'image'], 'name status memory ports created id'],
  ] as const)('at %d px without %j: %s', (width, hidden, expected) => {
    expect(fitColumns(width, hidden, {}).visible.join(' ')).toBe(expected)
  })

  it('stand as they were moved, the name always first', () => {
    const { visible, template } = fitColumns(1208, [], {}, ['memory', 'name', 'status'])
    expect(visible.join(' ')).toBe('name memory ports created id status image cpu')
    expect(template.match(/\[(\w+)\]/g)?.join('')).toBe(
      '[tick][name][memory][ports][created][id][status][image][cpu][end]',
    )
  })

  it('keeps a width that was set, until the list is too narrow for it', () => {
    expect(fitColumns(1208, [], { status: 200 }).template).toContain('[status] 200px')
    expect(fitColumns(628, [], { status: 200 }).template).toContain('[status] 118px')
  })
})
