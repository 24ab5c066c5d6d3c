/** Stands in the built index.html wherever the page needs the nonce of the response that carries it. */
export const noncePlaceholder = '__BAYPLAN_CSP_NONCE__'

/**
 * The Content-Security-Policy of every page response, the same in both hosts. Scripts come from the bundle
 * alone; a style element needs the nonce, because the terminal makes style elements while it runs.
 * `nonce` is base64 and new for each response. `socket` is where a page of the web host finds its WebSocket;
 * not every browser counts that as 'self'.
 */
export function contentSecurityPolicy(nonce: string, socket = ''): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`.trimEnd(),
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * On top of it for a page that has called `allowOwnWorkers`: text becomes neither markup nor script. Not for
 * the response of a worker's script, which would have to make a policy of its own.
 */
export const trustedTypesPolicy = "require-trusted-types-for 'script'; trusted-types default"

/** The page with its nonce filled in. */
export function withNonce(html: string, nonce: string): string {
  return html.replaceAll(noncePlaceholder, nonce)
}
