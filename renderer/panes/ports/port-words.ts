import type { TFunction } from 'i18next'
import type { PortAnswer } from '../../../shared/ports.ts'
import { familiesOf, reachOf } from '../../../shared/ports-claims.ts'
import type { GlyphName } from '../../ui/state-glyph.tsx'
import type { PortRow } from './port-rows.ts'
import { holderName, portText } from './port-rows.ts'

/** How far the port reaches, such as "Every address" or "Only the engine's host". */
export function reachWord({ addresses }: PortRow, t: TFunction): string {
  const reach = reachOf(addresses)
  return reach === 'some' ? addresses.join(', ') : t(`ports.reach.${reach}`)
}

export function familyWord({ addresses }: PortRow): string {
  return familiesOf(addresses).join(', ')
}

export function portWord(row: PortRow, t: TFunction): string {
  return portText(row) || t('ports.anyPort')
}

export function holderWord(row: PortRow, t: TFunction): string {
  return holderName(row) ?? t('ports.unknownProgram')
}

/** Neither good nor bad where nothing can be told. */
export function answerGlyph({ outcome }: PortAnswer): GlyphName {
  if (outcome === 'answers') return 'done'
  return outcome === 'no-handshake' || outcome === 'other-host' ? 'created' : 'unhealthy'
}

/** One word for the column. */
export function answerWord(
  { outcome, isInsideLoopbackOnly, insideAddresses }: PortAnswer,
  t: TFunction,
): string {
  if (isInsideLoopbackOnly) return t('ports.answer.insideLoopback')
  if (insideAddresses?.length === 0) return t('ports.answer.insideNothing')
  return t(`ports.answer.${outcome}`)
}

/** What the answer means and what can be done about it. */
export function explainAnswer(row: PortRow, answer: PortAnswer, t: TFunction): string {
  const { outcome, address, insideAddresses, isInsideLoopbackOnly, tookMs } = answer
  const facts = {
    address,
    port: row.containerPort ?? row.hostPort ?? 0,
    ms: tookMs,
    name: holderWord(row, t),
  }
  if (isInsideLoopbackOnly) return t('ports.why.insideLoopback', facts)
  if (insideAddresses?.length === 0) return t('ports.why.insideNothing', facts)
  // No proxy stands before a program of the host.
  if (outcome === 'closed' && row.holder.kind === 'program') return t('ports.why.closedByProgram', facts)
  return t(`ports.why.${outcome}`, facts)
}

/** Why two claims cannot stand together, from the side of `row`. */
export function conflictText(row: PortRow, rival: PortRow['rivals'][number], t: TFunction): string {
  const facts = {
    port: portWord(row, t),
    name: holderWord(row, t),
    rival: holderName(rival) ?? t('ports.unknownProgram'),
  }
  if (row.isHeld) return t('ports.conflict.rivalCannotStart', facts)
  if (rival.holder.kind === 'program') return t('ports.conflict.programHolds', facts)
  return t(rival.isHeld ? 'ports.conflict.cannotStart' : 'ports.conflict.oneOfTwo', facts)
}
