import { Container, Globe, Radar, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openEditDialog } from '../../actions/run-dialog-store.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { describeError } from '../../messages.ts'
import { openExternal } from '../../open-external.ts'
import { navigate } from '../../router.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Section } from '../../ui/section.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { addressOf, commandOf, linkOf } from './port-actions.ts'
import { askPorts, usePortAnswers, whyNotAsked } from './port-answers.ts'
import styles from './port-panel.module.css'
import type { PortRow } from './port-rows.ts'
import {
  answerGlyph,
  answerWord,
  conflictText,
  explainAnswer,
  familyWord,
  holderWord,
  portWord,
  reachWord,
} from './port-words.ts'

type PortPanelProps = { readonly item: PortRow; readonly onClose: () => void }

/** One port: who has it, what stands against it, whether it answers. */
export function PortPanel({ item, onClose }: PortPanelProps) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const command = commandOf(item, endpoint)
  return (
    <>
      <header className={styles['header']}>
        <h2 className={styles['name']}>
          {portWord(item, t)}
          <span className={styles['protocol']}>{item.protocol}</span>
        </h2>
        <IconButton label={t('objects.closePanel')} icon={X} shortcut="Esc" onClick={onClose} />
      </header>
      <div className={styles['body']}>
        <Actions row={item} />
        {item.rivals.length > 0 && <Conflicts row={item} />}
        <Answer row={item} />
        <Section title={t('ports.panel.facts')}>
          <Facts row={item} />
        </Section>
        {command !== null && (
          <Section title={t('ports.panel.command')}>
            <div className={styles['command']}>
              <CommandLine command={command} />
              <CopyButton text={command} label={t('ports.action.copyCommand')} />
            </div>
          </Section>
        )}
      </div>
    </>
  )
}

function Actions({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const link = linkOf(row, endpoint)
  const { holder } = row
  return (
    <div className={styles['actions']}>
      {link && (
        <Button icon={Globe} onClick={() => openExternal(link.url)}>
          {t('ports.action.open')}
        </Button>
      )}
      {holder.kind === 'container' && (
        <Button icon={Container} onClick={() => navigate({ pane: 'container', id: holder.id, tab: 'logs' })}>
          {t('ports.action.container')}
        </Button>
      )}
    </div>
  )
}

/** What cannot stand beside this port, and the way out: another port, or the other stopped. */
function Conflicts({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  return (
    <Section title={t('ports.panel.conflicts')}>
      <ul className={styles['conflicts']}>
        {row.rivals.map((rival) => {
          const waiting = [row, rival].find(({ isHeld }) => !isHeld)?.holder
          const holding = [row, rival].find(({ isHeld }) => isHeld)?.holder
          return (
            <li key={rival.id} className={styles['conflict']}>
              <StateGlyph glyph="unhealthy" size={15} />
              <div>
                <p className={styles['text']}>{conflictText(row, rival, t)}</p>
                <div className={styles['actions']}>
                  {waiting?.kind === 'container' && (
                    <Button size="sm" onClick={() => openEditDialog(waiting.id)}>
                      {t('ports.action.edit', { name: waiting.name })}
                    </Button>
                  )}
                  {holding?.kind === 'container' && (
                    <Button
                      size="sm"
                      title={actions.command('stop', [holding.id]) ?? undefined}
                      onClick={() => actions.run('stop', [holding.id])}
                    >
                      {t('ports.action.stop', { name: holding.name })}
                    </Button>
                  )}
                </div>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Answer({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const app = useApp()
  const nowMs = useNow(10_000)
  const asked = usePortAnswers((state) => state.asked[row.id])
  const why = whyNotAsked(row)
  return (
    <Section
      title={t('ports.panel.answer')}
      note={asked?.state === 'answered' ? formatAgo(asked.atMs, nowMs) : undefined}
    >
      <div role="status">
        {asked?.state === 'answered' && (
          <div className={styles['conflict']}>
            <StateGlyph glyph={answerGlyph(asked.answer)} size={15} />
            <div>
              <strong className={styles['word']}>{answerWord(asked.answer, t)}</strong>
              <p className={styles['text']}>{explainAnswer(row, asked.answer, t)}</p>
            </div>
          </div>
        )}
        {asked?.state === 'failed' && <p className={styles['text']}>{describeError(asked.error, t).text}</p>}
      </div>
      <Button
        icon={Radar}
        isWorking={asked?.state === 'asking'}
        disabledReason={why && t(why === 'wanted' ? 'ports.notHeld' : 'ports.notProbed')}
        onClick={() => void askPorts(app, [row])}
      >
        {t(asked?.state === 'asking' ? 'ports.asking' : 'ports.action.ask')}
      </Button>
    </Section>
  )
}

function Facts({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { holder, addresses, containerPort, protocol, isHeld } = row
  const owner = holder.kind === 'program' ? holder.owner : null
  const address = addressOf(row, endpoint)
  return (
    <KeyValueList>
      <KeyValue
        label={t(isHeld ? 'ports.column.holder' : 'ports.panel.wantedBy')}
        value={holderWord(row, t)}
        copyText={holderWord(row, t)}
      />
      {owner && <KeyValue label="PID" value={owner.pid} isMono copyText={String(owner.pid)} />}
      {owner && owner.command !== '' && (
        <KeyValue label={t('ports.panel.program')} value={owner.command} isMono copyText={owner.command} />
      )}
      <KeyValue label={t('ports.column.reach')} value={`${reachWord(row, t)} (${familyWord(row)})`} />
      <KeyValue label={t('ports.panel.addresses')} value={addresses.join(', ')} isMono />
      {containerPort !== null && (
        <KeyValue label={t('ports.column.inside')} value={`${containerPort}/${protocol}`} isMono />
      )}
      {isHeld && <KeyValue label={t('ports.panel.address')} value={address} isMono copyText={address} />}
    </KeyValueList>
  )
}
