import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PlacedValue } from '../../../../shared/docker-run/place-run.ts'
import { isEngineHere } from '../../../store/engine-here.ts'
import { useEngineStatus } from '../../../store/engine-store.ts'
import { placeSentence } from '../place-words.ts'
import styles from './part-notes.module.css'

type PlaceNoteProps = { readonly value: PlacedValue }

/** What a value comes to where it is run. A folder is looked for where the engine is, which may be elsewhere. */
export function PlaceNote({ value }: PlaceNoteProps) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const isMount = value.option === 'volume' || value.option === 'mount'
  return (
    <span className={styles['place']}>
      <ArrowRight aria-hidden size={14} />
      <span>
        {value.kind === 'becomes' && value.text !== null ? (
          <code className={styles['path']}>{value.text}</code>
        ) : (
          placeSentence(value, t)
        )}
        {isMount && endpoint !== null && !isEngineHere(endpoint) && (
          <> {t('run.place.elsewhere', { host: endpoint.host })}</>
        )}
      </span>
    </span>
  )
}
