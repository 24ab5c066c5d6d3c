import styles from './project-pips.module.css'
import type { ProjectSummary } from './projects.ts'

/** More containers than this are a number, with one pip for the worst of them. */
const mostPips = 12

type ProjectPipsProps = { readonly project: ProjectSummary }

export function ProjectPips({ project: { pips, worst } }: ProjectPipsProps) {
  const isCounted = pips.length > mostPips
  const shown = isCounted ? [worst] : pips
  return (
    <span className={styles['pips']} aria-hidden>
      {isCounted && <span className={styles['count']}>{pips.length}</span>}
      {shown.map((tone, index) => (
        // Pips have no identity of their own: the n-th stands for the n-th container.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles[tone]} />
      ))}
    </span>
  )
}
