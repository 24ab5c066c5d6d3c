import { X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../../app-context.ts'
import { deriveState, isMeasured, isRunning } from '../../../container-state.ts'
import { stateWord } from '../../../container-words.ts'
import { formatBinaryBytes, formatPercent } from '../../../format.ts'
import { useContainersView } from '../../../store/containers-view.ts'
import { useStoreVersion } from '../../../store/entity-store.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { KeyValue } from '../../../ui/key-value.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { useSums } from '../use-sums.ts'
import styles from './several-selected.module.css'

/** Several ticked containers together: their sums and their states. */
export function SeveralSelected({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { containers, stats } = useApp()
  const ticked = useContainersView((view) => view.ticked)
  useStoreVersion(containers)
  const chosen = [...ticked].map((id) => containers.get(id)).filter((container) => container !== undefined)
  const joined = chosen
    .filter(isMeasured)
    .map(({ id }) => id)
    .join()
  const measuredIds = useMemo(() => (joined === '' ? [] : joined.split(',')), [joined])
  useEffect(() => stats.watch(measuredIds), [stats, measuredIds])
  const sums = useSums(stats, measuredIds)
  return (
    <>
      <header className={styles['header']}>
        <h2 className={styles['title']}>{t('containers.panel.several', { count: chosen.length })}</h2>
        <IconButton label={t('containers.panel.close')} icon={X} shortcut="Esc" onClick={onClose} />
      </header>
      <div className={styles['body']}>
        <Section
          title={t('containers.panel.severalRunning', {
            running: chosen.filter(isRunning).length,
            total: chosen.length,
          })}
        >
          <KeyValueList>
            <KeyValue label={t('containers.panel.sumCpu')} value={formatPercent(sums.cpuPercent)} />
            <KeyValue label={t('containers.panel.sumMemory')} value={formatBinaryBytes(sums.memoryBytes)} />
          </KeyValueList>
        </Section>
        <ul className={styles['list']}>
          {chosen.map((container) => {
            const state = deriveState(container, 0)
            return (
              <li key={container.id} className={styles['item']}>
                <StateGlyph glyph={state.glyph} />
                <bdi className={styles['name']} title={container.name}>
                  {container.name}
                </bdi>
                <span className={styles['state']}>{stateWord(state, t)}</span>
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}
