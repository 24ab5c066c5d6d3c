/* What `import … from 'electron'` yields in the main process: the strict objects that boot.mjs made. */
const electron = globalThis.__standinElectron
export default electron
export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
} = electron
