import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callsTests } from './transport-calls.ts'
import { closingTests } from './transport-closing.ts'
import { inputsTests } from './transport-inputs.ts'
import type { TransportEnds } from './transport-rig.ts'
import { eventually, TransportRig } from './transport-rig.ts'
import { streamsTests } from './transport-streams.ts'
import { valuesTests } from './transport-values.ts'

const groups = {
  calls: callsTests,
  streams: streamsTests,
  inputs: inputsTests,
  values: valuesTests,
  'the end of the link': closingTests,
}

/**
 * What every transport must do, whatever carries it. Call it at the top of a test file with a function that
 * opens a fresh pair of ends for each test.
 */
export function describeTransport(label: string, open: () => Promise<TransportEnds>): void {
  let rig: TransportRig

  describe(`transport: ${label}`, { timeout: 30_000 }, () => {
    beforeEach(async () => {
      rig = new TransportRig(await open())
    })
    afterEach(async () => {
      rig.ends.page.close()
      rig.ends.host.close()
      await rig.ends.dispose()
      // Whatever the test did, a closed port leaves nothing behind.
      await eventually(() => expect(rig.watched.active()).toBe(0))
    })
    describe.each(Object.entries(groups))('%s', (_group, tests) => {
      it.each(tests)('%s', (_name, run) => run(rig))
    })
  })
}
