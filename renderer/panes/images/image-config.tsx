import type { TFunction } from 'i18next'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { quoteWord } from '../../../shared/docker-command.ts'
import type { Image, ImageDetails, ImageHealthCheck } from '../../../shared/image.ts'
import { isSecretName } from '../../../shared/secrets.ts'
import { imageCommands, untagImage } from '../../actions/image-actions.ts'
import { openImageDialog } from '../../actions/image-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { formatDuration } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Section } from '../../ui/section.tsx'
import styles from './image-config.module.css'
import { inspectImage, useImageAnswer } from './use-image-answer.ts'

/** What the image says about containers made from it; each field with what it means. */
export function ImageConfig({ image }: { readonly image: Image }) {
  const { t } = useTranslation()
  const { answer, error } = useImageAnswer(inspectImage, image)
  const message = answer === null && error !== null ? describeError(error, t) : null
  return (
    <>
      <References image={image} />
      {message && (
        <ErrorPanel title={t('images.panel.failed')} text={message.text} details={message.details} />
      )}
      {answer && <Fields details={answer} />}
    </>
  )
}

function References({ image }: { readonly image: Image }) {
  const { t } = useTranslation()
  const app = useApp()
  const { tags, digests } = image
  const remove = (tag: string) => {
    // The last tag takes the image along, which is another question.
    if (tags.length > 1) void untagImage(app, tag)
    else openImageDialog({ kind: 'remove', ids: [image.id] })
  }
  return (
    <Explained title={t('images.config.references')} help={t('images.config.referencesHelp')}>
      {tags.length + digests.length === 0 && <Empty text={t('images.config.noReferences')} />}
      <ul className={styles['lines']}>
        {tags.map((tag) => (
          <li key={tag} className={styles['line']}>
            <code lang="en">{tag}</code>
            <span className={styles['tools']}>
              <CopyButton text={tag} label={t('common.copyNamed', { name: tag })} />
              <IconButton
                size="sm"
                icon={X}
                label={t('images.config.removeTag', { tag })}
                command={imageCommands().remove({ references: [tag], force: false, noPrune: false })}
                onClick={() => remove(tag)}
              />
            </span>
          </li>
        ))}
        {digests.map((digest) => (
          <li key={digest} className={styles['line']}>
            <code lang="en">{digest}</code>
            <span className={styles['tools']}>
              <CopyButton text={digest} label={t('common.copyNamed', { name: digest })} />
            </span>
          </li>
        ))}
      </ul>
    </Explained>
  )
}

/** Fields that say something; those whose emptiness matters say so. */
function Fields({ details }: { readonly details: ImageDetails }) {
  const { t } = useTranslation()
  const words = (argv: readonly string[]) => argv.map(quoteWord).join(' ')
  const rows: readonly (readonly [FieldKey, readonly string[]])[] = [
    ['entrypoint', asLines(words(details.entrypoint))],
    ['command', asLines(words(details.command))],
    ['workingDir', asLines(details.workingDir)],
    ['ports', details.ports],
    ['volumes', details.volumes],
    ['stopSignal', asLines(details.stopSignal)],
    ['shell', asLines(words(details.shell))],
    ['onBuild', details.onBuild],
    ['author', asLines(details.author)],
  ]
  const shown = rows.filter(([key, lines]) => lines.length > 0 || mattersEmpty.has(key))
  return (
    <>
      <Explained title={t('images.config.platform')} help={t('images.config.platformHelp')}>
        <Lines lines={[details.platform]} />
      </Explained>
      {shown.map(([key, lines]) => (
        <Explained key={key} title={t(`images.config.${key}`)} help={t(`images.config.${key}Help`)}>
          {lines.length === 0 ? <Empty text={t('images.config.empty')} /> : <Lines lines={lines} />}
        </Explained>
      ))}
      <Explained
        title={t('images.config.user')}
        help={t(details.user === '' ? 'images.config.rootHelp' : 'images.config.userHelp')}
      >
        <Lines lines={[details.user === '' ? t('images.config.root') : details.user]} />
      </Explained>
      {details.health && <Health health={details.health} />}
      <Environment environment={details.environment} />
      <Labels labels={details.labels} />
      <Explained title={t('images.config.raw')} help={t('images.config.rawHelp')}>
        <p className={styles['line']}>
          <code lang="en">{imageCommands().inspect(details.tags[0] ?? details.id)}</code>
          <CopyButton
            text={JSON.stringify(JSON.parse(details.raw), null, 2)}
            label={t('images.config.copyRaw')}
          />
        </p>
      </Explained>
    </>
  )
}

type FieldKey =
  | 'entrypoint'
  | 'command'
  | 'workingDir'
  | 'ports'
  | 'volumes'
  | 'stopSignal'
  | 'shell'
  | 'onBuild'
  | 'author'

const mattersEmpty: ReadonlySet<FieldKey> = new Set(['command', 'ports', 'volumes'])
const asLines = (text: string): readonly string[] => (text === '' ? [] : [text])

function Health({ health }: { readonly health: ImageHealthCheck }) {
  const { t } = useTranslation()
  const [kind, ...words] = health.test
  return (
    <Explained title={t('images.config.health')} help={t('images.config.healthHelp')}>
      {kind === 'NONE' ? (
        <Empty text={t('images.config.healthOff')} />
      ) : (
        <>
          <Lines lines={[kind === 'CMD-SHELL' ? words.join(' ') : words.map(quoteWord).join(' ')]} />
          <p className={styles['note']}>{healthTimes(health, t)}</p>
        </>
      )}
    </Explained>
  )
}

/** Docker's defaults stand in for what the image leaves open. */
function healthTimes({ intervalSeconds, timeoutSeconds, retries }: ImageHealthCheck, t: TFunction): string {
  return t('images.config.healthTimes', {
    interval: formatDuration((intervalSeconds ?? 30) * 1_000),
    timeout: formatDuration((timeoutSeconds ?? 30) * 1_000),
    retries: retries ?? 3,
  })
}

function Environment({ environment }: Pick<ImageDetails, 'environment'>) {
  const { t } = useTranslation()
  return (
    <Explained title={t('images.config.environment')} help={t('images.config.environmentHelp')}>
      {environment.length === 0 && <Empty text={t('images.config.empty')} />}
      <KeyValueList>
        {environment.map(({ name, value }) => (
          <KeyValue
            key={name}
            label={name}
            value={value ?? ''}
            isMono
            copyText={value ?? ''}
            isSecret={isSecretName(name)}
          />
        ))}
      </KeyValueList>
    </Explained>
  )
}

function Labels({ labels }: Pick<ImageDetails, 'labels'>) {
  const { t } = useTranslation()
  const entries = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return null
  return (
    <Explained title={t('images.config.labels')} help={t('images.config.labelsHelp')}>
      <dl className={styles['labels']}>
        {entries.map(([name, value]) => (
          <div key={name} className={styles['label']}>
            <dt lang="en">{name}</dt>
            <dd lang="en">{value}</dd>
          </div>
        ))}
      </dl>
    </Explained>
  )
}

type ExplainedProps = { readonly title: string; readonly help: string; readonly children: ReactNode }

function Explained({ title, help, children }: ExplainedProps) {
  return (
    <Section title={title}>
      <p className={styles['help']}>{help}</p>
      {children}
    </Section>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles['lines']}>
      {lines.map((line) => (
        <li key={line} className={styles['line']}>
          <code lang="en">{line}</code>
          <span className={styles['tools']}>
            <CopyButton text={line} label={t('common.copyNamed', { name: line.slice(0, 80) })} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Empty({ text }: { readonly text: string }) {
  return <p className={styles['empty']}>{text}</p>
}
