type PolicyRules = { readonly createScriptURL: (url: string) => string | null }
type TrustedTypes = { readonly createPolicy: (name: string, rules: PolicyRules) => unknown }

/**
 * Makes the page's one policy for Trusted Types, where the browser knows them: workers may come from the
 * page's own origin. There is no rule for markup or script, so none can be made from text.
 */
export function allowOwnWorkers(): void {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes }
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
  })
}
