/** Names of the messages between main and preload; everything else goes through the engine port. */
export const channels = {
  connectEngine: 'engine:connect',
  enginePort: 'engine:port',
  openExternal: 'link:open',
  chooseSavePath: 'file:choose-save-path',
  chooseFolder: 'file:choose-folder',
  setTheme: 'theme:set',
  setLanguage: 'language:set',
  command: 'menu:command',
  setOptions: 'options:set',
  setSummary: 'summary:set',
  notify: 'notification:show',
  /** The page listens for requests. */
  listening: 'request:listening',
  request: 'request',
  startsAtLogin: 'login-item:get',
  setStartsAtLogin: 'login-item:set',
} as const

/** Names of the messages from main to the engine process. */
export type EngineProcessMessage =
  /** With one port: a page to serve. */
  | { readonly t: 'connect' }
  /** The computer slept, or its network changed: look at once whether the engine is still there. */
  | { readonly t: 'recheck' }
  /** End all work and leave. */
  | { readonly t: 'shutdown' }
