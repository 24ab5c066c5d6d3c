import type { CSSProperties } from 'react'
import type { LogColumn } from '../../store/log-columns.ts'
import { columnLefts } from './column-places.ts'
import styles from './log-cells.module.css'
import type { LogField } from './read-fields.ts'

type LogCellsProps = { readonly columns: readonly LogColumn[]; readonly fields: readonly LogField[] | null }

/** The fields of one line that have columns; empty where the line has no such field. */
export function LogCells({ columns, fields }: LogCellsProps) {
  const lefts = columnLefts(columns)
  return columns.map(({ name, width }, index) => {
    const field = fields?.find((candidate) => candidate.name === name)
    if (!field) return null
    return (
      <span
        key={name}
        className={styles['cell']}
        style={{ '--left': `${lefts[index]}ch`, '--width': `${width}ch` } as CSSProperties}
        data-kind={field.kind}
        data-column={name}
        title={`${name} ${field.text}`}
      >
        {field.text}
      </span>
    )
  })
}
