// The demo's images: a busybox each, under the names, settings and histories that people know.
import { baseLayer, packImages } from '../lab/images.mjs'
import { tar } from '../lab/tar.mjs'
import * as programs from './programs.mjs'

const second = 1e9 // the engine counts health check times in nanoseconds

/**
 * @typedef {object} Recipe
 * @property {string | null} tag  null makes a dangling image
 * @property {Record<string, string>} files  path → content; programs are executable
 * @property {string[]} command
 * @property {string[]} [entrypoint]
 * @property {number[]} [ports]
 * @property {string[]} [env]
 * @property {string} [workingDir]
 * @property {string} [volume]
 * @property {Record<string, unknown>} [health]
 * @property {string[]} [steps]  history lines between the base and the command
 * @property {string} [builtAt]
 */

/** @type {Recipe[]} */
const recipes = [
  {
    tag: 'shop/web:2.8.1',
    files: { 'docker-entrypoint.sh': programs.nginx, 'usr/share/nginx/html/index.html': programs.shopPage },
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    ports: [80],
    env: ['NGINX_VERSION=1.29.3'],
    steps: ['COPY dist/ /usr/share/nginx/html'],
    builtAt: '2026-11-18T09:12:44Z',
  },
  {
    tag: 'shop/api:2.8.1',
    files: { 'usr/local/bin/node': programs.shopApi },
    command: ['node', 'dist/server.js'],
    ports: [3000],
    env: ['NODE_VERSION=24.11.0', 'NODE_ENV=production'],
    workingDir: '/app',
    steps: ['RUN npm ci --omit=dev', 'COPY dist ./dist'],
    builtAt: '2026-11-18T09:14:02Z',
  },
  {
    tag: 'shop/worker:2.8.1',
    files: { 'usr/local/bin/node': programs.shopWorker, 'usr/local/bin/migrate': programs.shopMigrate },
    command: ['node', 'dist/worker.js'],
    env: ['NODE_VERSION=24.11.0', 'NODE_ENV=production'],
    workingDir: '/app',
    steps: ['RUN npm ci --omit=dev', 'COPY dist ./dist'],
    builtAt: '2026-11-18T09:14:31Z',
  },
  {
    tag: 'postgres:17-alpine',
    files: { 'usr/local/bin/docker-entrypoint.sh': programs.postgres },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    ports: [5432],
    env: ['PG_MAJOR=17', 'PG_VERSION=17.6', 'PGDATA=/var/lib/postgresql/data'],
    volume: '/var/lib/postgresql/data',
    steps: ['RUN apk add --no-cache bash su-exec tzdata', 'COPY docker-entrypoint.sh /usr/local/bin/'],
    builtAt: '2026-08-14T22:05:10Z',
  },
  {
    tag: 'redis:8-alpine',
    files: { 'usr/local/bin/redis-server': programs.redis },
    command: ['redis-server'],
    ports: [6379],
    volume: '/data',
    workingDir: '/data',
    builtAt: '2026-10-03T18:40:00Z',
  },
  {
    tag: 'axllent/mailpit:v1.28',
    files: { mailpit: programs.mailpit, 'usr/share/page/index.html': '<h1>Mailpit (demo)</h1>\n' },
    entrypoint: ['/mailpit'],
    command: [],
    ports: [1025, 8025],
  },
  {
    tag: 'getmeili/meilisearch:v1.22',
    files: { 'bin/meilisearch': programs.meilisearch },
    command: ['/bin/meilisearch'],
    ports: [7700],
    health: {
      Test: ['CMD-SHELL', 'echo "search answers too slowly"; exit 1'],
      Interval: 5 * second,
      Timeout: second,
      Retries: 1,
    },
  },
  {
    tag: 'grafana/grafana:12.2',
    files: { 'run.sh': programs.grafana, 'usr/share/grafana/index.html': '<h1>Grafana (demo)</h1>\n' },
    entrypoint: ['/run.sh'],
    command: [],
    ports: [3000],
    workingDir: '/usr/share/grafana',
  },
  {
    tag: 'prom/prometheus:v3.7.3',
    files: {
      'bin/prometheus': programs.prometheus,
      'usr/share/page/index.html': '<h1>Prometheus (demo)</h1>\n',
    },
    entrypoint: ['/bin/prometheus'],
    command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
    ports: [9090],
    volume: '/prometheus',
  },
  {
    tag: 'prom/node-exporter:v1.10.2',
    files: { 'bin/node_exporter': programs.nodeExporter },
    command: ['/bin/node_exporter'],
    ports: [9100],
  },
  {
    tag: 'grafana/loki:3.6',
    files: { 'usr/bin/loki': programs.loki },
    command: ['/usr/bin/loki', '-config.file=/etc/loki/local-config.yaml'],
    ports: [3100],
  },
  {
    tag: 'wordpress:6-apache',
    files: { 'usr/local/bin/apache2-foreground': programs.wordpress },
    command: ['apache2-foreground'],
    ports: [80],
  },
  {
    tag: 'mariadb:12',
    files: { 'usr/local/bin/mariadbd': programs.postgres },
    command: ['mariadbd'],
    ports: [3306],
    volume: '/var/lib/mysql',
  },
  {
    tag: 'registry:3',
    files: { 'bin/registry': programs.registry, 'var/lib/registry/v2/index.html': '{}\n' },
    command: ['registry', 'serve', '/etc/distribution/config.yml'],
    ports: [5000],
    volume: '/var/lib/registry',
  },
  {
    tag: 'acme/thumbnailer:0.9',
    files: { 'bin/thumbnail': programs.thumbnailer },
    command: ['thumbnail', 'IMG_2041.tiff'],
  },
  { tag: 'acme/colours:1', files: { 'bin/colours': programs.colours }, command: ['colours'] },
  {
    tag: 'ubuntu:26.04',
    files: { 'etc/os-release': 'PRETTY_NAME="Ubuntu 26.04 LTS"\n' },
    command: ['/bin/sh'],
    builtAt: '2026-10-09T11:00:00Z',
  },
  {
    tag: 'alpine:3.23',
    files: { 'etc/alpine-release': '3.23.0\n' },
    command: ['/bin/sh'],
    builtAt: '2026-10-28T16:20:00Z',
  },
  {
    tag: 'node:24-alpine',
    files: { 'usr/local/lib/node_modules/npm/README.md': 'npm\n' },
    command: ['node'],
    env: ['NODE_VERSION=24.11.0'],
  },
  {
    tag: null,
    files: { 'app/dist/server.js': '// an older build of shop/api\n' },
    command: ['node', 'dist/server.js'],
    builtAt: '2026-11-12T15:02:51Z',
  },
]

/**
 * @param {string} busybox a statically linked busybox
 * @returns {Promise<Buffer>} an archive for POST /images/load
 */
export async function demoImages(busybox) {
  const base = await baseLayer(busybox)
  return packImages(recipes.map((recipe) => toSpec(recipe, base)))
}

/** @param {Recipe} recipe @param {Buffer} base */
function toSpec(recipe, base) {
  const files = Object.entries(recipe.files)
  const layer = tar(
    files.map(([name, body]) => ({ name, body, mode: body.startsWith('#!') ? 0o755 : 0o644 })),
  )
  return {
    tags: recipe.tag ? [recipe.tag] : [],
    layers: [base, layer],
    createdAt: recipe.builtAt ?? '2026-09-21T08:30:00Z',
    history: historyOf(recipe),
    config: imageSettings(recipe),
  }
}

/** @param {Recipe} recipe */
function imageSettings({ tag, command, entrypoint, ports = [], env = [], workingDir, volume, health }) {
  const [title, version] = tag?.split(':') ?? []
  const labels = { 'org.opencontainers.image.title': title, 'org.opencontainers.image.version': version }
  return {
    Cmd: command,
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...env],
    ...(entrypoint ? { Entrypoint: entrypoint } : {}),
    ...(workingDir ? { WorkingDir: workingDir } : {}),
    ...(volume ? { Volumes: { [volume]: {} } } : {}),
    ...(health ? { Healthcheck: health } : {}),
    ...(title ? { Labels: labels } : {}),
    ExposedPorts: Object.fromEntries(ports.map((port) => [`${port}/tcp`, {}])),
  }
}

/** @param {Recipe} recipe */
function historyOf({ steps = [], env = [], ports = [], command, entrypoint }) {
  const comment = 'buildkit.dockerfile.v0'
  const empty = (/** @type {string} */ text) => ({ created_by: text, comment, empty_layer: true })
  const last = steps.at(-1) ?? 'COPY . /'
  return [
    { created_by: 'ADD rootfs.tar.gz / # buildkit', comment },
    ...env.map((setting) => empty(`ENV ${setting}`)),
    ...steps.slice(0, -1).map((step) => empty(step)),
    { created_by: `${last} # buildkit`, comment },
    ...ports.map((port) => empty(`EXPOSE map[${port}/tcp:{}]`)),
    ...(entrypoint ? [empty(`ENTRYPOINT ${JSON.stringify(entrypoint)}`)] : []),
    empty(`CMD ${JSON.stringify(command)}`),
  ]
}
