import { expect, it } from 'vitest'
import { linkTarget } from './link-target.ts'

it.each([
  ['https://docs.example/a?b#c', 'https://docs.example/a?b#c'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  // Shown as it is looked up, so that letters of other scripts cannot imitate a name.
  ['https://аpple.example', 'https://xn--pple-43d.example/'],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  ['data:text/html,<script>', null],
  ['file:///etc/passwd', null],
  ['smb://evil/share', null],
  ['vscode://file/etc', null],
  ['https://bank.example@evil.example/', null],
  ['https://:x@evil.example/', null],
  ['//evil.example', null],
  ['', null],
])('a link to %s leads to %s', (uri, target) => {
  expect(linkTarget(uri)).toBe(target)
})
