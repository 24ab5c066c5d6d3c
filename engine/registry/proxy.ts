import type { Agent } from 'node:http'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { EngineError } from '../../shared/errors.ts'

/** A way to a registry that leads through somebody else's computer. */
export type Proxy = { readonly agent: Agent; readonly host: string }

/**
 * The proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name for an address; null for none. This computer itself
 * is never asked through one, as in the docker command. Throws `bad-request` for a proxy that is no address.
 */
export function proxyFor(url: URL): Proxy | null {
  const text = isLoopback(url.hostname) ? '' : getProxyForUrl(url.href)
  if (text === '') return null
  const address = URL.canParse(text) ? new URL(text) : null
  if (address === null || !/^https?:$/.test(address.protocol))
    throw new EngineError(
      'bad-request',
      'the proxy that the environment names is no http:// or https:// address',
    )
  const agent = url.protocol === 'https:' ? new HttpsProxyAgent(address) : new HttpProxyAgent(address)
  return { agent, host: address.host }
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname)
}
