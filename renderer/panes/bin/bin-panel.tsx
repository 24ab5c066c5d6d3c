import { Trash2, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { binCommands, restoreCommand } from '../../actions/bin/bin-actions.ts'
import { useApp } from '../../app-context.ts'
import { formatDateTime, formatDecimalBytes, shortId } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Section } from '../../ui/section.tsx'
import head from '../objects/panel-head.module.css'
import { whenGone } from './bin-list.tsx'
import { restoreOrAsk } from './bin-list-actions.ts'
import styles from './bin-panel.module.css'
import { useBinQuestion } from './bin-question.ts'
import { useContents } from './use-contents.ts'

type BinPanelProps = { readonly item: BinnedContainer; readonly onClose: () => void }

/** One container in the bin: what it was, when it goes, and what goes with it. */
export function BinPanel({ item, onClose }: BinPanelProps) {
  const { t } = useTranslation()
  const { name, reason } = item
  return (
    <>
      <header className={head['header']}>
        <div className={head['title']}>
          <h2 className={head['name']} title={name}>
            <bdi>{name}</bdi>
          </h2>
          {reason !== 'removed' && (
            <Badge tone={reason === 'cut-off' ? 'bad' : 'neutral'}>{t(`bin.reason.${reason}`)}</Badge>
          )}
          <IconButton label={t('objects.closePanel')} icon={X} shortcut="Esc" onClick={onClose} />
        </div>
        <Actions item={item} />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
      <div className={styles['body']} role="region" aria-label={name} tabIndex={0}>
        {reason !== 'removed' && (
          <p className={styles['note']}>
            {t(reason === 'replaced' ? 'bin.panel.replacedNote' : 'bin.panel.cutOffNote')}
          </p>
        )}
        <Facts item={item} />
        <Contents item={item} />
      </div>
    </>
  )
}

function Actions({ item }: { readonly item: BinnedContainer }) {
  const { t } = useTranslation()
  const app = useApp()
  const ask = useBinQuestion()
  const { id, name, engineName } = item
  return (
    <div className={styles['actions']}>
      <Button icon={Undo2} command={restoreCommand(item)} onClick={() => restoreOrAsk(app, ask, [item])}>
        {t('bin.action.restore')}
      </Button>
      <span className={styles['space']} />
      <IconButton
        label={t('bin.named.remove', { name })}
        icon={Trash2}
        shortcut="Delete"
        command={binCommands().remove({ names: [engineName], volumes: false })}
        onClick={() => ask({ kind: 'remove', ids: [id] })}
      />
    </div>
  )
}

function Facts({ item }: { readonly item: BinnedContainer }) {
  const { t } = useTranslation()
  const nowMs = useNow(30_000)
  const { former, expiresAtMs } = item
  const when = whenGone(expiresAtMs, nowMs, t)
  return (
    <Section title={t('bin.panel.facts')}>
      <KeyValueList>
        <KeyValue label={t('bin.panel.image')} value={item.image} isMono copyText={item.image} />
        <KeyValue label={t('bin.panel.former')} value={t(`bin.run.${former.run}`)} />
        <KeyValue label={t('bin.panel.restart')} value={former.restart.name} isMono />
        <KeyValue label={t('bin.panel.binned')} value={formatDateTime(item.binnedAtMs)} />
        <KeyValue
          label={t('bin.panel.expires')}
          value={expiresAtMs === null ? when : `${formatDateTime(expiresAtMs)} (${when})`}
        />
        <KeyValue
          label={t('bin.panel.engineName')}
          value={<span title={t('bin.panel.engineNameNote')}>{item.engineName}</span>}
          isMono
          copyText={item.engineName}
        />
      </KeyValueList>
      <p className={styles['hint']}>{t('bin.panel.engineNameNote')}</p>
    </Section>
  )
}

function Contents({ item }: { readonly item: BinnedContainer }) {
  const { t } = useTranslation()
  const contents = useContents([item.id])[item.id]
  const volumes = contents?.anonymousVolumes ?? []
  const written =
    contents === undefined
      ? t('bin.emptyDialog.measuring')
      : contents === null || contents.writtenBytes === null
        ? t('bin.panel.unknown')
        : formatDecimalBytes(contents.writtenBytes)
  return (
    <Section title={t('bin.panel.contents')}>
      <KeyValueList>
        <KeyValue label={t('bin.panel.written')} value={written} />
        <KeyValue
          label={t('bin.panel.volumes')}
          value={volumes.length === 0 ? t('bin.panel.noVolumes') : volumes.map(shortId).join(', ')}
          isMono={volumes.length > 0}
        />
      </KeyValueList>
    </Section>
  )
}
