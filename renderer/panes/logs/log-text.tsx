import type { TextStyle } from '../../streams/log-ansi.ts'
import { classNames } from '../../ui/class-names.ts'
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
  const mark = isMatch && styles[isCurrent ? 'markOn' : 'mark']
  return classNames(mark, token && styles[token], style && styleNames(style))
}

function styleNames({ color, background, ...flags }: TextStyle): string {
  return classNames(
    color && styles[color],
    background && styles[`${background}Back`],
    flags.isBold && styles['bold'],
    flags.isDim && styles['dim'],
    flags.isItalic && styles['italic'],
    flags.isUnderlined && styles['underlined'],
    flags.isStruck && styles['struck'],
  )
}
