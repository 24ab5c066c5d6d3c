import { createContext, useContext } from 'react'

/** What is asked about containers in the bin. By id: they may go while it is asked. */
export type BinQuestion =
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'restore'; readonly id: string }

export type AskAboutBin = (question: BinQuestion) => void

export const BinQuestionContext = createContext<AskAboutBin>(() => undefined)

export function useBinQuestion(): AskAboutBin {
  return useContext(BinQuestionContext)
}
