import { BookOpen, Check, Copy, SquareTerminal } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { printRun } from '../../../shared/docker-run/print-run.ts'
import { shells } from '../../../shared/docker-run/shell/shell.ts'
import { withConnection } from '../../../shared/docker-run/with-connection.ts'
import { isSecretName } from '../../../shared/secrets.ts'
import { copyText } from '../../actions/copy-text.ts'
import { setCommandTaste, useCommandTaste } from '../../store/command-taste.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { CommandParts } from './command-parts.tsx'
import styles from './command-strip.module.css'
import { useRunForm } from './form/form-context.ts'
import { commandPieces } from './model/command-pieces.ts'

/** Each of them is a button; a command of a hundred kilobytes has thousands. What is copied is whole. */
const mostPieces = 120

/** The command that does the same, as it grows; each part leads to the field that writes it. */
export function CommandStrip() {
  const { t } = useTranslation()
  const { written, focused, focusPart } = useRunForm()
  const { shell, flags } = useCommandTaste()
  const [isExplained, setExplained] = useState(false)
  const { endpoint } = useEngineStatus()
  const { spec } = written
  const pieces = useMemo(() => {
    const options = { shell, flags, layout: 'line', secrets: 'masked', isSecret: isSecretName } as const
    return commandPieces(withConnection(printRun(spec, options), endpoint))
  }, [spec, shell, flags, endpoint])
  // Blanks between them are pieces, too.
  const left = pieces.slice(mostPieces).filter(({ part }) => part !== null).length
  return (
    <section className={styles['strip']} aria-label={t('run.equivalent')}>
      <div className={styles['head']}>
        <SquareTerminal aria-hidden size={13} />
        <span className={styles['title']}>{t('run.equivalent')}</span>
        <Button
          variant="ghost"
          size="sm"
          icon={BookOpen}
          aria-expanded={isExplained}
          onClick={() => setExplained(!isExplained)}
        >
          {t('run.explain')}
        </Button>
        <CopyMenu />
      </div>
      <code className={styles['text']} lang="en">
        {pieces.slice(0, mostPieces).map(({ at, part, spans }) => {
          const text = spans.map((span) => (
            <span key={span.at} className={styles[span.kind]}>
              {span.text}
            </span>
          ))
          return part === null ? (
            <span key={at}>{text}</span>
          ) : (
            <button
              key={at}
              type="button"
              tabIndex={-1}
              className={classNames(styles['piece'], part === focused && styles['on'])}
              onClick={() => focusPart(part)}
            >
              {text}
            </button>
          )
        })}
        {left > 0 && <span className={styles['blank']}> {t('run.morePieces', { count: left })}</span>}
      </code>
      {isExplained && <CommandParts pieces={pieces.slice(0, mostPieces)} />}
    </section>
  )
}

/** Copies the command for a shell: secrets as the shell's own variables, or with their values. */
function CopyMenu() {
  const { t } = useTranslation()
  const { written } = useRunForm()
  const { shell, flags } = useCommandTaste()
  const { endpoint } = useEngineStatus()
  const [isCopied, setCopied] = useState(false)
  const copy = (secrets: 'variables' | 'plain') => {
    const options = { shell, flags, layout: 'lines', secrets, isSecret: isSecretName } as const
    const { text } = withConnection(printRun(written.spec, options), endpoint)
    void copyText(text)
    setCopied(true)
  }
  const items: readonly MenuEntry[] = [
    { kind: 'item', id: 'copy', label: t('run.copy'), onSelect: () => copy('variables') },
    { kind: 'item', id: 'plain', label: t('run.copyWithValues'), onSelect: () => copy('plain') },
    { kind: 'separator', id: 'line' },
    { kind: 'label', id: 'shell', label: t('run.shell') },
    ...shells.map(
      (each): MenuEntry => ({
        kind: 'item',
        id: each,
        label: t(`run.shells.${each}`),
        isChecked: each === shell,
        onSelect: () => setCommandTaste({ shell: each }),
      }),
    ),
    { kind: 'separator', id: 'line-2' },
    {
      kind: 'item',
      id: 'short',
      label: t('run.shortFlags'),
      isChecked: flags === 'short',
      onSelect: () => setCommandTaste({ flags: flags === 'short' ? 'long' : 'short' }),
    },
  ]
  return (
    <Menu
      align="end"
      items={items}
      onOpenChange={(isOpen) => {
        if (isOpen) setCopied(false)
      }}
      trigger={
        <Button variant="ghost" size="sm" icon={isCopied ? Check : Copy}>
          {t('run.copy')}
        </Button>
      }
    />
  )
}
