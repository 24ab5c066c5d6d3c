import { create } from 'zustand'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import { typeAhead } from './typed-ahead.ts'

/** What the form about one container begins with. */
export type RunDialog =
  | {
      readonly kind: 'run'
      readonly spec: RunSpec | null
      /** A `docker run` line, read as if a person had pasted it. */
      readonly text: string | null
      readonly image: string | null
      /** A container whose settings are taken over, all but its name. */
      readonly likeId: string | null
    }
  | { readonly kind: 'edit'; readonly containerId: string }

export type RunStart = {
  readonly spec?: RunSpec | undefined
  readonly text?: string | undefined
  readonly image?: string | undefined
  readonly likeId?: string | undefined
}

/** The form that runs or edits a container; one in the window. */
export const useRunDialog = create<{ readonly dialog: RunDialog | null }>(() => ({ dialog: null }))

/** Asks how to run a container; what is given stands in the form already. */
export function openRunDialog({ spec, text, image, likeId }: RunStart = {}): void {
  typeAhead()
  useRunDialog.setState({
    dialog: {
      kind: 'run',
      spec: spec ?? null,
      text: text ?? null,
      image: image ?? null,
      likeId: likeId ?? null,
    },
  })
}

/** The same form, filled with the settings of a container that is there. */
export function openEditDialog(containerId: string): void {
  typeAhead()
  useRunDialog.setState({ dialog: { kind: 'edit', containerId } })
}

export function closeRunDialog(): void {
  useRunDialog.setState({ dialog: null })
}
