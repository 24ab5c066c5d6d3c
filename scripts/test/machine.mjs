// What this machine can run, and getting what is missing.

import { installMissing } from '../lab/apt.mjs'
import { ping } from '../lab/engine-api.mjs'
import { engineVersions, ensureEngines, ensureRegistry } from '../lab/engines.mjs'
import { aptFamily, isExecutable, isRoot, say } from '../lab/process.mjs'
import { findBrowser } from '../start/browser.mjs'

const packages = [
  'ca-certificates',
  'chromium',
  'xvfb',
  'xauth',
  'fonts-noto-cjk',
  'fonts-noto-color-emoji',
  'busybox-static',
  'iproute2',
  'iptables',
  'curl',
  'procps',
  'openssl',
]
// On Ubuntu, "chromium" is a snap, which needs a running snapd and cannot read our folders.
const notOnUbuntu = ['chromium']

/**
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env  for every step
 * @property {string} noEngine  why tests that kill and freeze engines cannot run; empty when they can
 * @property {string} noContract  why not even the contract suite can run
 * @property {string} noBrowser  why Playwright cannot run
 */

/** @returns {Promise<Machine>} */
export async function prepareMachine() {
  const family = aptFamily()
  const isPrivate = process.platform === 'linux' && isRoot()
  if (isPrivate && family) {
    await installMissing(
      family === 'ubuntu' ? packages.filter((name) => !notOnUbuntu.includes(name)) : packages,
    )
    await ensureEngines(engineVersions)
    await ensureRegistry()
  }
  const engine = isPrivate && family ? privateEngine() : await sharedEngine()
  const browser = process.env['BAYPLAN_CHROMIUM'] ?? findBrowser(process.platform, process.env, isExecutable)
  return {
    ...engine,
    env: { ...engine.env, ...(browser ? { BAYPLAN_CHROMIUM: browser } : {}) },
    noBrowser: browser ? '' : 'there is no Chrome or Chromium',
  }
}

/** Settings of the person's own docker would lead a test to the wrong engine. */
function envWithoutDocker() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('DOCKER_'))
  return Object.fromEntries(kept)
}

function privateEngine() {
  return { env: envWithoutDocker(), noEngine: '', noContract: '' }
}

/** Without root the engine at hand is used, for objects with our label only. */
async function sharedEngine() {
  const noEngine = 'it kills and freezes its engines, which needs root on Debian'
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock'
  const isThere = host.startsWith('unix://') && (await ping(host.slice('unix://'.length)))
  if (!isThere) return { env: envWithoutDocker(), noEngine, noContract: `no engine answers on ${host}` }
  say(`Using the engine on ${host}, for objects labelled bayplan.test=1 only.`)
  return {
    env: { ...envWithoutDocker(), BAYPLAN_LAB_SHARED: '1', BAYPLAN_LAB_HOST: host },
    noEngine,
    noContract: '',
  }
}
