import { describe, expect, it } from 'vitest'
import type { PruneGroup, PruneItem, PruneKind } from '../../../shared/prune.ts'
import { chosenOf, firstSelection, freedBy, groupsOf, wholeGroups, withItems } from './prune-selection.ts'

function item(kind: PruneKind, group: PruneGroup, id: string, more: Partial<PruneItem> = {}): PruneItem {
  return {
    kind,
    group,
    id,
    name: id,
    bytes: 10,
    createdAtMs: null,
    reason: 'ended',
    sinceMs: null,
    loss: 'data',
    affected: [],
    project: null,
    stamp: '',
    ...more,
  }
}

const plan = {
  measuredAtMs: 1,
  items: [
    item('container', 'container', 'same'),
    item('image', 'image-dangling', 'old'),
    item('image', 'image-unused', 'web:1'),
    item('network', 'network', 'free', { bytes: null }),
    item('network', 'network', 'needed', { bytes: null, affected: ['db'] }),
    item('volume', 'volume-anonymous', 'anon', { bytes: null }),
    item('volume', 'volume-named', 'same'),
  ],
}
const names = (selection: ReadonlySet<string>) => chosenOf(plan, selection).map((one) => one.id)

describe('what is ticked in a plan', () => {
  it('has no data in it to begin with, no tagged image, and nothing that breaks a container', () => {
    expect(names(firstSelection(plan))).toEqual(['same', 'old', 'free'])
    expect(chosenOf(plan, firstSelection(plan))[0]?.kind).toBe('container')
  })

  it('follows one item and a whole group', () => {
    const first = firstSelection(plan)
    const less = withItems(first, plan.items.slice(0, 1), false)
    expect(names(less)).toEqual(['old', 'free'])
    const volumes = plan.items.filter((one) => one.kind === 'volume')
    expect(names(withItems(less, volumes, true))).toEqual(['old', 'free', 'anon', 'same'])
  })

  it('knows of which groups nothing was left out', () => {
    expect(wholeGroups(plan, firstSelection(plan))).toEqual(['container', 'image-dangling', 'build-cache'])
    expect(wholeGroups(plan, withItems(new Set(), plan.items, true))).toHaveLength(7)
  })

  it('adds up what comes free, and says when that is not all', () => {
    expect(freedBy(plan.items.slice(0, 2))).toEqual({ bytes: 20, isLeast: false })
    expect(freedBy(plan.items.filter((one) => one.kind === 'network'))).toEqual({ bytes: 0, isLeast: false })
    expect(freedBy(plan.items)).toEqual({ bytes: 40, isLeast: true })
  })

  it('is read by group, without the empty ones', () => {
    expect(groupsOf(plan).map(({ group, items }) => `${group} ${items.length}`)).toEqual([
      'container 1',
      'image-dangling 1',
      'image-unused 1',
      'network 2',
      'volume-anonymous 1',
      'volume-named 1',
    ])
  })
})
