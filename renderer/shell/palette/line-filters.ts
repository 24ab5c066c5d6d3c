import type { DockerLine } from '../../../shared/docker-line/parse-line.ts'
import type { ListScope } from '../../store/containers-view.ts'
import { isOn } from './line-intent.ts'

/** Filters of `docker ps` by the words of the list's own filter field. */
const keys: Readonly<Record<string, string>> = {
  ancestor: 'image',
  expose: 'port',
  health: 'state',
  id: 'id',
  label: 'label',
  name: 'name',
  network: 'net',
  publish: 'port',
  status: 'state',
  volume: 'vol',
}

export type ContainerFilter = { readonly filter: string; readonly scope: ListScope }

/** What `docker ps` would list, as the list's filter and scope. */
export function containerFilter(line: DockerLine): ContainerFilter {
  const wanted = (line.options.get('filter') ?? []).map(splitFilter)
  const filter = wanted
    .flatMap(({ key, value }) => (keys[key] ? `${keys[key]}:${quote(value)}` : []))
    .join(' ')
  // A filter by state lists stopped containers without being told.
  const isAll = isOn(line, 'all') || wanted.some(({ key }) => key === 'status')
  return { filter, scope: isAll ? 'all' : 'running' }
}

/** Filters that the list has no word for, as they were written. */
export function unknownFilters(line: DockerLine): readonly string[] {
  return (line.options.get('filter') ?? []).filter((text) => !keys[splitFilter(text).key])
}

function splitFilter(text: string): { readonly key: string; readonly value: string } {
  const at = text.indexOf('=')
  return at === -1 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

function quote(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value
}
