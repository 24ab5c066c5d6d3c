import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import { dockerOn } from './lab.ts'

/** An image with one layer of random bytes: large, and like no other. */
export async function makeBigImage(lab: LabEngine, reference: string, megabytes: number): Promise<void> {
  const name = `big-${megabytes}-${Date.now()}`
  const script = `head -c ${megabytes}m /dev/urandom > /big`
  await dockerOn(lab, 'run', '--name', name, '--network', 'none', 'bb', 'sh', '-c', script)
  await dockerOn(lab, 'commit', name, reference)
  await dockerOn(lab, 'rm', name)
}
