import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import { formatCount, formatDecimalBytes } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './file-browser.module.css'
import type { FilePlace } from './file-place.ts'
import type { SessionState } from './use-file-session.ts'

type NoFileSessionProps = {
  readonly place: FilePlace
  readonly session: SessionState
  readonly onRetry: () => void
}

/** In place of the list: what is being waited for, or why there is none. */
export function NoFileSession({ place, session, onRetry }: NoFileSessionProps) {
  const { t } = useTranslation()
  if (session.state === 'opening' || session.state === 'reading') {
    const words = openingWords(place, session, t)
    return (
      <p className={styles['opening']} role="status">
        <Spinner label={words} /> {words}
      </p>
    )
  }
  const again = <Button onClick={onRetry}>{t('files.again')}</Button>
  const error = session.state === 'failed' ? session.error : null
  // The helper ended, as told; anything else has words of its own.
  if (error instanceof EngineError && error.code !== 'stream-lost') {
    const { title, text, details } = describeError(error, t)
    return <ErrorPanel title={title} text={text} details={details} actions={again} />
  }
  const details = error === null ? undefined : describeError(error, t).details
  const text = t(place.life === 'volume' ? 'files.lostText' : 'files.lostContainerText')
  return <ErrorPanel title={t('files.lost')} text={text} details={details} actions={again} />
}

function openingWords(place: FilePlace, session: SessionState, t: TFunction): string {
  if (session.state === 'reading' && session.session.reading) {
    const { entries, bytes } = session.session.reading
    return t('files.readingNames', { items: formatCount(entries), size: formatDecimalBytes(bytes) })
  }
  return t(place.life === 'stopped' ? 'files.openingStopped' : 'files.opening')
}
