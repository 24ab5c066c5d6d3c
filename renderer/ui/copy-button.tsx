import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './copy-button.module.css'
import { IconButton } from './icon-button.tsx'

type CopyButtonProps = {
  readonly text: string
  /** What it copies, e.g. "Copy container ID". */
  readonly label: string
  readonly size?: 'sm' | 'md' | undefined
  readonly shortcut?: string | undefined
}

/** How long the tick stays. */
const copiedMs = 1_200

/** Copies a text and shows a tick for a moment. */
export function CopyButton({ text, label, size = 'sm', shortcut }: CopyButtonProps) {
  const { t } = useTranslation()
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), copiedMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    )
  }
  return (
    <>
      <IconButton
        label={label}
        icon={isCopied ? Check : Copy}
        size={size}
        {...(shortcut === undefined ? {} : { shortcut })}
        {...(isCopied ? { className: styles['copied'] } : {})}
        onClick={copy}
      />
      <output className="visually-hidden">{isCopied ? t('common.copied') : ''}</output>
    </>
  )
}
