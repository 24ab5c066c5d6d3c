import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { deriveState } from '../container-state.ts'
import { StateGlyph } from '../ui/state-glyph.tsx'
import styles from './action-dialogs.module.css'

const mostNames = 8

/** The containers a question is about: the first eight by name, the rest as a number. */
export function NameList({ containers }: { readonly containers: readonly Container[] }) {
  const { t } = useTranslation()
  const more = containers.length - mostNames
  return (
    <ul className={styles['names']}>
      {containers.slice(0, mostNames).map((container) => (
        <li key={container.id} className={styles['item']}>
          <StateGlyph glyph={deriveState(container, 0).glyph} size={14} />
          <bdi className={styles['itemName']} title={container.name}>
            {container.name}
          </bdi>
        </li>
      ))}
      {more > 0 && <li className={styles['more']}>{t('asks.remove.andMore', { count: more })}</li>}
    </ul>
  )
}
