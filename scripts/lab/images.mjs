// Images without a registry: a `docker load` archive made from a static busybox. Same bytes in, same image ids out.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { must } from './process.mjs'
import { tar } from './tar.mjs'

/**
 * @typedef {object} ImageSpec
 * @property {string[]} tags
 * @property {Buffer[]} layers
 * @property {Record<string, unknown>} [config]  as in the image's `config` (Cmd, Env, Labels, …)
 * @property {{ created_by: string, comment?: string, empty_layer?: boolean }[]} [history]
 * @property {string} [createdAt]
 */

const sha256 = (/** @type {Buffer | string} */ data) => createHash('sha256').update(data).digest('hex')
const architectures = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64', arm: 'arm' })

/**
 * Packs images into one archive for POST /images/load. Layers and configs that several images share are stored once.
 * @param {ImageSpec[]} specs
 */
export function packImages(specs) {
  /** @type {Map<string, Buffer | string>} */ const files = new Map()
  const manifest = specs.map((spec) => {
    const layers = spec.layers.map((layer) => {
      const name = `${sha256(layer)}.tar`
      files.set(name, layer)
      return name
    })
    const config = JSON.stringify(imageConfig(spec))
    const configName = `${sha256(config)}.json`
    files.set(configName, config)
    return { Config: configName, RepoTags: spec.tags, Layers: layers }
  })
  files.set('manifest.json', JSON.stringify(manifest))
  return tar([...files].map(([name, body]) => ({ name, body })))
}

/** @param {ImageSpec} spec */
function imageConfig({ layers, config, history, createdAt: created = '2026-01-02T03:04:05Z' }) {
  const plain = layers.map((_, index) => ({ created_by: `ADD layer ${index + 1} in /` }))
  return {
    architecture: architectures[process.arch] ?? process.arch,
    os: 'linux',
    created,
    config: { Env: ['PATH=/bin'], Cmd: ['sh'], ...config },
    history: (history ?? plain).map((step) => ({ created, ...step })),
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
  }
}

/**
 * A root file system with a shell and every busybox applet.
 * @param {string} busybox a statically linked busybox
 */
export async function baseLayer(busybox) {
  const applets = (await must([busybox, '--list'])).trim().split('\n')
  const folders = ['bin/', 'etc/', 'proc/', 'sys/', 'dev/', 'root/', 'var/', 'var/www/']
  return tar([
    ...folders.map((name) => ({ name })),
    { name: 'tmp/', mode: 0o1777 },
    { name: 'bin/busybox', body: readFileSync(busybox), mode: 0o755 },
    ...applets
      .filter((name) => name !== 'busybox')
      .map((name) => ({ name: `bin/${name}`, linkTo: 'busybox' })),
    { name: 'etc/passwd', body: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' },
    { name: 'etc/group', body: 'root:x:0:\nnogroup:x:65534:\n' },
  ])
}

/** @param {string} name @param {string | Buffer} body @param {number} [mode] */
export const fileLayer = (name, body, mode = 0o644) => tar([{ name, body, mode }])

const second = 1e9 // health check times are in nanoseconds

/**
 * The images every lab engine is seeded with.
 * @param {string} busybox
 */
export async function labImages(busybox) {
  const base = await baseLayer(busybox)
  const page = fileLayer('var/www/index.html', '<!doctype html><title>lab</title><h1>lab</h1>\n')
  return packImages([
    { tags: ['bayplan/busybox:1', 'bb:latest'], layers: [base] },
    {
      tags: ['bayplan/health:1'],
      layers: [base],
      config: {
        // Healthy once /ok exists, so that a test decides.
        Healthcheck: { Test: ['CMD-SHELL', 'test -f /ok'], Interval: second, Timeout: second, Retries: 2 },
        Cmd: ['sleep', '100000'],
        StopSignal: 'SIGKILL',
      },
    },
    {
      tags: ['bayplan/quickstop:1'],
      layers: [base],
      config: { Cmd: ['sleep', '100000'], StopSignal: 'SIGKILL' },
    },
    {
      tags: ['bayplan/web:1'],
      layers: [base, page],
      config: {
        Cmd: ['httpd', '-f', '-p', '80', '-h', '/var/www'],
        ExposedPorts: { '80/tcp': {}, '443/tcp': {}, '53/udp': {} },
        Labels: {
          'org.opencontainers.image.title': 'Lab web <b>bold</b>',
          'org.opencontainers.image.source': 'https://example.invalid/web',
        },
        StopSignal: 'SIGKILL',
      },
    },
    {
      // One program, no shell: what "distroless" images look like. busybox obeys only when its name begins with that.
      tags: ['bayplan/noshell:1'],
      layers: [fileLayer('busybox-only', readFileSync(busybox), 0o755)],
      config: {
        Entrypoint: ['/busybox-only'],
        Cmd: ['sleep', '100000'],
        Env: ['PATH=/'],
        StopSignal: 'SIGKILL',
      },
    },
  ])
}
