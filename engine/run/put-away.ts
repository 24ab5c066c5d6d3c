import { formatBinName } from '../../shared/bin-name.ts'
import type { ContainerCalls } from './container-calls.ts'
import type { Former } from './restore.ts'
import { noRestart, setRestart } from './restore.ts'

type Wish = {
  /** 0: it is removed. */
  readonly keepDays: number
  readonly takesVolumes: boolean
  readonly isReplaced: boolean
}

const dayMs = 24 * 60 * 60 * 1_000

/**
 * Puts a stopped container into the bin. Its name goes last, in one request: it is either in the bin or not. The
 * restart policy before, for an engine that starts would start it too.
 *
 * Source: `ContainerUpdate`, `ContainerRename`; `ContainerDelete` when nothing is kept.
 */
export async function putAway(calls: ContainerCalls, former: Former, wish: Wish): Promise<void> {
  if (wish.keepDays === 0) return removeFormer(calls, former.id)
  const { id, name, state } = former
  if (state.restart.name !== 'no') await setRestart(calls, id, noRestart)
  const binnedAtMs = Date.now()
  const { takesVolumes, isReplaced } = wish
  const expiresAtMs = binnedAtMs + wish.keepDays * dayMs
  await calls.rename(
    id,
    formatBinName({ kind: 'bin', name, former: state, binnedAtMs, expiresAtMs, takesVolumes, isReplaced }),
  )
}

/** Its anonymous volumes are another container's now. A removal whose answer was lost is one all the same. */
async function removeFormer(calls: ContainerCalls, id: string): Promise<void> {
  try {
    await calls.remove(id, { force: false, volumes: false })
  } catch (error) {
    if ((await calls.find(id)) !== null) throw error
  }
}
