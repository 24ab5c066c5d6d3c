import { expect, test } from 'vitest'

const sheets = import.meta.glob<string>('../**/*.css', { query: '?raw', import: 'default', eager: true })
const sources = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const withoutComments = (css: string) => css.replaceAll(/\/\*[\s\S]*?\*\//g, '')

/** Mixing two tokens is no raw colour. */
const rawColour =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(|:\s*(?:white|black|red|gray|grey)\b/gi

test('raw colours stand in tokens.css alone, so that both themes stay whole', () => {
  const found = Object.entries(sheets)
    .filter(([path]) => !path.endsWith('/tokens.css'))
    .flatMap(([path, css]) =>
      (withoutComments(css).match(rawColour) ?? []).map((colour) => `${path}: ${colour}`),
    )
  expect(Object.keys(sheets).length).toBeGreaterThan(40)
  expect(found).toEqual([])
})

test('every custom property that a style uses is set somewhere', () => {
  const setInStyles = Object.values(sheets).flatMap((css) => css.match(/--[a-z0-9-]+(?=\s*:)/g) ?? [])
  const setInCode = Object.values(sources).flatMap(
    (code) => code.match(/(?<=['"])--[a-z0-9-]+(?=['"])/g) ?? [],
  )
  const setByBaseUi = ['--available-height', '--available-width', '--anchor-width', '--transform-origin']
  const known = new Set([...setInStyles, ...setInCode, ...setByBaseUi])
  const unknown = Object.entries(sheets).flatMap(([path, css]) =>
    [...withoutComments(css).matchAll(/var\((--[a-z0-9-]+)/g)]
      .filter(([, name = '']) => !known.has(name))
      .map(([, name]) => `${path}: ${name}`),
  )
  expect(unknown).toEqual([])
})
