// Rebuilds page and web host as files change, and restarts the host when its bundle did. The page is served with
// the same policy as in production, so what works here works there; reload it to see a change.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const hostFlags = process.argv.slice(2)
/** @type {import('node:child_process').ChildProcess | null} */
let host = null

function startHost() {
  host?.kill()
  host = spawn(process.execPath, ['out/server/main.mjs', '--idle-exit', '0', ...hostFlags], {
    cwd: root,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
}

/**
 * Builds once, then on every change; calls back after each good build.
 * @param {import('vite').ViteBuilder} builder @param {string} name @param {() => void} onBuilt
 */
async function watch(builder, name, onBuilt) {
  const environment = builder.environments[name]
  if (!environment) throw new Error(`vite.config.ts has no environment ${name}`)
  const watcher = await builder.build(environment)
  if (!('on' in watcher)) throw new Error('Vite built once instead of watching')
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END') onBuilt()
    if (event.code === 'ERROR') console.error(event.error.message)
  })
}

const builder = await createBuilder({
  root,
  build: { watch: {} },
  logLevel: 'warn',
  configFile: `${root}/vite.config.ts`,
})
await watch(builder, 'client', () => console.log('page rebuilt: reload it'))
await watch(builder, 'server', startHost)

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    host?.kill()
    process.exit(0)
  })
}
