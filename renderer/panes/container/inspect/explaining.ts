import { createContext, useContext } from 'react'

type Explanation = {
  readonly isExplained: boolean
  /** Paths that are not the image's or Docker's defaults. */
  readonly changed: ReadonlySet<string>
  /** The path of the field that was pressed last. */
  readonly selected: string | null
  readonly select: (path: string) => void
}

const context = createContext<Explanation>({
  isExplained: false,
  changed: new Set(),
  selected: null,
  select: () => undefined,
})

/** What the fields below it are explained with. */
export const Explaining = context.Provider

export function useExplaining(): Explanation {
  return useContext(context)
}
