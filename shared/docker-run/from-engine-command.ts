import { quoteWord } from '../docker-command.ts'
import type { Healthcheck } from './create-body.ts'
import type { ContainerJson, ImageJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'
import { printDuration } from './values/number.ts'

/** The first word is the entrypoint's when it is not the image's; the others are words of the command. */
export function writeCommand(
  writer: SpecWriter,
  container: ContainerJson,
  image: ImageJson | null,
): readonly string[] {
  const [entrypoint, command] = words(container.Config)
  const [inheritedEntrypoint, inheritedCommand] = words(image?.Config)
  const isInherited = isSame(entrypoint, inheritedEntrypoint)
  if (isInherited && isSame(command, inheritedCommand)) return []
  // The image's command is used only by containers with the image's entrypoint and no command of their own.
  if (isInherited && command.length > 0) return command
  writer.exactText('entrypoint', entrypoint[0] ?? '')
  return [...entrypoint.slice(1), ...command]
}

type Words = readonly string[]
type Program = { readonly Entrypoint?: Words | null; readonly Cmd?: Words | null }

function words(config: Program | null | undefined): readonly [Words, Words] {
  return [config?.Entrypoint ?? [], config?.Cmd ?? []]
}

function isSame(one: Words, other: Words): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index])
}

const times = [
  ['Interval', 'health-interval'],
  ['Timeout', 'health-timeout'],
  ['StartPeriod', 'health-start-period'],
  ['StartInterval', 'health-start-interval'],
] as const

/** What differs from the image's health check: the engine takes the rest from there. */
export function writeHealth(writer: SpecWriter, container: ContainerJson, image: ImageJson | null): void {
  const own = container.Config?.Healthcheck
  if (!own) return
  const inherited = image?.Config?.Healthcheck ?? {}
  const test = own.Test ?? []
  if (!isSame(test, inherited.Test ?? [])) writeTest(writer, test)
  if (test[0] !== 'NONE') writeTimes(writer, own, inherited)
}

function writeTimes(writer: SpecWriter, own: Healthcheck, inherited: Healthcheck): void {
  if (own.Retries !== inherited.Retries) writer.number('health-retries', own.Retries)
  for (const [field, name] of times) {
    if (own[field] && own[field] !== inherited[field]) writer.text(name, printDuration(own[field]))
  }
}

function writeTest(writer: SpecWriter, [kind, ...test]: NonNullable<Healthcheck['Test']>): void {
  if (kind === 'NONE') writer.turn('no-healthcheck', true)
  else if (kind === 'CMD-SHELL') writer.text('health-cmd', test[0])
  else if (kind === 'CMD') {
    // A check of several words can only be given as a line for the container's shell.
    writer.text('health-cmd', test.map(quoteWord).join(' '))
    writer.lose('no-option', 'health-cmd', `Config.Healthcheck.Test ${JSON.stringify([kind, ...test])}`)
  }
}
