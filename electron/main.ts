import { app, protocol } from 'electron'
import { appScheme } from './app-protocol.ts'
import { announceReady } from './ready-file.ts'
import { Shell } from './shell.ts'

/*
 * Entry of the desktop app. What must happen before `ready` is static code here. Electron emits `ready` only
 * after this module has been evaluated, so a top-level `await app.whenReady()` would wait for ever.
 */

protocol.registerSchemesAsPrivileged([appScheme])
app.enableSandbox()
app.setAppUserModelId('org.bayplan.Bayplan')

if (app.requestSingleInstanceLock()) {
  const shell = new Shell()
  void app.whenReady().then(() => shell.start())
} else {
  // The app that already runs raises its window: for whoever started this one, that is the window.
  announceReady(process.env)
  app.quit()
}
