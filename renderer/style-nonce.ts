/** The nonce that the host put into the page; empty in development, where no policy is sent. */
export function pageNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
}

let isInstalled = false

/**
 * Gives every style element made from now on the page's nonce. The terminal library makes style elements and
 * knows no nonce; without one the Content-Security-Policy would leave the terminal unstyled.
 */
export function nonceStyleElements(): void {
  const nonce = pageNonce()
  if (isInstalled || nonce === '') return
  isInstalled = true
  const createElement = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}
