import type { ReactNode } from 'react'
import styles from './key-value.module.css'

type KeyValueListProps = { readonly children: ReactNode }

/** Labels at the left, values at the right; its children are `KeyValue`. */
export function KeyValueList({ children }: KeyValueListProps) {
  return <dl className={styles['list']}>{children}</dl>
}
