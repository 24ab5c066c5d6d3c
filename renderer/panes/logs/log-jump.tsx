import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { parseTime } from './parse-time.ts'

type LogJumpProps = { readonly store: LogStore; readonly onClose: () => void }

/** Asks for a time and goes there, in the lines that are held or further back in the log. */
export function LogJump({ store, onClose }: LogJumpProps) {
  const { t } = useTranslation()
  const isUtc = useLogsView((view) => view.timeFormat === 'utc')
  const [text, setText] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const go = (event: FormEvent) => {
    event.preventDefault()
    const seconds = parseTime(text, Date.now(), isUtc)
    setIsWrong(seconds === null)
    if (seconds === null) return
    void store.goToTime(seconds)
    onClose()
  }
  return (
    <Dialog
      open
      title={t('logReach.jumpTitle')}
      onClose={onClose}
      initialFocus={field}
      footer={
        <Button variant="primary" onClick={go}>
          {t('logReach.go')}
        </Button>
      }
    >
      <form onSubmit={go}>
        <TextField
          label={t('logReach.time')}
          value={text}
          onChange={(next) => {
            setText(next)
            setIsWrong(false)
          }}
          hint={t(isUtc ? 'logReach.timeHintUtc' : 'logReach.timeHint')}
          error={isWrong ? t('logReach.noTime') : null}
          inputRef={field}
          isMono
        />
      </form>
    </Dialog>
  )
}
