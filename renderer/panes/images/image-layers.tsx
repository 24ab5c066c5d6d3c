import type { TFunction } from 'i18next'
import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BaseImage, Image, ImageHistory, ImageStep } from '../../../shared/image.ts'
import { formatDecimalBytes, formatPercent } from '../../format.ts'
import { imageName } from '../../image-name.ts'
import { describeError } from '../../messages.ts'
import { formatRoute } from '../../router.ts'
import { classNames } from '../../ui/class-names.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './image-layers.module.css'
import { splitInstruction } from './instruction.ts'

type ImageLayersProps = {
  readonly image: Image
  readonly answer: ImageHistory | null
  readonly error: unknown
}

/** What each step added, as bars; the steps of the image it begins with stand apart. */
export function ImageLayers({ image, answer, error }: ImageLayersProps) {
  const { t } = useTranslation()
  if (!answer) return <Waiting error={error} />
  const { steps, base } = answer
  if (steps.length === 0) return <p className={styles['nothing']}>{t('images.layers.none')}</p>
  const ownCount = steps.length - (base?.stepCount ?? 0)
  const largest = Math.max(1, ...steps.map(({ sizeBytes }) => sizeBytes))
  const bars = { largest, totalBytes: image.sizeBytes }
  return (
    <>
      <Group
        title={base ? t('images.layers.added') : t('images.layers.all')}
        steps={steps.slice(0, ownCount)}
        {...bars}
      />
      {base && (
        <Group
          title={t('images.layers.from', { name: imageName({ ...base, digests: [] }) })}
          base={base}
          steps={steps.slice(ownCount)}
          {...bars}
        />
      )}
    </>
  )
}

function Waiting({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (error === null) {
    return (
      <div className={styles['waiting']} aria-busy="true">
        {[180, 240, 150, 210].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    )
  }
  const { text, details } = describeError(error, t)
  return (
    <div className={styles['nothing']}>
      <ErrorPanel title={t('images.panel.failed')} text={text} details={details} />
    </div>
  )
}

type GroupProps = {
  readonly title: string
  readonly base?: BaseImage
  readonly steps: readonly ImageStep[]
  readonly largest: number
  readonly totalBytes: number
}

function Group({ title, base, steps, largest, totalBytes }: GroupProps) {
  const { t } = useTranslation()
  const sum = steps.reduce((bytes, step) => bytes + step.sizeBytes, 0)
  return (
    <details open className={styles['group']} data-base={base !== undefined || undefined}>
      <summary className={styles['summary']}>
        <span className={styles['title']}>{title}</span>
        {base && base.sharedBy > 1 && (
          <span className={styles['chip']}>{t('images.layers.sharedBy', { count: base.sharedBy })}</span>
        )}
        <span className={styles['sum']}>{formatDecimalBytes(sum)}</span>
      </summary>
      <ul className={styles['steps']}>
        {inDockerfileOrder(steps).map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps of an image never change their places
          <Step key={index} step={step} largest={largest} totalBytes={totalBytes} />
        ))}
      </ul>
      {base && (
        <a className={styles['link']} href={formatRoute({ pane: 'images', id: base.id })}>
          {t('images.layers.openBase', { name: imageName({ ...base, digests: [] }) })}
        </a>
      )}
    </details>
  )
}

/** As they were written, oldest first; those that only say something come after those that add something. */
function inDockerfileOrder(steps: readonly ImageStep[]): readonly ImageStep[] {
  const written = steps.toReversed()
  return [
    ...written.filter(({ sizeBytes }) => sizeBytes > 0),
    ...written.filter(({ sizeBytes }) => sizeBytes === 0),
  ]
}

type StepProps = { readonly step: ImageStep; readonly largest: number; readonly totalBytes: number }

function Step({ step, largest, totalBytes }: StepProps) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const { sizeBytes, instruction } = step
  const [word, rest] = splitInstruction(instruction)
  const isLargest = sizeBytes === largest && sizeBytes > 0
  return (
    <li>
      <button
        type="button"
        className={classNames(
          styles['step'],
          sizeBytes === 0 && styles['empty'],
          isLargest && styles['largest'],
        )}
        aria-expanded={isOpen}
        title={stepTitle(step, isLargest ? sizeBytes / Math.max(1, totalBytes) : null, t)}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className={styles['bar']} aria-hidden>
          {sizeBytes > 0 && (
            <span style={{ '--part': sizeBytes / largest } as CSSProperties} className={styles['part']} />
          )}
        </span>
        <span className={styles['bytes']}>{formatDecimalBytes(sizeBytes)}</span>
        <span className={styles['instruction']} lang="en">
          {word !== '' && <span className={styles['word']}>{word} </span>}
          {rest}
        </span>
      </button>
    </li>
  )
}

function stepTitle({ instruction }: ImageStep, part: number | null, t: TFunction): string {
  const lines = [instruction.slice(0, 400)]
  if (part !== null) lines.push(t('images.layers.largest', { percent: formatPercent(part * 100) }))
  return lines.join('\n')
}
