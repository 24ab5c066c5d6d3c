import { BookOpen, X } from 'lucide-react'
import { Fragment, type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toComposeService } from '../../../shared/docker-run/compose.ts'
import { parseRun } from '../../../shared/docker-run/parse-run.ts'
import { textOf } from '../../../shared/docker-run/run-spec.ts'
import { closeExplain } from '../../actions/explain-store.ts'
import { useApp } from '../../app-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { composeForm } from './compose-form.ts'
import styles from './explain-card.module.css'
import { type ExplainedCommand, explainLine } from './explain-line.ts'

/** Stands in the sentence about ids where the container is not known. */
const anId = '3f2a9c81d0b4'

/** Says what a command does, above the status bar. Not modal: the list behind it can be used. */
export function ExplainCard({ command }: { readonly command: string }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const titleId = useId()
  const card = useFocusReturn()
  const named = new Map([...containers.all()].map((container) => [container.name, container]))
  const idOf = (text: string) => [...named.keys()].find((name) => text.split(' ').includes(name))
  const explained = explainLine(command, t, named.get(idOf(command) ?? '')?.id ?? anId)
  const [only] = explained
  const compose =
    only && explained.length === 1
      ? composeForm(only.line, (name) => named.get(name)?.compose?.service ?? null)
      : null
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    closeExplain()
  }
  return (
    // Escape closes it, as an addition to its button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={card}
      className={styles['card']}
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className={styles['header']}>
        <BookOpen aria-hidden size={16} />
        <h2 id={titleId} className={styles['title']}>
          {t('explain.title')}
        </h2>
        <IconButton label={t('explain.close')} icon={X} shortcut="Esc" onClick={closeExplain} />
      </header>
      <div className={styles['body']}>
        {explained.map((each, index) => (
          <Command key={each.line.start} explained={each} number={explained.length > 1 ? index + 1 : null} />
        ))}
        {explained.length === 1 && <ComposeFile command={command} />}
      </div>
      <footer className={styles['footer']}>
        {compose !== null && (
          <span className={styles['compose']}>
            {t('explain.inProject')}
            <code lang="en">{compose}</code>
          </span>
        )}
        <CopyButton text={command} label={t('shell.copyCommand')} caption={t('explain.copy')} />
      </footer>
    </section>
  )
}

/** The Compose service that makes the same container, of a command that makes one. */
function ComposeFile({ command }: { readonly command: string }) {
  const { t } = useTranslation()
  const titleId = useId()
  const { spec } = parseRun(command)
  if (spec === null || spec.image === '') return null
  return (
    <section className={styles['file']} aria-labelledby={titleId}>
      <h3 id={titleId}>{t('explain.composeFile')}</h3>
      <pre lang="en">{toComposeService(spec, textOf(spec, 'name') ?? 'app').yaml}</pre>
    </section>
  )
}

type CommandProps = { readonly explained: ExplainedCommand; readonly number: number | null }

function Command({ explained, number }: CommandProps) {
  const { t } = useTranslation()
  return (
    <>
      <p className={styles['summary']}>
        {number !== null && `${t('explain.step', { number })} `}
        {explained.summary}
      </p>
      <dl className={styles['rows']}>
        {explained.rows.map(({ text, meaning, isDefault }, index) => (
          // A word may stand twice in a command; its place tells it apart.
          // oxlint-disable-next-line react/no-array-index-key
          <Fragment key={`${index} ${text}`}>
            <dt className={classNames(styles['part'], isDefault && styles['left'])} lang="en">
              {text}
            </dt>
            <dd className={classNames(styles['meaning'], isDefault && styles['left'])}>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

/** Takes the focus while it is open, and gives it back. */
function useFocusReturn() {
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const element = card.current
    element?.focus({ preventScroll: true })
    return () => {
      if (
        before instanceof HTMLElement &&
        (document.activeElement === document.body || !document.activeElement)
      )
        before.focus({ preventScroll: true })
    }
  }, [])
  return card
}
