// What a developer's engine looks like on an ordinary day: three Compose projects and a few loose containers.

/**
 * @typedef {object} DemoContainer
 * @property {string} image
 * @property {string} [project]
 * @property {string} [service]
 * @property {string} [name]  loose containers only; others are named by project and service
 * @property {string[]} [command]
 * @property {string[]} [env]
 * @property {Record<string, number>} [ports]  container port → port on this machine
 * @property {Record<string, string>} [volumes]  volume → path
 * @property {string[]} [networks]
 * @property {string[]} [dependsOn]
 * @property {number} [memoryMb]
 * @property {number} [cpus]
 * @property {'always' | 'unless-stopped'} [restart]
 * @property {Record<string, unknown>} [health]
 * @property {boolean} [hasTerminal]
 * @property {'created' | 'paused' | 'killed' | 'stopped'} [afterwards]  what happens after it was created or started
 */

/** @typedef {{ web: number, grafana: number, prometheus: number, mail: number, registry: number }} DemoPorts */

const second = 1e9

const databaseHealth = {
  Test: ['CMD-SHELL', 'test -f "$PGDATA/heartbeat" && echo "accepting connections"'],
  Interval: 15 * second,
  Timeout: 3 * second,
  Retries: 3,
  StartPeriod: 30 * second,
  StartInterval: second, // engines before 25 ignore it and become healthy a little later
}

/**
 * @param {string} project
 * @param {DemoContainer[]} containers
 * @returns {DemoContainer[]}
 */
const inProject = (project, containers) =>
  containers.map((container) => ({ project, networks: ['default'], ...container }))

/** @param {DemoPorts} ports */
const shop = (ports) =>
  inProject('shop', [
    {
      service: 'db',
      image: 'postgres:17-alpine',
      env: ['POSTGRES_DB=shop', 'POSTGRES_PASSWORD=not-a-secret'],
      volumes: { 'db-data': '/var/lib/postgresql/data' },
      networks: ['backend'],
      health: databaseHealth,
      restart: 'unless-stopped',
    },
    {
      service: 'cache',
      image: 'redis:8-alpine',
      volumes: { 'cache-data': '/data' },
      networks: ['backend'],
      restart: 'unless-stopped',
    },
    {
      service: 'mail',
      image: 'axllent/mailpit:v1.28',
      ports: { '8025/tcp': ports.mail },
      networks: ['backend'],
    },
    { service: 'search', image: 'getmeili/meilisearch:v1.22', memoryMb: 32, networks: ['backend'] },
    {
      service: 'migrate',
      image: 'shop/worker:2.8.1',
      command: ['migrate'],
      networks: ['backend'],
      dependsOn: ['db'],
    },
    {
      service: 'web',
      image: 'shop/web:2.8.1',
      ports: { '80/tcp': ports.web },
      networks: ['frontend'],
      dependsOn: ['api'],
      restart: 'unless-stopped',
    },
    {
      service: 'api',
      image: 'shop/api:2.8.1',
      env: ['DATABASE_URL=postgres://shop@db/shop', 'LOG_LEVEL=debug'],
      networks: ['backend', 'frontend'],
      dependsOn: ['db', 'cache'],
      memoryMb: 256,
      restart: 'unless-stopped',
    },
    {
      service: 'worker',
      image: 'shop/worker:2.8.1',
      env: ['QUEUE=thumbnails'],
      networks: ['backend'],
      dependsOn: ['cache'],
      cpus: 0.3,
      restart: 'unless-stopped',
    },
  ])

/** @param {DemoPorts} ports */
const monitoring = (ports) =>
  inProject('monitoring', [
    {
      service: 'prometheus',
      image: 'prom/prometheus:v3.7.3',
      ports: { '9090/tcp': ports.prometheus },
      volumes: { metrics: '/prometheus' },
    },
    {
      service: 'grafana',
      image: 'grafana/grafana:12.2',
      ports: { '3000/tcp': ports.grafana },
      dependsOn: ['prometheus'],
    },
    { service: 'node-exporter', image: 'prom/node-exporter:v1.10.2' },
    { service: 'loki', image: 'grafana/loki:3.6', restart: 'always' },
  ])

const blog = () =>
  inProject('blog', [
    {
      service: 'db',
      image: 'mariadb:12',
      volumes: { 'db-data': '/var/lib/mysql' },
      afterwards: 'killed',
    },
    {
      service: 'wordpress',
      image: 'wordpress:6-apache',
      dependsOn: ['db'],
      afterwards: 'stopped',
    },
  ])

/** @param {DemoPorts} ports @returns {DemoContainer[]} */
const loose = (ports) => [
  {
    name: 'pg-playground',
    image: 'postgres:17-alpine',
    env: ['POSTGRES_PASSWORD=play'],
    afterwards: 'paused',
  },
  { name: 'ubuntu-study', image: 'ubuntu:26.04', command: ['sh', '-c', 'vim /root/notes.txt'] },
  {
    name: 'registry',
    image: 'registry:3',
    ports: { '5000/tcp': ports.registry },
    volumes: { 'registry-data': '/var/lib/registry' },
    restart: 'always',
  },
  { name: 'alpine-lab', image: 'alpine:3.23', hasTerminal: true, afterwards: 'created' },
  { name: 'thumbnailer', image: 'acme/thumbnailer:0.9', memoryMb: 16 },
  { name: 'colours', image: 'acme/colours:1' },
]

/** @param {DemoPorts} ports @returns {DemoContainer[]} */
export const demoContainers = (ports) => [...shop(ports), ...monitoring(ports), ...blog(), ...loose(ports)]
