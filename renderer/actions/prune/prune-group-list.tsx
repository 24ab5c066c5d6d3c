import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PruneItem } from '../../../shared/prune.ts'
import { formatAgo, formatCount, formatDateTime, formatDecimalBytes } from '../../format.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './prune-dialog.module.css'
import { freedBy, type GroupOfItems, keyOf, type Selection, withItems } from './prune-selection.ts'

/** Items drawn at once: a plan may have thousands. */
const step = 100
/** A group this short is open from the beginning. */
const shortGroup = 6

type PruneGroupListProps = GroupOfItems & {
  readonly selection: Selection
  readonly onChange: (selection: Selection) => void
}

/** One kind of unused objects: one tick for all of them, and each of them with its own. */
export function PruneGroupList({ group, items, selection, onChange }: PruneGroupListProps) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(items.length <= shortGroup)
  const [shown, setShown] = useState(step)
  const chosen = items.filter((item) => selection.has(keyOf(item)))
  const name = t(`prune.group.${group}`)
  const isAll = chosen.length === items.length
  const { bytes } = freedBy(items)
  return (
    <section className={styles['group']} aria-label={name}>
      <div className={styles['head']}>
        <Checkbox
          label={t('prune.tickAll', { group: name })}
          isLabelHidden
          checked={isAll ? true : chosen.length > 0 ? 'mixed' : false}
          onChange={(isOn) => onChange(withItems(selection, items, isOn))}
        />
        <div className={styles['headText']}>
          <span className={styles['headName']}>{name}</span>
          <span className={styles['note']}>{t(`prune.groupNote.${group}`)}</span>
        </div>
        <span className={styles['count']}>
          {t('prune.count', { chosen: formatCount(chosen.length), total: formatCount(items.length) })}
        </span>
        <span className={styles['size']}>{group === 'network' ? '' : formatDecimalBytes(bytes)}</span>
        <IconButton
          label={t(isOpen ? 'prune.hide' : 'prune.show', { group: name })}
          icon={isOpen ? ChevronDown : ChevronRight}
          size="sm"
          onClick={() => setIsOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <ul className={styles['items']}>
          {items.slice(0, shown).map((item) => (
            <Item
              key={keyOf(item)}
              item={item}
              isChosen={selection.has(keyOf(item))}
              onChange={(isOn) => onChange(withItems(selection, [item], isOn))}
            />
          ))}
          {items.length > shown && (
            <li>
              <Button variant="ghost" size="sm" onClick={() => setShown(shown + step)}>
                {t('prune.more', { count: Math.min(step, items.length - shown) })}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

type ItemProps = {
  readonly item: PruneItem
  readonly isChosen: boolean
  readonly onChange: (isOn: boolean) => void
}

function Item({ item, isChosen, onChange }: ItemProps) {
  const { t } = useTranslation()
  const [nowMs] = useState(() => Date.now())
  const { name, kind, group, bytes, createdAtMs, affected, project } = item
  const loss =
    item.loss === 'containers-without-network'
      ? t('prune.loss.containers-without-network', { names: affected.join(', ') })
      : t(`prune.loss.${item.loss}`)
  const isGrave = affected.length > 0 || item.loss === 'data' || item.loss === 'build-again'
  return (
    <li className={styles['item']}>
      <Checkbox label={t('prune.tick', { name })} isLabelHidden checked={isChosen} onChange={onChange} />
      <div className={styles['itemText']}>
        <bdi className={styles['itemName']} title={name}>
          {name}
        </bdi>
        <span
          className={styles['why']}
          title={createdAtMs === null ? undefined : formatDateTime(createdAtMs)}
        >
          {whyText()}
          {' · '}
          <span className={classNames(isGrave && styles['grave'])}>{loss}</span>
          {project !== null && ` · ${t('prune.project', { project })}`}
        </span>
      </div>
      {group === 'volume-anonymous' && <Badge tone="neutral">{t('volumes.anonymous')}</Badge>}
      <span className={styles['size']}>{kind === 'network' ? '' : formatDecimalBytes(bytes)}</span>
    </li>
  )

  function whyText(): string {
    const { reason, sinceMs } = item
    if (sinceMs === null) return t(`prune.reason.${reason}`)
    const ago = formatAgo(sinceMs, Math.max(nowMs, sinceMs))
    if (reason === 'ended') return t('prune.endedAgo', { ago })
    if (reason === 'idle') return t('prune.idleAgo', { ago })
    return t('prune.since', { reason: t(`prune.reason.${reason}`), ago })
  }
}
