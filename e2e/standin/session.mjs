import { fault, preventable, StrictEmitter, strict } from './strict.mjs'

/** Permissions whose fate a page can see, with the name that Electron gives them. */
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
]

export function createSession(runtime) {
  let requestHandler = (_contents, _permission, answer) => answer(true)
  let checkHandler = () => true
  let applied = Promise.resolve()
  let hasBothHandlers = false

  const ask = (permission, url) => {
    let granted = false
    requestHandler(null, permission, (answer) => (granted = answer), {
      requestingUrl: url,
      isMainFrame: true,
    })
    const checked = checkHandler(null, permission, url, { requestingUrl: url, isMainFrame: true })
    // Two doors to the same room: a page that is refused at one goes through the other.
    if (hasBothHandlers && granted !== checked)
      throw fault(`the two permission handlers disagree about ${permission}`)
    return granted && checked
  }
  const apply = () => {
    applied = Promise.all(
      runtime.schemes.origins().flatMap((origin) =>
        permissions.map(([name, permission]) =>
          runtime.connection.root
            .send('Browser.setPermission', {
              permission: name === 'clipboard-write' ? { name, allowWithoutSanitization: false } : { name },
              setting: ask(permission, runtime.schemes.fromPage(`${origin}/`)) ? 'granted' : 'denied',
              origin,
            })
            .catch((error) => process.stderr.write(`${fault(error.message).message}\n`)),
        ),
      ),
    )
  }

  const session = new StrictEmitter('session', ['will-download'])
  Object.assign(session, {
    setPermissionRequestHandler(handler) {
      requestHandler = handler
      apply()
    },
    setPermissionCheckHandler(handler) {
      checkHandler = handler
      hasBothHandlers = true
      apply()
    },
    setDevicePermissionHandler() {},
  })
  const defaultSession = strict(session, 'session')

  return {
    api: strict(
      {
        get defaultSession() {
          if (!runtime.isReady) throw new Error('Session can only be received when app is ready')
          return defaultSession
        },
      },
      'session',
    ),
    applied: () => applied,
    /** Without handlers Electron grants everything; that has to be visible as well. */
    applyDefaults: apply,
    download(details) {
      const item = new StrictEmitter('DownloadItem', ['done', 'updated'])
      const options = {}
      Object.assign(item, {
        getURL: () => runtime.schemes.fromPage(details.url),
        getFilename: () => details.suggestedFilename,
        getSavePath: () => '',
        setSaveDialogOptions: (value) => Object.assign(options, value),
      })
      const event = preventable()
      session.emit('will-download', event, strict(item, 'DownloadItem'))
      runtime.downloads.push({ url: item.getURL(), prevented: event.defaultPrevented, options })
    },
  }
}
