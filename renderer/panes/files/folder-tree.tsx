import { ChevronDown, ChevronRight, Folder, HardDrive } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parentPath, showName } from '../../../shared/file-name.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './folder-tree.module.css'
import type { TreeFolder } from './use-folder-tree.ts'

type FolderTreeProps = {
  /** What the top folder is called. */
  readonly root: string
  readonly folders: readonly TreeFolder[]
  readonly path: string
  readonly onGo: (path: string) => void
}

/** Folders as a tree. Arrows walk through it; Enter, or right, goes there, and left goes up. */
export function FolderTree({ root, folders, path, onGo }: FolderTreeProps) {
  const { t } = useTranslation()
  const tree = useRef<HTMLDivElement>(null)
  const isWalking = useRef(false)
  // oxlint-disable-next-line react/exhaustive-deps -- who goes somewhere by keys stays in the tree
  useEffect(() => {
    if (isWalking.current) tree.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
    isWalking.current = false
  }, [path])
  const go = (next: string): void => {
    isWalking.current = next !== path
    onGo(next)
  }
  const walk = (event: KeyboardEvent, step: number): void => {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[Math.max(0, Math.min(items.length - 1, at + step))]?.focus()
    event.preventDefault()
  }
  const handleKeyDown = (event: KeyboardEvent, folder: TreeFolder): void => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => walk(event, 1),
      ArrowUp: () => walk(event, -1),
      ArrowRight: () => go(folder.path),
      Enter: () => go(folder.path),
      ' ': () => go(folder.path),
      ArrowLeft: () => go(parentPath(folder.path)),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div ref={tree} className={styles['tree']} role="tree" aria-label={t('files.tree', { name: root })}>
      {folders.map((folder) => {
        const isHere = folder.path === path
        const Chevron = folder.isOpen === true ? ChevronDown : ChevronRight
        const Icon = folder.depth === 0 ? HardDrive : Folder
        return (
          <div
            key={folder.path}
            role="treeitem"
            tabIndex={isHere ? 0 : -1}
            aria-level={folder.depth + 1}
            aria-selected={isHere}
            aria-expanded={folder.isOpen === true}
            className={classNames(styles['row'], isHere && styles['on'])}
            style={{ '--depth': folder.depth } as CSSProperties}
            onClick={() => onGo(folder.path)}
            onKeyDown={(event) => handleKeyDown(event, folder)}
          >
            <Chevron aria-hidden className={styles['chevron']} />
            <Icon aria-hidden className={styles['icon']} />
            <bdi className={styles['name']}>{folder.depth === 0 ? root : showName(folder.name)}</bdi>
          </div>
        )
      })}
    </div>
  )
}
