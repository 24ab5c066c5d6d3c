import { BookOpen, Copy, Eraser, RotateCw, Save } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../../actions/copy-text.ts'
import { explainCommand } from '../../actions/explain-store.ts'
import { closeTool, openPalette } from '../../actions/tools-store.ts'
import { formatDateTime, formatDuration, notApplicable } from '../../format.ts'
import { clearLog, type LoggedCommand, useCommandLog } from '../../store/command-log.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { withoutEngine } from '../without-engine.ts'
import styles from './log-dialog.module.css'
import { toShellScript } from './shell-script.ts'

/** All that was done, to read, repeat and take along. */
export function LogDialog() {
  const { t } = useTranslation()
  const commands = useCommandLog((state) => state.commands)
  const why = commands.length === 0 ? t('commandLog.empty') : null
  return (
    <Dialog
      open
      size="lg"
      title={t('commandLog.title')}
      onClose={closeTool}
      footer={
        <>
          <span className={styles['count']}>{t('commandLog.count', { count: commands.length })}</span>
          <Button icon={Eraser} disabledReason={why} onClick={clearLog}>
            {t('commandLog.clear')}
          </Button>
          <Button icon={Save} disabledReason={why} onClick={() => saveScript(commands)}>
            {t('commandLog.export')}
          </Button>
        </>
      }
    >
      {commands.length === 0 ? (
        <EmptyState title={t('commandLog.empty')} text={t('commandLog.emptyText')} />
      ) : (
        <>
          <p className={styles['text']}>{t('commandLog.text')}</p>
          <ul className={styles['list']} aria-label={t('commandLog.list')}>
            {commands.map((each) => (
              <Row key={each.id} logged={each} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function Row({ logged }: { readonly logged: LoggedCommand }) {
  const { t } = useTranslation()
  const { command, result, atMs, tookMs } = logged
  const named = { command: command.slice(0, 200) }
  const after = (next: () => void) => () => {
    closeTool()
    // What it opens takes the focus after the dialog has given it back.
    requestAnimationFrame(next)
  }
  return (
    <li className={styles['row']}>
      <StateGlyph glyph={result === 'ok' ? 'done' : 'failed'} size={14} label={t(`commandLog.${result}`)} />
      <time className={styles['time']} dateTime={new Date(atMs).toISOString()}>
        {formatDateTime(atMs)}
      </time>
      <CommandLine command={withoutEngine(command)} isOneLine />
      <span className={styles['took']}>{tookMs === null ? notApplicable : formatDuration(tookMs)}</span>
      <IconButton
        size="sm"
        icon={Copy}
        label={t('commandLog.copy', named)}
        onClick={() => void copyText(command)}
      />
      <IconButton
        size="sm"
        icon={RotateCw}
        label={t('commandLog.again', named)}
        onClick={() => openPalette(command)}
      />
      <IconButton
        size="sm"
        icon={BookOpen}
        label={t('commandLog.explain', named)}
        onClick={after(() => explainCommand(command))}
      />
    </li>
  )
}

function saveScript(commands: readonly LoggedCommand[]): void {
  const script = toShellScript(commands, Date.now())
  const url = URL.createObjectURL(new Blob([script], { type: 'text/x-shellscript' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'bayplan.sh'
  link.click()
  // The download has begun to read it when this task is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
