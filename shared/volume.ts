import * as z from 'zod/mini'
import { boundedRecord } from './bounded-record.ts'

/**
 * One volume as lists show it. Who uses it is not part of it: that follows from the containers.
 *
 * Source: Docker Engine API `VolumeList`, `VolumeInspect`.
 * Units:  `createdAtMs` epoch milliseconds, null when the driver does not tell.
 */
export type Volume = {
  /** The name: volumes have no other id. */
  readonly id: string
  readonly name: string
  readonly driver: string
  /** `local`, or `global` for a volume that every node of a cluster sees. */
  readonly scope: string
  /** Where the engine keeps it, on the engine's machine; empty when the driver does not tell. */
  readonly mountpoint: string
  readonly createdAtMs: number | null
  readonly labels: Readonly<Record<string, string>>
  /** What the driver was told, e.g. `type`, `o` and `device` of an NFS volume; may hold a password. */
  readonly options: Readonly<Record<string, string>>
  /** Made by the engine for a container that asked for no name. */
  readonly isAnonymous: boolean
}

/** Everything about one volume. Source: `VolumeInspect`; `raw` is the engine's answer as JSON text. */
export type VolumeDetails = Volume & {
  /** What the driver says of it, as text. */
  readonly status: readonly { readonly name: string; readonly value: string }[]
  readonly raw: string
}

/**
 * How much the volumes held when somebody last asked: the engine reads every file to find out.
 *
 * Source: `SystemDataUsage`. Units: bytes; a volume is missing, or null, when its driver cannot tell.
 */
export type VolumeSizes = {
  readonly measuredAtMs: number
  readonly bytes: Readonly<Record<string, number | null>>
}

/** Null before the first measurement. */
export type LastVolumeSizes = VolumeSizes | null

export const volumeNamePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/
export const longestVolumeName = 255

/** A driver other than `local` may know names of any form; these two would be read as folders. */
const knownName = z
  .string()
  .check(z.minLength(1), z.maxLength(1_000), z.regex(/^(?!\.{1,2}$)[^\0\r\n\p{Surrogate}]+$/u))
const optionName = z.string().check(z.minLength(1), z.maxLength(1_000))
const optionValue = z.string().check(z.maxLength(10_000))

export const volumeTarget = z.strictObject({ name: knownName })
export const createVolumeParams = z.strictObject({
  /** Null: the engine makes up a name, and the volume is anonymous. */
  name: z.nullable(
    z.string().check(z.minLength(1), z.maxLength(longestVolumeName), z.regex(volumeNamePattern)),
  ),
  driver: z.string().check(z.minLength(1), z.maxLength(1_000)),
  options: boundedRecord(optionName, optionValue),
  labels: boundedRecord(optionName, optionValue),
})
export type CreateVolumeParams = z.infer<typeof createVolumeParams>
export const removeVolumeParams = z.strictObject({
  name: knownName,
  /** Goes on when the driver is gone; a volume in use stays in any case. */
  force: z.boolean(),
})
export const volumeSizesParams = z.strictObject({
  /** False: the last measurement, without asking the engine anything. */
  measure: z.boolean(),
})
