import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { isAlive } from '../container-state.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import styles from './action-dialogs.module.css'
import { NameList } from './name-list.tsx'
import { RemoveLosses } from './remove-losses.tsx'

type RemovalPlanProps = {
  readonly containers: readonly Container[]
  readonly stopFirst: boolean
  readonly onStopFirst: (isOn: boolean) => void
  readonly volumes: boolean
  readonly onVolumes: (isOn: boolean) => void
}

const isAnonymous = (source: string) => /^[0-9a-f]{64}$/.test(source)

function anonymousVolumes(containers: readonly Container[]): number {
  const sources = containers.flatMap(({ mounts }) =>
    mounts.filter(({ type, source }) => type === 'volume' && isAnonymous(source)).map(({ source }) => source),
  )
  return new Set(sources).size
}

/** What is lost for good and what stays. What runs is stopped first unless one wants it killed. */
export function RemovalPlan({ containers, stopFirst, onStopFirst, volumes, onVolumes }: RemovalPlanProps) {
  const { t } = useTranslation()
  const [first] = containers
  if (!first) return null
  const isOne = containers.length === 1
  const alive = containers.filter(isAlive).length
  const volumeCount = anonymousVolumes(containers)
  return (
    <>
      {isOne ? <RemoveLosses container={first} /> : <ManyLosses containers={containers} alive={alive} />}
      <div className={styles['choices']}>
        {alive > 0 && (
          <Choice
            label={t(isOne ? 'asks.remove.stopFirst' : 'asks.remove.stopFirstMany')}
            isOn={stopFirst}
            onChange={onStopFirst}
            warning={stopFirst ? null : t(isOne ? 'asks.remove.force' : 'asks.remove.forceMany')}
          />
        )}
        {volumeCount > 0 && (
          <Choice
            label={t('asks.remove.volumes', { count: volumeCount })}
            isOn={volumes}
            onChange={onVolumes}
            warning={volumes ? t('asks.remove.volumesHint') : null}
          />
        )}
      </div>
    </>
  )
}

function ManyLosses({
  containers,
  alive,
}: {
  readonly containers: readonly Container[]
  readonly alive: number
}) {
  const { t } = useTranslation()
  return (
    <>
      <p className={styles['text']}>
        {t('asks.remove.many')}
        {alive > 0 && ` ${t('asks.remove.runningOfMany', { count: alive })}`}
      </p>
      <NameList containers={containers} />
    </>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly warning: string | null
}

function Choice({ label, isOn, onChange, warning }: ChoiceProps) {
  return (
    <div>
      <Checkbox label={label} checked={isOn} onChange={onChange} />
      {warning !== null && (
        <p className={styles['warning']} role="status">
          {warning}
        </p>
      )}
    </div>
  )
}
