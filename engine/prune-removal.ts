import { EngineError } from '../shared/errors.ts'
import type { ChosenItem, PruneKind } from '../shared/prune.ts'
import type { EngineClient } from './client.ts'
import { requestJson } from './engine-json.ts'
import { listOf, recordOf, textOf, textsOf, timeMsOf } from './normalize/record.ts'
import { isLiving, stampOfTags, stampOfTime } from './prune-plan.ts'

type Removal = (client: EngineClient, item: ChosenItem, signal: AbortSignal) => Promise<void>

const removals: Readonly<Record<PruneKind, Removal>> = {
  container: removeContainer,
  image: removeImage,
  volume: removeVolume,
  network: removeNetwork,
  'build-cache': removeBuildCache,
}

/**
 * Removes one object, never by force, and only if it is still unused and as the plan saw it; else rejects with
 * `conflict`. One that is gone already counts as removed.
 */
export async function removeUnused(
  client: EngineClient,
  item: ChosenItem,
  signal: AbortSignal,
): Promise<void> {
  try {
    await removals[item.kind](client, item, signal)
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return
    throw error
  }
}

async function removeContainer(client: EngineClient, item: ChosenItem, signal: AbortSignal): Promise<void> {
  const path = `/containers/${encodeURIComponent(item.id)}`
  const record = recordOf(await requestJson(client, { method: 'GET', path: `${path}/json`, signal }))
  const state = textOf(recordOf(record['State'])['Status'])
  if (isLiving(state)) throw conflict(`it is ${state} now`)
  // Its anonymous volumes stay: they are objects of their own in a plan.
  await requestJson(client, { method: 'DELETE', path, signal })
}

async function removeImage(client: EngineClient, item: ChosenItem, signal: AbortSignal): Promise<void> {
  const path = (name: string): string => `/images/${encodeURIComponent(name)}`
  const { tags, all } = await referencesOf(client, item.id, signal)
  if (stampOfTags(tags) !== item.stamp) throw conflict('its tags changed after the plan was made')
  const query = { all: true, filters: JSON.stringify({ ancestor: [item.id] }) }
  const users = listOf(
    await requestJson(client, { method: 'GET', path: '/containers/json', query, signal }),
  ).map(recordOf)
  // The filter tells containers of images made from this one too.
  if (users.some((user) => textOf(user['ImageID']) === item.id)) throw conflict('a container uses it now')
  // An image in several repositories goes only with the last of its names.
  let names = all
  while (names.length > 1) {
    await requestJson(client, { method: 'DELETE', path: path(names[0] ?? item.id), signal })
    names = (await referencesOf(client, item.id, signal)).all
  }
  await requestJson(client, { method: 'DELETE', path: path(names[0] ?? item.id), signal })
}

async function referencesOf(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<{ readonly tags: readonly string[]; readonly all: readonly string[] }> {
  const path = `/images/${encodeURIComponent(id)}/json`
  const record = recordOf(await requestJson(client, { method: 'GET', path, signal }))
  const tags = textsOf(record['RepoTags']).filter((tag) => tag !== '<none>:<none>')
  const digests = textsOf(record['RepoDigests']).filter((digest) => !digest.startsWith('<none>'))
  return { tags, all: [...tags, ...digests] }
}

async function removeVolume(client: EngineClient, item: ChosenItem, signal: AbortSignal): Promise<void> {
  const path = `/volumes/${encodeURIComponent(item.id)}`
  const record = recordOf(await requestJson(client, { method: 'GET', path, signal }))
  const stamp = stampOfTime(timeMsOf(record['CreatedAt']))
  if (stamp !== item.stamp) throw conflict('another volume has this name now')
  // The engine refuses one that a container mounts, running or not.
  await requestJson(client, { method: 'DELETE', path, signal })
}

async function removeNetwork(client: EngineClient, item: ChosenItem, signal: AbortSignal): Promise<void> {
  const path = `/networks/${encodeURIComponent(item.id)}`
  const record = recordOf(await requestJson(client, { method: 'GET', path, signal }))
  if (Object.keys(recordOf(record['Containers'])).length > 0) throw conflict('a container has joined it')
  await requestJson(client, { method: 'DELETE', path, signal })
}

async function removeBuildCache(client: EngineClient, item: ChosenItem, signal: AbortSignal): Promise<void> {
  const query = { all: true, filters: JSON.stringify({ id: [item.id] }) }
  const answer = await requestJson(client, { method: 'POST', path: '/build/prune', query, signal })
  // The engine says nothing about a record that it keeps.
  if (!textsOf(recordOf(answer)['CachesDeleted']).includes(item.id))
    throw conflict('a build or another record needs it')
}

function conflict(message: string): EngineError {
  return new EngineError('conflict', message)
}
