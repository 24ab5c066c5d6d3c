import { createDialog } from './dialogs.mjs'
import { createPresence } from './presence.mjs'
import { checkOptions, fault, StrictEmitter, strict } from './strict.mjs'

/* Native parts without a native side: they keep what they were told, and tests look at that. */

const roles = [
  'about',
  'services',
  'hide',
  'hideOthers',
  'unhide',
  'quit',
  'close',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'pasteAndMatchStyle',
  'selectAll',
  'togglefullscreen',
  'toggleDevTools',
  'windowMenu',
  'help',
]
const itemOptions = [
  'id',
  'label',
  'role',
  'type',
  'accelerator',
  'registerAccelerator',
  'click',
  'submenu',
  'visible',
  'enabled',
]
const accelerator =
  /^((CommandOrControl|Command|Control|Alt|Shift)\+)*([A-Z0-9,./=[\]-]|Plus|Left|Right|Up|Down|F\d+)$/

function checkItem(item) {
  checkOptions(item, itemOptions, 'MenuItem')
  if (item.role !== undefined && !roles.includes(item.role)) throw fault(`no menu role '${item.role}'`)
  if (item.accelerator !== undefined && !accelerator.test(item.accelerator)) {
    throw fault(`no accelerator '${item.accelerator}'`)
  }
  if (item.type !== 'separator' && !item.label && !item.role)
    throw fault('a menu item needs a label or a role')
  for (const inner of item.submenu ?? []) checkItem(inner)
}

function createMenu() {
  let current = null
  const find = (items, id) => {
    for (const item of items) {
      const found = item.id === id ? item : find(item.submenu ?? [], id)
      if (found) return found
    }
    return null
  }
  return strict(
    {
      buildFromTemplate(template) {
        for (const item of template) checkItem(item)
        return strict({ items: template, getMenuItemById: (id) => find(template, id) }, 'Menu')
      },
      setApplicationMenu(menu) {
        current = menu
      },
      getApplicationMenu: () => current,
    },
    'Menu',
  )
}

function createNativeTheme() {
  const theme = new StrictEmitter('nativeTheme', ['updated'])
  let source = 'system'
  Object.defineProperties(theme, {
    themeSource: {
      enumerable: true,
      get: () => source,
      set: (value) => {
        if (!['system', 'light', 'dark'].includes(value)) throw new TypeError(`themeSource: ${value}`)
        const before = source
        source = value
        if (before !== value) setImmediate(() => theme.emit('updated'))
      },
    },
    shouldUseDarkColors: { enumerable: true, get: () => source === 'dark' },
  })
  return strict(theme, 'nativeTheme')
}

export function createDesktop(runtime) {
  return {
    Menu: createMenu(),
    nativeTheme: createNativeTheme(),
    powerMonitor: strict(
      new StrictEmitter('powerMonitor', ['suspend', 'resume', 'lock-screen', 'unlock-screen']),
      'powerMonitor',
    ),
    shell: strict(
      {
        async openExternal(url) {
          // What the real one would hand to the operating system: anything, programs included.
          if (!/^https?:\/\//.test(url)) throw fault(`shell.openExternal('${url}')`)
        },
      },
      'shell',
    ),
    dialog: createDialog(runtime),
    ...createPresence(runtime),
  }
}
