import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import styles from './copy-button.module.css'
import { IconButton } from './icon-button.tsx'

type CopyButtonProps = {
  readonly text: string
  /** What it copies, e.g. "Copy container ID". */
  readonly label: string
  readonly size?: 'sm' | 'md' | undefined
  /** Written beside the icon, where there is room for it. */
  readonly caption?: string | undefined
  readonly shortcut?: string | undefined
}

/** How long the tick stays. */
const copiedMs = 1_200

/** Copies a text and shows a tick for a moment. */
export function CopyButton({ text, label, size = 'sm', caption, shortcut }: CopyButtonProps) {
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
  const icon = isCopied ? Check : Copy
  return (
    <>
      {caption === undefined ? (
        <IconButton
          label={label}
          icon={icon}
          size={size}
          shortcut={shortcut}
          className={isCopied ? styles['copied'] : undefined}
          onClick={copy}
        />
      ) : (
        <Button variant="ghost" icon={icon} aria-label={label} onClick={copy}>
          {caption}
        </Button>
      )}
      <output className="visually-hidden">{isCopied ? t('common.copied') : ''}</output>
    </>
  )
}
