import type { Handlers } from '../shared/contract.ts'
import type { registryCalls } from '../shared/registry-contract.ts'
import type { EngineConnection } from './client.ts'
import type { Environment } from './endpoint-facts.ts'
import { Credentials } from './registry/credentials.ts'
import { EngineRegistrySettings } from './registry/engine-settings.ts'
import { ImageTransfers } from './registry/image-transfers.ts'
import { Registries } from './registry/registries.ts'
import type { TaskHub } from './tasks.ts'

type Options = {
  readonly connection: EngineConnection
  readonly tasks: TaskHub
  readonly env: Environment
}

export type RegistryParts = { readonly transfers: ImageTransfers; readonly registries: Registries }

/** Everything between this computer, the engine and registries. */
export function createRegistryParts({ connection, tasks, env }: Options): RegistryParts {
  const { platform } = process
  const credentials = new Credentials({ env, platform })
  const settings = new EngineRegistrySettings({ connection, env, platform })
  return {
    transfers: new ImageTransfers({ connection, tasks, credentials }),
    registries: new Registries({ connection, credentials, settings }),
  }
}

export function registryHandlers({
  transfers,
  registries,
}: RegistryParts): Pick<Handlers['calls'], keyof typeof registryCalls> {
  return {
    'image.pull': transfers.pull,
    'image.push': transfers.push,
    'registry.accounts': registries.accounts,
    'registry.storage': registries.storage,
    'registry.signIn': registries.signIn,
    'registry.signOut': registries.signOut,
    'registry.settings': registries.engineSettings,
    'registry.repositories': registries.repositories,
    'registry.tags': registries.tags,
    'registry.image': registries.image,
    'registry.deleteImage': registries.deleteImage,
  }
}
