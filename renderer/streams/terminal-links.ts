import type { ILinkHandler } from '@xterm/xterm'
import { openExternal } from '../open-external.ts'
import { linkTarget } from './link-target.ts'

/** Tells where a link leads while the mouse is on it, and opens it outside. */
export function createLinkHandler(element: HTMLElement): ILinkHandler {
  return {
    allowNonHttpProtocols: false,
    hover: (_event, uri) => {
      element.title = linkTarget(uri) ?? ''
    },
    leave: () => element.removeAttribute('title'),
    activate: (event, uri) => {
      event.preventDefault()
      const target = linkTarget(uri)
      if (target !== null) openExternal(target)
    },
  }
}
