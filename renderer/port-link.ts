import type { Container, PortBinding } from '../shared/container.ts'
import type { Endpoint } from '../shared/engine.ts'

export type PortLink = {
  readonly url: string
  /** Without the scheme, as one would type it. */
  readonly address: string
  readonly hostPort: number
}

const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::', ''])

/** Where published ports answer: this computer, or the one a remote engine runs on. */
export function engineHostname(endpoint: Endpoint | null): string {
  const remote = /^(?:tcp|https?|ssh):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(endpoint?.host ?? '')?.[1]
  return remote === undefined || remote === '127.0.0.1' || remote === '[::1]' ? 'localhost' : remote
}

function hostnameOf(binding: PortBinding, endpoint: Endpoint | null): string {
  const own = binding.hostIps.find((address) => !everyAddress.has(address))
  const isOpenToAll =
    binding.hostIps.length === 0 || binding.hostIps.some((address) => everyAddress.has(address))
  if (isOpenToAll || own === undefined) return engineHostname(endpoint)
  if (own.startsWith('127.')) return 'localhost'
  return own.includes(':') ? `[${own}]` : own
}

/** The address a published TCP port answers at; null for what no browser can open. */
export function portLink(binding: PortBinding, endpoint: Endpoint | null): PortLink | null {
  if (binding.hostPort === null || binding.protocol !== 'tcp') return null
  const scheme = binding.containerPort === 443 ? 'https' : 'http'
  const address = `${hostnameOf(binding, endpoint)}:${binding.hostPort}`
  return { url: `${scheme}://${address}`, address, hostPort: binding.hostPort }
}

/** Links of all published TCP ports, lowest port first. */
export function portLinks(container: Container, endpoint: Endpoint | null): readonly PortLink[] {
  const links = container.ports.map((binding) => portLink(binding, endpoint))
  return links.filter((link) => link !== null).sort((a, b) => a.hostPort - b.hostPort)
}
