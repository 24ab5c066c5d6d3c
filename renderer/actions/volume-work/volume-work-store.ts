import { create } from 'zustand'

/** Which work on a whole volume is being asked about, if any. By name: the volume may go while it is asked. */
export type VolumeWorkDialog = {
  readonly kind: 'export' | 'import' | 'clone' | 'empty'
  readonly name: string
}

export const useVolumeWorkDialog = create<{ readonly dialog: VolumeWorkDialog | null }>(() => ({
  dialog: null,
}))

const open = (kind: VolumeWorkDialog['kind']) => (name: string) =>
  useVolumeWorkDialog.setState({ dialog: { kind, name } })

export const openVolumeExport = open('export')
export const openVolumeImport = open('import')
export const openVolumeClone = open('clone')
export const openVolumeEmpty = open('empty')

export function closeVolumeWork(): void {
  useVolumeWorkDialog.setState({ dialog: null })
}
