import { exportContainerParams, importImageParams, loadImageParams, saveImagesParams } from './archive.ts'
import { call, type } from './contract-row.ts'
import type { TaskStart } from './task.ts'

export const archiveCalls = {
  'image.save': call(saveImagesParams, type<TaskStart>(), 'ImageGet, ImageGetAll'),
  'image.load': call(loadImageParams, type<TaskStart>(), 'ImageLoad'),
  'image.import': call(importImageParams, type<TaskStart>(), 'ImageCreate'),
  'container.export': call(exportContainerParams, type<TaskStart>(), 'ContainerExport'),
} as const
