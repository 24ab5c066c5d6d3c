import { cpSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'

const here = (path: string) => resolve(import.meta.dirname, path)
const out = (name: string) => here(`out/${name}`)

/** Never bundled: what the runtime provides, and optional native parts of ssh2 that Bayplan does not use. */
const external = [
  'electron',
  /\.node$/,
  'cpu-features',
  'bufferutil',
  'utf-8-validate',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
]

/** Small parts that most screens share travel together: fifty requests of 1 kB cost more than they save. */
const chunkGroups = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|zustand)\// },
  { name: 'i18n', test: /node_modules\/(i18next|react-i18next|html-parse-stringify)\// },
  {
    name: 'parts',
    test: /node_modules\/(@base-ui|@floating-ui|lucide-react)\/|renderer\/ui\//,
    // What only a later pane or dialog needs comes with it.
    tags: ['$initial' as const],
  },
]

/** ssh2 (inside dockerode) computes paths from __dirname when it loads, which an ES module lacks. */
const commonJsShim = [
  "import { createRequire as __createRequire } from 'node:module'",
  "import { fileURLToPath as __fileURLToPath } from 'node:url'",
  "import { dirname as __pathDirname } from 'node:path'",
  'const require = __createRequire(import.meta.url)',
  'const __filename = __fileURLToPath(import.meta.url)',
  'const __dirname = __pathDirname(__filename)',
].join(';')

function nodeBundle(
  entry: string,
  outDir: string,
  file: string,
  format: 'es' | 'cjs',
  banner = '',
): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, conditions: ['node', 'import', 'module', 'default'] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: {
        input: here(entry),
        external,
        output: { format, entryFileNames: file, codeSplitting: false, banner },
      },
    },
  }
}

/** dockerode reads its .proto files from beside the bundle when an image is built with BuildKit. */
function copyProtoFiles(): Plugin {
  return {
    name: 'bayplan:proto-files',
    applyToEnvironment: (environment) => environment.name === 'server' || environment.name === 'engine',
    closeBundle() {
      cpSync(here('node_modules/dockerode/lib/proto'), `${out(this.environment.name)}/proto`, {
        recursive: true,
      })
    },
  }
}

// eslint-disable-next-line import/no-default-export -- Vite reads the default export
export default defineConfig({
  root: here('renderer'),
  base: './',
  publicDir: false,
  builder: {},
  plugins: [react(), copyProtoFiles()],
  worker: { format: 'es' },
  environments: {
    client: {
      build: {
        outDir: out('renderer'),
        emptyOutDir: true,
        target: 'chrome120',
        sourcemap: true,
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
      },
    },
    server: nodeBundle('server/main.ts', out('server'), 'main.mjs', 'es', commonJsShim),
    engine: nodeBundle('electron/engine-process.ts', out('engine'), 'engine-process.mjs', 'es', commonJsShim),
    main: nodeBundle('electron/main.ts', out('electron'), 'main.mjs', 'es'),
    preload: nodeBundle('electron/preload.ts', out('preload'), 'preload.cjs', 'cjs'),
  },
})
