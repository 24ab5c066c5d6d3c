import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shells } from '../../../shared/docker-run/shell/shell.ts'
import { isCancelled } from '../../../shared/errors.ts'
import type { ContainerSpec } from '../../../shared/run-contract.ts'
import { copyText } from '../../actions/copy-text.ts'
import { closeTool } from '../../actions/tools-store.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { setCommandTaste, useCommandTaste } from '../../store/command-taste.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './copy-as-dialog.module.css'
import { hasSecrets, type WrittenForm, writeContainer, writtenForms } from './write-container.ts'

/** Writes a container out as a command, a Compose service or JSON, to copy. */
export function CopyAsDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const [name] = useState(() => containers.get(id)?.name ?? id)
  const { found, error } = useSpec(id)
  const [form, setForm] = useState<WrittenForm>('command')
  const taste = useCommandTaste()
  const written = found && writeContainer(found.spec, { form, ...taste, hasValues: false })
  const copy = (hasValues: boolean) => {
    if (!found) return
    closeTool()
    void copyText(writeContainer(found.spec, { form, ...taste, hasValues }).text)
  }
  const isSecret = found !== null && hasSecrets(found.spec)
  const why = found === null ? t('copyAs.reading') : null
  return (
    <Dialog
      open
      size="lg"
      title={t('copyAs.title', { name })}
      onClose={closeTool}
      footer={
        <>
          <span className={styles['note']}>{isSecret && t('copyAs.secretsNote')}</span>
          {isSecret && <Button onClick={() => copy(true)}>{t('copyAs.copyWithValues')}</Button>}
          <Button variant="primary" disabledReason={why} onClick={() => copy(false)}>
            {t('copyAs.copy')}
          </Button>
        </>
      }
    >
      <div className={styles['choices']}>
        <Segmented
          label={t('copyAs.form')}
          value={form}
          onChange={setForm}
          options={writtenForms.map((each) => ({ id: each, label: t(`copyAs.forms.${each}`) }))}
        />
        {form === 'command' && (
          <>
            <Segmented
              label={t('copyAs.shell')}
              value={taste.shell}
              onChange={(shell) => setCommandTaste({ shell })}
              options={shells.map((each) => ({ id: each, label: t(`run.shells.${each}`) }))}
            />
            <Segmented
              label={t('copyAs.flags')}
              value={taste.flags}
              onChange={(flags) => setCommandTaste({ flags })}
              options={(['long', 'short'] as const).map((each) => ({
                id: each,
                label: t(`copyAs.flagForms.${each}`),
              }))}
            />
          </>
        )}
      </div>
      {error !== null && <ErrorPanel {...describeError(error, t)} />}
      {error === null && !written && <Skeleton width="100%" height={180} />}
      {found && written && (
        <>
          {/* Long lines and files are scrolled by keys. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <section className={styles['text']} lang="en" tabIndex={0} aria-label={t('copyAs.text')}>
            <pre>{written.text}</pre>
          </section>
          <Lost problems={[...found.problems, ...written.problems]} />
        </>
      )}
    </Dialog>
  )
}

/** What the text leaves out. */
function Lost({ problems }: { readonly problems: ContainerSpec['problems'] }) {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  const what = problems.map(({ option, value }) => value ?? (option === null ? '' : `--${option}`)).join(', ')
  return <p className={styles['lost']}>{t('copyAs.lost', { count: problems.length, what })}</p>
}

function useSpec(id: string) {
  const { client } = useApp()
  const [found, setFound] = useState<ContainerSpec | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const controller = new AbortController()
    client()
      .call('container.spec', { id }, controller.signal)
      .then(setFound, (cause: unknown) => {
        if (!isCancelled(cause)) setError(cause)
      })
    return () => controller.abort()
  }, [client, id])
  return { found, error }
}
