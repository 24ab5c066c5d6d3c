import { expect, test } from 'vitest'
import { en } from './en.ts'
import { enPanes } from './en-panes.ts'
import { zhCn } from './zh-cn.ts'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  )
}

const english = new Map(flatten({ ...en, ...enPanes }))
const chinese = new Map(flatten(zhCn))
const placeholders = (text: string) => (text.match(/\{\{\s*[\w.]+[^}]*\}\}|<\/?\d+>/g) ?? []).toSorted()

test('every English string has its Chinese one, and none is left over', () => {
  const needed = [...english.keys()].filter((key) => !key.endsWith('_one'))
  expect([...chinese.keys()].toSorted()).toEqual(needed.toSorted())
})

test('both languages fill in the same values', () => {
  const different = [...chinese].filter(([key, text]) => {
    const source = english.get(key) ?? ''
    return placeholders(text).join() !== placeholders(source).join()
  })
  expect(different).toEqual([])
})

test('Chinese uses full-width punctuation and plain address', () => {
  const wrong = [...chinese].filter(([, text]) =>
    /[\u4e00-\u9fff][,;:!?](?!\/)|[\u4e00-\u9fff]\.(?!\w)|您|请/.test(text),
  )
  expect(wrong).toEqual([])
})

test('Chinese keeps a space beside Latin letters', () => {
  const wrong = [...chinese].filter(([, text]) =>
    /[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]/.test(text),
  )
  expect(wrong).toEqual([])
})

test('English has no exclamation marks, no please and no success stories', () => {
  const wrong = [...english].filter(([, text]) => /!|\bplease\b|successfully|\boops\b/i.test(text))
  expect(wrong).toEqual([])
})
