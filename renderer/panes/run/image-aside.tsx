import { Check, History, Plus, Save, Trash2 } from 'lucide-react'
import type { FormEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findOption } from '../../../shared/docker-run/run-options.ts'
import { isSecretName } from '../../../shared/secrets.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useRunForm } from './form/form-context.ts'
import styles from './image-aside.module.css'
import { type Draft, draftOf } from './model/draft.ts'
import { type Expectation, expectationsOf } from './model/expectations.ts'
import { suggestHostPort } from './model/ports.ts'
import { mountRow, portRow, variableRow } from './model/rows.ts'
import { deleteTemplate, type KeptRun, saveTemplate, useRunMemory } from './model/run-memory.ts'

type ImageAsideProps = { readonly onFill: (draft: Draft) => void }

/** Beside the form: what the image is made to be given, what ran before, what the field is about. */
export function ImageAside({ onFill }: ImageAsideProps) {
  const { t } = useTranslation()
  const { editedId } = useRunForm()
  const { recent, templates } = useRunMemory()
  return (
    <aside className={styles['aside']} aria-label={t('run.aside')}>
      <Expectations />
      {editedId === null && recent.length > 0 && (
        <Kept title={t('run.recent')} runs={recent.slice(0, 4)} onFill={onFill} />
      )}
      {editedId === null && templates.length > 0 && (
        <Kept title={t('run.templates')} runs={templates} onFill={onFill} onDelete={deleteTemplate} />
      )}
      <KeepAsTemplate />
      <AboutField />
    </aside>
  )
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['block']} aria-label={title}>
      <h3 className={styles['title']}>{title}</h3>
      {children}
    </section>
  )
}

function Expectations() {
  const { t } = useTranslation()
  const { draft, image } = useRunForm()
  const expected = expectationsOf(draft, image.details)
  if (draft.image.trim() === '') return null
  return (
    <Block title={t('run.expects')}>
      {expected.length === 0 && (
        <p className={styles['text']}>
          {t(image.image === null ? 'run.expectsUnknown' : 'run.expectsNothing')}
        </p>
      )}
      <ul className={styles['list']}>
        {expected.map((one) => (
          <li key={`${one.kind}-${one.subject}`} className={styles['line']}>
            <code
              className={styles['subject']}
              title={isSecretName(one.subject) ? undefined : (one.byDefault ?? undefined)}
            >
              {one.subject}
            </code>
            {one.isMet ? (
              <span className={styles['met']}>
                <Check aria-hidden size={13} />
                {t(`run.met.${one.kind}`)}
              </span>
            ) : (
              <Add expectation={one} />
            )}
          </li>
        ))}
      </ul>
    </Block>
  )
}

function Add({ expectation: { kind, subject, isNeeded, byDefault } }: { readonly expectation: Expectation }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const { edit, listeners } = useRunForm()
  const add = () =>
    edit((draft): Draft => {
      if (kind === 'variable') {
        const row = { ...variableRow(), name: subject, value: byDefault ?? '' }
        return { ...draft, variables: [...draft.variables, row] }
      }
      if (kind === 'folder') {
        const name = `${draft.texts['name'] || 'data'}_${subject.replaceAll(/[^\w]+/g, '_').replace(/^_|_$/g, '')}`
        return { ...draft, mounts: [...draft.mounts, mountRow('volume', `${name}:${subject}`)] }
      }
      const row = portRow(subject)
      const port = suggestHostPort(Number(row.container), draft.ports, {
        containers: [...containers.all()],
        listeners,
      })
      return { ...draft, ports: [...draft.ports, { ...row, host: port === null ? '' : String(port) }] }
    })
  return (
    <button
      type="button"
      className={styles['add']}
      aria-label={t('run.addNamed', { name: subject })}
      onClick={add}
    >
      {t(isNeeded ? 'run.addNeeded' : 'run.add')}
    </button>
  )
}

type KeptProps = {
  readonly title: string
  readonly runs: readonly KeptRun[]
  readonly onFill: (draft: Draft) => void
  readonly onDelete?: (name: string) => void
}

function Kept({ title, runs, onFill, onDelete }: KeptProps) {
  const { t } = useTranslation()
  const nowMs = useNow(60_000)
  return (
    <Block title={title}>
      <ul className={styles['list']}>
        {runs.map(({ name, spec, atMs }) => (
          <li key={name} className={styles['line']}>
            <button
              type="button"
              className={styles['kept']}
              title={spec.image}
              onClick={() => onFill(draftOf(spec))}
            >
              {onDelete ? <Save aria-hidden size={13} /> : <History aria-hidden size={13} />}
              <bdi>{name}</bdi>
            </button>
            {onDelete ? (
              <IconButton
                size="sm"
                icon={Trash2}
                label={t('run.deleteTemplate', { name })}
                onClick={() => onDelete(name)}
              />
            ) : (
              <span className={styles['when']}>{formatAgo(atMs, nowMs)}</span>
            )}
          </li>
        ))}
      </ul>
    </Block>
  )
}

/** Keeps what stands in the form under a name. */
function KeepAsTemplate() {
  const { t } = useTranslation()
  const { written, draft } = useRunForm()
  const [name, setName] = useState<string | null>(null)
  const isNaming = name !== null
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [isNaming])
  if (draft.image.trim() === '') return null
  if (name === null) {
    return (
      <div>
        <Button variant="ghost" size="sm" icon={Plus} onClick={() => setName(draft.texts['name'] ?? '')}>
          {t('run.saveTemplate')}
        </Button>
      </div>
    )
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (name.trim() === '') return
    saveTemplate(name.trim(), written.spec, Date.now())
    setName(null)
  }
  return (
    <form className={styles['block']} onSubmit={save}>
      <TextField
        inputRef={field}
        label={t('run.templateName')}
        hint={t('run.templateHint')}
        value={name}
        onChange={setName}
      />
      <div className={styles['buttons']}>
        <Button size="sm" onClick={() => setName(null)}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" type="submit">
          {t('run.save')}
        </Button>
      </div>
    </form>
  )
}

/** What the field with the focus is about. */
function AboutField() {
  const { t } = useTranslation()
  const { focused } = useRunForm()
  const name = (focused ?? '').split(':')[0] ?? ''
  const option = findOption(name)
  if (name === 'image' || name === 'command')
    return <About title={t(`run.${name}`)} text={t(`run.about.${name}`)} />
  if (name === 'publish') return <About title={t('run.aboutPorts')} text={t('run.about.publish')} />
  return option && <About title={`--${option.name}`} text={t(`runOptions.${option.name}`)} />
}

function About({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Block title={title}>
      <p className={styles['text']}>{text}</p>
    </Block>
  )
}
