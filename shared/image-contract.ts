import type { Nothing } from './contract-row.ts'
import { call, none, stream, type } from './contract-row.ts'
import type { Feed } from './feed.ts'
import type {
  Image,
  ImageDetails,
  ImageHistory,
  ImageRemoval,
  ImageSearchResult,
  SharedSizes,
} from './image.ts'
import { imageTarget, removeImageParams, searchImagesParams, tagImageParams } from './image.ts'

export const imageCalls = {
  'image.inspect': call(imageTarget, type<ImageDetails>(), 'ImageInspect'),
  'image.history': call(imageTarget, type<ImageHistory>(), 'ImageHistory, ImageInspect'),
  'image.sharedSizes': call(none, type<SharedSizes>(), 'ImageList, SystemDataUsage'),
  'image.tag': call(tagImageParams, type<Nothing>(), 'ImageTag'),
  'image.remove': call(removeImageParams, type<ImageRemoval>(), 'ImageDelete'),
  'image.search': call(searchImagesParams, type<ImageSearchResult[]>(), 'ImageSearch'),
} as const

export const imageStreams = {
  'image.feed': stream(none, type<Feed<Image>>(), 'ImageList, ImageInspect, SystemEvents'),
} as const
