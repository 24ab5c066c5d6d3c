import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { differences } from './differences.ts'
import { Explaining, useExplaining } from './explaining.ts'
import { ChangedMark, FieldNote } from './field-note.tsx'
import { childEntries, type Json, jqPath, maskSecrets, matchingPaths, valueAt } from './json-model.ts'
import styles from './raw-json.module.css'

/** Children drawn at once; more on request, so that a huge array does not stall the page. */
const pageSize = 200

type Props = {
  readonly text: string
  readonly query: string
  readonly showsSecrets: boolean
  /** The image's own inspection, to mark what differs from it; null while it is not known. */
  readonly image: string | null
  /** Each field with what it means. */
  readonly isExplained: boolean
}

/** The engine's answer as a folding tree. With a search, only what matches and the way to it. */
export function RawJson({ text, query, showsSecrets, image, isExplained }: Props) {
  const { t } = useTranslation()
  const whole = useMemo(() => JSON.parse(text) as Json, [text])
  const value = useMemo(() => (showsSecrets ? whole : maskSecrets(whole)), [whole, showsSecrets])
  const matches = useMemo(() => matchingPaths(value, query), [value, query])
  const [selected, select] = useState<string | null>(null)
  const changed = useMemo(
    () => differences(whole, image === null ? null : (JSON.parse(image) as Json)),
    [whole, image],
  )
  const explanation = useMemo(
    () => ({ isExplained, changed, selected, select }),
    [isExplained, changed, selected],
  )
  if (matches?.size === 0) return <EmptyState title={t('inspect.nothingFound', { query })} text="" />
  return (
    <div className={styles['raw']}>
      <div className={styles['copy']}>
        {selected !== null && <Selected value={value} path={selected} />}
        <CopyButton text={JSON.stringify(value, null, 2)} label={t('inspect.copyJson')} />
      </div>
      <Explaining value={explanation}>
        <ul className={styles['tree']} role="tree" aria-label={t('inspect.raw')} lang="en">
          {childEntries(value).map(([key, child]) => (
            <Node key={key} name={key} value={child} path={key} depth={0} matches={matches} />
          ))}
        </ul>
      </Explaining>
    </div>
  )
}

/** The field that was pressed last: its path as `jq` takes it, and its value, to copy. */
function Selected({ value, path }: { readonly value: Json; readonly path: string }) {
  const { t } = useTranslation()
  const shown = jqPath(path)
  const found = valueAt(value, path)
  if (found === undefined) return null
  const text = typeof found === 'string' ? found : JSON.stringify(found, null, 2)
  return (
    <>
      <code className={styles['path']} lang="en">
        {shown}
      </code>
      <CopyButton text={shown} label={t('inspect.copyPath')} caption={t('inspect.path')} />
      <CopyButton text={text} label={t('inspect.copyValue', { label: shown })} caption={t('inspect.value')} />
    </>
  )
}

type NodeProps = {
  readonly name: string
  readonly value: Json
  readonly path: string
  readonly depth: number
  readonly matches: ReadonlySet<string> | null
}

type LeafProps = Pick<NodeProps, 'name' | 'value' | 'path'>

function Leaf({ name, value, path }: LeafProps) {
  const { selected, select } = useExplaining()
  return (
    <li
      className={styles['node']}
      role="treeitem"
      aria-selected={selected === path}
      aria-label={`${name}: ${JSON.stringify(value)}`}
    >
      <span className={styles['leaf']}>
        <button type="button" className={styles['name']} onClick={() => select(path)}>
          {name}
        </button>
        <span className={styles['value']} data-type={value === null ? 'null' : typeof value}>
          {JSON.stringify(value)}
        </span>
        <ChangedMark path={path} />
      </span>
      <FieldNote path={path} />
    </li>
  )
}

function Node({ name, value, path, depth, matches }: NodeProps) {
  const { t } = useTranslation()
  const { selected, select } = useExplaining()
  const [wasToggled, setWasToggled] = useState<boolean | null>(null)
  const [limit, setLimit] = useState(pageSize)
  if (matches && !matches.has(path)) return null
  const isBranch = typeof value === 'object' && value !== null
  if (!isBranch) return <Leaf name={name} value={value} path={path} />
  const entries = childEntries(value)
  const isOpen = wasToggled ?? (matches !== null || (depth === 0 && entries.length <= 40))
  return (
    <li
      className={styles['node']}
      role="treeitem"
      aria-expanded={isOpen}
      aria-selected={selected === path}
      aria-label={name}
    >
      <button
        type="button"
        className={styles['branch']}
        onClick={() => {
          select(path)
          setWasToggled(!isOpen)
        }}
      >
        <ChevronRight size={14} aria-hidden className={styles['chevron']} data-open={isOpen} />
        <b className={styles['key']}>{name}</b>
        <span className={styles['size']}>
          {Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}
        </span>
        <ChangedMark path={path} />
      </button>
      <FieldNote path={path} />
      {isOpen && entries.length > 0 && (
        <ul className={styles['children']} role="group">
          {entries.slice(0, limit).map(([key, child]) => (
            <Node
              key={key}
              name={key}
              value={child}
              path={`${path}\u0000${key}`}
              depth={depth + 1}
              matches={matches}
            />
          ))}
          {entries.length > limit && (
            <li role="none">
              <Button variant="quiet" size="sm" onClick={() => setLimit((was) => was + pageSize)}>
                {t('inspect.showMore', { count: Math.min(pageSize, entries.length - limit) })}
              </Button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
