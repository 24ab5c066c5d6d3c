import i18next from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../app-context.ts'
import { useEngineStatus } from '../store/engine-store.ts'
import { announceChanges } from './announcements.ts'

/** Says state changes to screen readers; draws nothing. */
export function Announcer() {
  const { t } = useTranslation()
  const { containers } = useApp()
  const [message, setMessage] = useState('')
  useEffect(() => announceChanges(containers, () => i18next.t, setMessage), [containers])
  const { state } = useEngineStatus()
  const [lastState, setLastState] = useState(state)
  if (state !== lastState) {
    setLastState(state)
    if (state === 'unreachable') setMessage(t('shell.became.lost'))
    if (state === 'connected' && lastState === 'unreachable') setMessage(t('shell.became.found'))
  }
  return <output className="visually-hidden">{message}</output>
}
