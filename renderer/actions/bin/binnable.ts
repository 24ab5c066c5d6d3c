import type { BinRefusal } from '../../../shared/bin-rules.ts'
import { binRefusalOf } from '../../../shared/bin-rules.ts'
import type { Container } from '../../../shared/container.ts'
import { isAlive } from '../../container-state.ts'

/** Why a container is removed for good and not kept in the bin, null when it can be kept. The keys of `bin.why`. */
export type KeepRefusal = Exclude<BinRefusal, 'in-bin'> | 'dead'

export function whyNotKept(container: Container): KeepRefusal | null {
  const { state, labels, compose, runtime } = container
  if (state === 'dead' || state === 'removing') return 'dead'
  if (compose !== null) return 'compose'
  const isAutoRemoved = runtime?.isAutoRemoved ?? false
  const reason = binRefusalOf({ labels, isAutoRemoved, isAlive: isAlive(container) })
  return reason === 'in-bin' ? null : reason
}
