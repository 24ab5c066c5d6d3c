import { useTranslation } from 'react-i18next'
import type { ImageHistory } from '../../../shared/image.ts'
import { formatDateTime, formatDecimalBytes } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import styles from './image-history-list.module.css'
import { splitInstruction } from './instruction.ts'

type ImageHistoryListProps = { readonly answer: ImageHistory | null; readonly error: unknown }

/** Every step in full, as `docker image history` lists them. */
export function ImageHistoryList({ answer, error }: ImageHistoryListProps) {
  const { t } = useTranslation()
  if (!answer) {
    if (error === null) return null
    const { text, details } = describeError(error, t)
    return <ErrorPanel title={t('images.panel.failed')} text={text} details={details} />
  }
  if (answer.steps.length === 0) return <p className={styles['about']}>{t('images.layers.none')}</p>
  return (
    <>
      <p className={styles['about']}>{t('images.history.about')}</p>
      <ol className={styles['steps']}>
        {answer.steps.map(({ instruction, createdAtMs, sizeBytes, comment }, index) => {
          const [word, rest] = splitInstruction(instruction)
          return (
            // oxlint-disable-next-line react/no-array-index-key -- steps of an image never change their places
            <li key={index} className={styles['step']}>
              <span className={styles['facts']}>
                <span>
                  {createdAtMs === null ? t('images.history.unknownTime') : formatDateTime(createdAtMs)}
                </span>
                {comment !== '' && <span lang="en">{comment}</span>}
                <span className={styles['size']}>{formatDecimalBytes(sizeBytes)}</span>
              </span>
              <code className={styles['instruction']} lang="en">
                {word !== '' && <span className={styles['word']}>{word} </span>}
                {rest}
              </code>
            </li>
          )
        })}
      </ol>
    </>
  )
}
