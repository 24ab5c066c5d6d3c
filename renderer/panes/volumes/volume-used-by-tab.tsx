import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isInMotion, type VolumeUse, volumeUses } from '../../actions/volumes/volume-uses.ts'
import { useApp } from '../../app-context.ts'
import { deriveState } from '../../container-state.ts'
import { formatRoute } from '../../router.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { Badge } from '../../ui/badge.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './volume-tabs.module.css'

/** Every container that mounts the volume, where, and whether it may write. */
export function VolumeUsedByTab({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  useStoreVersion(containers)
  const uses = volumeUses(containers.all()).get(name) ?? []
  if (uses.length === 0) return <p className={styles['lead']}>{t('volumes.panel.nobody')}</p>
  return (
    <>
      {!uses.some(({ container }) => isInMotion(container)) && (
        <p className={styles['lead']}>{t('volumes.panel.lastUse')}</p>
      )}
      <ul className={styles['uses']}>
        {uses.map((use) => (
          <Use key={`${use.container.id} ${use.target}`} use={use} />
        ))}
      </ul>
    </>
  )
}

function Use({ use: { container, target, isReadOnly } }: { readonly use: VolumeUse }) {
  const { t } = useTranslation()
  return (
    <li className={styles['use']}>
      <StateGlyph glyph={deriveState(container, 0).glyph} size={14} />
      <a
        className={styles['user']}
        href={formatRoute({ pane: 'container', id: container.id, tab: 'logs' })}
        title={container.name}
      >
        <bdi>{container.name}</bdi>
      </a>
      <ArrowRight aria-hidden className={styles['arrow']} />
      <bdi className={styles['target']} title={target}>
        {target}
      </bdi>
      <Badge tone="neutral">{t(isReadOnly ? 'volumes.panel.readOnly' : 'volumes.panel.readWrite')}</Badge>
    </li>
  )
}
