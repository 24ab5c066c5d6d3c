import * as z from 'zod/mini'
import type { DesktopNotification, DesktopOptions, DesktopSummary } from './desktop.ts'
import { favouriteActions } from './desktop.ts'

/*
 * What the shell takes from its page. The page shows what strangers wrote, so the shell looks at everything it sends:
 * shapes, lengths, numbers. Apart from `desktop.ts`, which the preload carries.
 */

const mostFavourites = 50
const mostTasks = 50

const text = (most: number) => z.string().check(z.maxLength(most))
const id = z.string().check(z.minLength(1), z.maxLength(256))
const count = z.number().check(z.int(), z.gte(0), z.lte(1_000_000))

const options = z.strictObject({
  hasTray: z.boolean(),
  staysInTray: z.boolean(),
  hasBadge: z.boolean(),
  opensLinks: z.boolean(),
})

const summary = z.strictObject({
  running: count,
  unhealthy: count,
  stopped: count,
  failing: count,
  favourites: z
    .array(
      z.strictObject({
        id,
        name: text(256),
        state: text(256),
        actions: z.array(z.enum(favouriteActions)).check(z.maxLength(favouriteActions.length)),
      }),
    )
    .check(z.maxLength(mostFavourites)),
  work: z.array(text(500)).check(z.maxLength(mostTasks)),
})

const notification = z.strictObject({
  id,
  title: z.string().check(z.minLength(1), z.maxLength(300)),
  body: text(1_000),
  actions: z.array(z.strictObject({ id, label: text(100) })).check(z.maxLength(3)),
})

export const readOptions = (value: unknown): DesktopOptions | null => options.safeParse(value).data ?? null
export const readSummary = (value: unknown): DesktopSummary | null => summary.safeParse(value).data ?? null
export const readNotification = (value: unknown): DesktopNotification | null =>
  notification.safeParse(value).data ?? null
