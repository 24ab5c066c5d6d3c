/* Module hook: `electron` is the stand-in's, for `import` as for `require` (see boot.mjs). */
export function resolve(specifier, context, next) {
  if (specifier !== 'electron') return next(specifier, context)
  return { url: new URL('electron-module.mjs', import.meta.url).href, shortCircuit: true }
}
