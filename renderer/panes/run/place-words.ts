import type { TFunction } from 'i18next'
import type { PlacedValue } from '../../../shared/docker-run/place-run.ts'

/** What a value comes to where it is run, or why it comes to nothing. */
export function placeSentence(value: PlacedValue, t: TFunction): string {
  switch (value.kind) {
    case 'becomes':
      return value.text === null ? t('run.place.secret') : value.text
    case 'environment':
      return t(value.isSet ? 'run.place.isSet' : 'run.place.isNotSet')
    case 'file':
      return value.count === null ? value.path : t('run.place.file', { path: value.path, count: value.count })
    case 'unreadable-file':
      return t('run.place.unreadable', { path: value.path })
    case 'invalid-file':
      return value.line === null
        ? t('run.place.invalid', { path: value.path })
        : t('run.place.invalidLine', { path: value.path, line: value.line })
    case 'not-set':
      return t('run.place.variable', { name: value.name })
    case 'shell-only':
      return t('run.place.shellOnly', { piece: value.piece })
  }
}
