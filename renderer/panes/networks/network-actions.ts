import i18next from 'i18next'
import { type NetworkCommands, networkCommandsFor } from '../../../shared/docker-command-network.ts'
import { EngineError, isCancelled } from '../../../shared/errors.ts'
import type { CreateNetwork, Network, NetworkConnection } from '../../../shared/network.ts'
import type { AppContext } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { recordCommand } from '../../store/companion.ts'
import { useEngineStore } from '../../store/engine-store.ts'
import { notify } from '../../store/notices.ts'

type Client = Pick<AppContext, 'client'>
type Named = { readonly id: string; readonly name: string }

/** Commands for the engine in use now. */
export function networkCommands(): NetworkCommands {
  return networkCommandsFor(useEngineStore.getState().status.endpoint)
}

/** Answers with the id of the new network; a refusal is thrown for the dialog to show. */
export async function createNetwork(app: Client, params: CreateNetwork): Promise<string> {
  const { id, warning } = await recorded(networkCommands().create(params), () =>
    app.client().call('network.create', params),
  )
  const text = warning === '' ? undefined : i18next.t('networks.createDialog.warning', { warning })
  notify({ tone: 'done', title: i18next.t('networks.createDialog.done', { name: params.name }), text })
  return id
}

/** A refusal is thrown for the dialog to show. */
export async function connectContainer(
  app: Client,
  network: Named,
  container: Named,
  connection: NetworkConnection,
): Promise<void> {
  const names = { network: network.name, container: container.name }
  await recorded(networkCommands().connect(names, connection), () =>
    app.client().call('network.connect', connection),
  )
  notify({ tone: 'done', title: i18next.t('networks.connectDialog.done', names) })
}

/** Takes a container off a network at once, and offers the way back. Never rejects. */
export async function disconnectContainer(
  app: Client,
  network: Named,
  container: Named,
  force = false,
): Promise<void> {
  const names = { network: network.name, container: container.name }
  try {
    const params = { networkId: network.id, containerId: container.id, force }
    const connection = await recorded(networkCommands().disconnect({ ...names, force }), () =>
      app.client().call('network.disconnect', params),
    )
    const reconnect = () => void reconnectContainer(app, network, container, connection)
    notify({
      tone: 'done',
      title: i18next.t('networks.disconnected', names),
      actions: [{ label: i18next.t('networks.reconnect'), onSelect: reconnect }],
    })
  } catch (error) {
    const byForce = () => void disconnectContainer(app, network, container, true)
    tellFailure(error, force ? [] : [{ label: i18next.t('networks.forceDisconnect'), onSelect: byForce }])
  }
}

async function reconnectContainer(
  app: Client,
  network: Named,
  container: Named,
  connection: NetworkConnection,
): Promise<void> {
  try {
    await connectContainer(app, network, container, connection)
  } catch (error) {
    tellFailure(error, [
      {
        label: i18next.t('common.retry'),
        onSelect: () => void reconnectContainer(app, network, container, connection),
      },
    ])
  }
}

/** Disconnects those that run, then removes. A refusal is thrown for the dialog to show. */
export async function removeNetwork(app: Client, network: Network, running: readonly Named[]): Promise<void> {
  const names = running.map(({ name }) => name)
  await recorded(networkCommands().remove(network.name, names), async () => {
    for (const { id } of running)
      await app.client().call('network.disconnect', { networkId: network.id, containerId: id, force: false })
    await app.client().call('network.remove', { id: network.id })
  })
  notify({ tone: 'done', title: i18next.t('networks.removeDialog.done', { name: network.name }) })
}

async function recorded<T>(command: string, work: () => Promise<T>): Promise<T> {
  const startedAtMs = Date.now()
  try {
    const result = await work()
    recordCommand({ command, result: 'ok', atMs: Date.now(), startedAtMs })
    return result
  } catch (error) {
    if (!isCancelled(error)) recordCommand({ command, result: 'failed', atMs: Date.now(), startedAtMs })
    throw error
  }
}

function tellFailure(
  error: unknown,
  actions: readonly { readonly label: string; readonly onSelect: () => void }[],
): void {
  const { title, text, details } = describeError(error, i18next.t)
  const isKnown = error instanceof EngineError
  notify({ tone: 'failed', title, text, details, actions: isKnown ? actions : [] })
}
