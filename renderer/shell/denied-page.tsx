import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { CommandLine } from '../ui/command-line.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './denied-page.module.css'

const startCommand = 'npm start'

/** Stands where the host does not know this page: its address was used already, or the host is another one now. */
export function DeniedPage() {
  const { t } = useTranslation()
  const [address, setAddress] = useState('')
  const [isInvalid, setIsInvalid] = useState(false)
  const open = (event: SyntheticEvent) => {
    event.preventDefault()
    const url = localAddress(address)
    setIsInvalid(url === null)
    if (url !== null) location.assign(url)
  }
  return (
    <div className={styles['page']} data-region="denied">
      <h1 className={styles['title']}>{t('shell.deniedTitle')}</h1>
      <p className={styles['text']}>{t('shell.deniedText')}</p>
      <p className={styles['step']}>{t('shell.deniedStep')}</p>
      <div className={styles['command']}>
        <CommandLine command={startCommand} />
        <CopyButton text={startCommand} label={t('shell.copyCommand')} caption={t('common.copy')} />
      </div>
      <form className={styles['form']} onSubmit={open}>
        <TextField
          label={t('shell.deniedField')}
          value={address}
          onChange={(value) => {
            setAddress(value)
            setIsInvalid(false)
          }}
          isMono
          error={isInvalid ? t('shell.deniedInvalid') : null}
        />
        <Button type="submit" variant="primary" size="lg">
          {t('shell.deniedOpen')}
        </Button>
      </form>
    </div>
  )
}

/** The address when it is one of this computer; a page must not be sent elsewhere with a ticket in hand. */
function localAddress(text: string): string | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return url && isLocal ? url.href : null
}
