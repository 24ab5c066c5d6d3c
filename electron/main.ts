import { app, protocol } from 'electron'
import { appScheme } from './app-protocol.ts'
import { Shell } from './shell.ts'

/*
 * Entry of the desktop app. What must happen before `ready` is static code here. Electron emits `ready` only
 * after this module has been evaluated, so a top-level `await app.whenReady()` would wait for ever.
 */

protocol.registerSchemesAsPrivileged([appScheme])
app.enableSandbox()
app.setAppUserModelId('org.bayplan.Bayplan')

// `quit` returns, and what follows it would still run.
if (app.requestSingleInstanceLock()) {
  const shell = new Shell()
  void app.whenReady().then(() => shell.start())
} else {
  app.quit()
}
