import { classNames } from '../../../ui/class-names.ts'
import type { Segment } from './log-segments.ts'
import styles from './log-text.module.css'

type LogTextProps = { readonly segments: readonly Segment[]; readonly isCurrent: boolean }

/** The runs of a line, each in its colour. */
export function LogText({ segments, isCurrent }: LogTextProps) {
  return segments.map((segment) => {
    const name = nameOf(segment, isCurrent)
    if (name === '') return segment.text
    const Tag = segment.isMatch ? 'mark' : 'span'
    return (
      <Tag key={segment.start} className={name}>
        {segment.text}
      </Tag>
    )
  })
}

function nameOf({ isMatch, style, token }: Segment, isCurrent: boolean): string {
  return classNames(
    isMatch && styles[isCurrent ? 'markOn' : 'mark'],
    token && styles[token],
    style?.color && styles[style.color],
    style?.background && styles[`${style.background}Back`],
    style?.isBold && styles['bold'],
    style?.isDim && styles['dim'],
    style?.isItalic && styles['italic'],
    style?.isUnderlined && styles['underlined'],
    style?.isStruck && styles['struck'],
  )
}
