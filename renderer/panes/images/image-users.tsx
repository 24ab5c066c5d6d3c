import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { Image } from '../../../shared/image.ts'
import { useApp } from '../../app-context.ts'
import { deriveState } from '../../container-state.ts'
import { stateDetail, stateWord } from '../../container-words.ts'
import { useNow } from '../../hooks/use-now.ts'
import { containersByImage } from '../../image-use.ts'
import { formatRoute } from '../../router.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './image-users.module.css'

/** Containers made from an image, running or not, each with the way to it. */
export function ImageUsers({ image }: { readonly image: Image }) {
  const { t } = useTranslation()
  const { containers, bin } = useApp()
  useStoreVersion(containers)
  useStoreVersion(bin)
  const users = containersByImage([image], containers.all()).get(image.id) ?? []
  const kept = containersByImage([image], bin.all()).get(image.id) ?? []
  if (users.length + kept.length === 0) return <p className={styles['none']}>{t('images.users.none')}</p>
  return (
    <ul className={styles['list']}>
      {users.map((container) => (
        <User key={container.id} container={container} />
      ))}
      {kept.length > 0 && (
        <li>
          <a className={styles['user']} href={formatRoute({ pane: 'bin', id: null })}>
            {t('images.inBin', { count: kept.length, names: kept.map(({ name }) => name).join(', ') })}
          </a>
        </li>
      )}
    </ul>
  )
}

function User({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const nowMs = useNow(30_000)
  const state = deriveState(container, nowMs)
  return (
    <li>
      <a
        className={styles['user']}
        href={formatRoute({ pane: 'container', id: container.id, tab: 'logs' })}
        aria-label={t('images.users.open', { name: container.name })}
      >
        <StateGlyph glyph={state.glyph} />
        <bdi className={styles['name']}>{container.name}</bdi>
        <span className={styles['state']}>
          {stateWord(state, t)} {stateDetail(state, nowMs, t)}
        </span>
      </a>
    </li>
  )
}
