import type { TFunction } from 'i18next'
import type { Container } from '../../../shared/container.ts'
import type { StatsSample } from '../../../shared/stats.ts'
import type { StateView } from '../../container-state.ts'
import { isAlive } from '../../container-state.ts'
import { stateDetail, stateWord } from '../../container-words.ts'
import { formatBinaryBytes, formatPercent } from '../../format.ts'
import type { Pending } from '../../store/pending.ts'

/** The id of a row's element, for `aria-activedescendant`: ids may hold no space. */
export function domId(rowKey: string): string {
  return `row-${encodeURIComponent(rowKey)}`
}

/** A row read as one sentence. Names of 5,000 characters exist; nobody listens to them. */
const spokenLength = 200

type Spoken = {
  readonly container: Container
  readonly state: StateView
  readonly pending: Pending | null
  readonly sample: StatsSample | undefined
  readonly nowMs: number
  readonly t: TFunction
}

export function rowName({ container, state, pending, sample, nowMs, t }: Spoken): string {
  const ports = container.ports.map(({ hostPort }) => hostPort).filter((port) => port !== null)
  return t('containers.row.name', {
    name: container.name.slice(0, spokenLength),
    state: pending ? t(`containers.pending.${pending.verb}`) : stateSentence(state, nowMs, t),
    image: container.image.slice(0, spokenLength),
    usage:
      sample && isAlive(container)
        ? t('containers.row.usage', {
            cpu: formatPercent(sample.cpuPercent),
            memory: formatBinaryBytes(sample.memoryBytes),
          })
        : t('containers.row.noUsage'),
    ports:
      ports.length === 0
        ? t('containers.row.noPorts')
        : t('containers.row.ports', { count: ports.length, ports: ports.join(', ') }),
  })
}

function stateSentence(state: StateView, nowMs: number, t: TFunction): string {
  const word = stateWord(state, t)
  const detail = stateDetail(state, nowMs, t)
  if (detail === '') return word
  if (state.kind === 'restarting') return `${word} ${detail}`
  const isOver = state.exit !== null || state.kind === 'created'
  return isOver
    ? t('containers.row.stateAgo', { state: word, ago: detail })
    : t('containers.row.stateFor', { state: word, age: detail })
}
