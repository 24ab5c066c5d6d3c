import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './key-value.module.css'

type KeyValueProps = {
  readonly label: string
  readonly value: ReactNode
  readonly isMono?: boolean | undefined
  /** What the copy button takes; without it there is none. */
  readonly copyText?: string | undefined
  /** Shown as dots until asked for. */
  readonly isSecret?: boolean | undefined
}

/** One line of a `KeyValueList`. */
export function KeyValue({ label, value, isMono, copyText, isSecret = false }: KeyValueProps) {
  const { t } = useTranslation()
  const [isShown, setIsShown] = useState(!isSecret)
  return (
    <div className={styles['row']}>
      <dt className={styles['label']}>{label}</dt>
      <dd className={classNames(styles['value'], isMono && styles['mono'])}>
        <span className={styles['text']} lang={isMono ? 'en' : undefined}>
          {isShown ? value : '••••••••'}
        </span>
        <span className={styles['tools']}>
          {isSecret && (
            <IconButton
              label={t(isShown ? 'common.hideValue' : 'common.showValue', { name: label })}
              icon={isShown ? EyeOff : Eye}
              size="sm"
              onClick={() => setIsShown(!isShown)}
            />
          )}
          {copyText !== undefined && (
            <CopyButton text={copyText} label={t('common.copyNamed', { name: label })} />
          )}
        </span>
      </dd>
    </div>
  )
}
