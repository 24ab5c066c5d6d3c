import { useTranslation } from 'react-i18next'
import { findOption } from '../../../shared/docker-run/run-options.ts'
import styles from './command-strip.module.css'
import type { CommandPiece } from './model/command-pieces.ts'

type CommandPartsProps = { readonly pieces: readonly CommandPiece[] }

/** Each part of the command with what it does. */
export function CommandParts({ pieces }: CommandPartsProps) {
  const { t } = useTranslation()
  const about = (part: string): string => {
    if (part === 'image' || part === 'command') return t(`run.about.${part}`)
    const option = findOption(part.split(':')[0] ?? '')
    return option === null ? '' : t(`runOptions.${option.name}`)
  }
  return (
    <dl className={styles['parts']}>
      {pieces.map(({ at, part, spans }) =>
        part === null ? null : (
          <div key={at} className={styles['partRow']}>
            <dt lang="en">{spans.map(({ text }) => text).join('')}</dt>
            <dd>{about(part)}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
