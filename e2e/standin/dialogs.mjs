import { isAbsolute } from 'node:path'
import { checkOptions, fault, strict } from './strict.mjs'

/* Dialogs that nobody sees: each is cancelled, unless a story has put an answer in its place. */

const fileOptions = ['title', 'defaultPath', 'buttonLabel', 'filters', 'message', 'properties']
/** What Linux still knows; `showHiddenFiles` is gone there since 43. */
const openProperties = ['openFile', 'openDirectory', 'multiSelections', 'createDirectory']

function optionsOf(args, allowed, name) {
  const window = args.length > 1 ? args[0] : null
  if (window?.isDestroyed()) throw fault(`${name} over a window that is gone`)
  const options = args.at(-1)
  checkOptions(options, allowed, name)
  return options
}

function checkMessage(options) {
  const { buttons = [], defaultId = 0, cancelId } = options
  if (buttons.length === 0)
    throw fault('showMessageBox: without buttons the system writes its own, in its language')
  // Without it the Escape key answers with a button that looks like "Cancel" or "No", else with the first one.
  if (cancelId === undefined) throw fault('showMessageBox: cancelId must be told')
  for (const id of [defaultId, cancelId]) {
    if (buttons[id] === undefined) throw fault(`showMessageBox: there is no button ${id}`)
  }
}

export function createDialog(runtime) {
  const requireReady = (name) => {
    if (!runtime.isReady) throw fault(`dialog.${name} before the app is ready`)
  }
  return strict(
    {
      async showMessageBox(...args) {
        requireReady('showMessageBox')
        const known = ['type', 'title', 'message', 'detail', 'buttons', 'defaultId', 'cancelId', 'noLink']
        const options = optionsOf(args, known, 'showMessageBox')
        checkMessage(options)
        process.stderr.write(`dialog without an answer: ${options.message}: ${options.detail}\n`)
        return { response: options.cancelId, checkboxChecked: false }
      },
      async showSaveDialog(...args) {
        requireReady('showSaveDialog')
        const { defaultPath } = optionsOf(args, fileOptions, 'showSaveDialog')
        // Since 43 the system no longer remembers the folder: the app has to name it.
        if (!defaultPath || !isAbsolute(defaultPath))
          throw fault('showSaveDialog: defaultPath must be a full path')
        return { canceled: true, filePath: '' }
      },
      async showOpenDialog(...args) {
        requireReady('showOpenDialog')
        const { properties = [] } = optionsOf(args, fileOptions, 'showOpenDialog')
        for (const property of properties) {
          if (!openProperties.includes(property)) throw fault(`showOpenDialog has no property '${property}'`)
        }
        return { canceled: true, filePaths: [] }
      },
      showErrorBox(title, content) {
        process.stderr.write(`stand-in error box: ${title}: ${content}\n`)
        runtime.errorBoxes.push({ title, content })
      },
    },
    'dialog',
  )
}
