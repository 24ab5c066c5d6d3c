import type { Nothing } from './contract-row.ts'
import { call, none, type } from './contract-row.ts'
import type {
  CredentialStorage,
  NamePage,
  RegistryAccounts,
  RegistryImage,
  RegistrySettings,
} from './registry.ts'
import {
  deleteImageParams,
  imageParams,
  pullParams,
  pushParams,
  registryTarget,
  repositoriesParams,
  signInParams,
  tagsParams,
} from './registry.ts'
import type { TaskStart } from './task.ts'

export const registryCalls = {
  'image.pull': call(pullParams, type<TaskStart>(), 'ImageCreate'),
  'image.push': call(pushParams, type<TaskStart>(), 'ImagePush'),
  'registry.accounts': call(none, type<RegistryAccounts>(), ''),
  /** Where a secret for this registry would be kept. */
  'registry.storage': call(registryTarget, type<CredentialStorage>(), ''),
  'registry.signIn': call(signInParams, type<Nothing>(), 'SystemAuth'),
  'registry.signOut': call(registryTarget, type<Nothing>(), ''),
  'registry.settings': call(none, type<RegistrySettings>(), 'SystemInfo'),
  'registry.repositories': call(repositoriesParams, type<NamePage>(), ''),
  'registry.tags': call(tagsParams, type<NamePage>(), ''),
  'registry.image': call(imageParams, type<RegistryImage>(), ''),
  'registry.deleteImage': call(deleteImageParams, type<Nothing>(), ''),
} as const
