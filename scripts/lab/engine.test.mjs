import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { startEngine } from './engine.mjs'
import { isAlive, isRoot, run, sleep } from './process.mjs'

const skip = process.platform === 'linux' && isRoot() ? false : 'needs Linux and root'

/** What an engine could leave behind on the machine. @param {string} folder */
async function traces(folder) {
  const found = []
  if (existsSync(folder)) found.push(`folder ${folder}`)
  if (readFileSync('/proc/mounts', 'utf8').includes(folder)) found.push('mounts')
  const processes = await run(['pgrep', '-af', folder])
  if (processes.stdout) found.push(`processes ${processes.stdout}`)
  return found
}

/** @param {() => Promise<boolean>} check */
async function eventually(check) {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    if (await check()) return true
    await sleep(50)
  }
  return false
}

void test('the lab engine', { skip, timeout: 120_000 }, async (t) => {
  /** @type {import('./engine.d.mts').LabEngine} */ let engine
  /** @type {string} */ let linksBefore
  before(async () => {
    linksBefore = (await run(['ip', '-o', 'link'])).stdout
    engine = await startEngine({ portForward: true })
  })
  after(() => engine.stop())

  await t.test('runs a container and gives back what it prints', async () => {
    const done = await engine.docker('run', '--rm', 'bb', 'echo', 'hello')
    assert.deepEqual(done, { code: 0, stdout: 'hello\n', stderr: '' })
  })

  await t.test('lets containers reach each other by name', async () => {
    await engine.docker('network', 'create', 'n1')
    await engine.docker('run', '-d', '--name', 'web', '--network', 'n1', '-p', '18780:80', 'bayplan/web:1')
    const done = await engine.docker('run', '--rm', '--network', 'n1', 'bb', 'wget', '-qO-', 'http://web/')
    assert.match(done.stdout, /<h1>lab<\/h1>/)
  })

  await t.test('publishes ports on this machine', async () => {
    const fetchPage = () =>
      fetch('http://127.0.0.1:18780/')
        .then((reply) => reply.text())
        .catch(() => '')
    assert.ok(await eventually(async () => (await fetchPage()).includes('<h1>lab</h1>')))
  })

  await t.test('starts an image that has no shell', async () => {
    await engine.docker('run', '-d', '--name', 'bare', 'bayplan/noshell:1')
    const shell = await engine.docker('exec', 'bare', 'sh')
    assert.notEqual(shell.code, 0)
    assert.equal((await engine.docker('inspect', '-f', '{{.State.Status}}', 'bare')).stdout, 'running\n')
  })

  await t.test(
    'keeps containers when dockerd is killed and started again with live restore off',
    async () => {
      await engine.kill()
      assert.notEqual((await engine.docker('ps')).code, 0)
      const processes = await engine.nsenter(['ps', '-eo', 'args'])
      assert.match(processes.stdout, /httpd/)
      await engine.restart()
      assert.match(
        (await engine.docker('ps', '-a', '--format', '{{.Names}} {{.Status}}')).stdout,
        /web Exited \(137\)/,
      )
    },
  )

  await t.test('freezes and thaws', async () => {
    await engine.freeze()
    const frozen = await run([engine.dockerPath, 'ps'], {
      env: { ...process.env, ...engine.dockerEnv },
      timeoutMs: 500,
    })
    assert.equal(frozen.code, 124)
    await engine.thaw()
    assert.equal((await engine.docker('ps')).code, 0)
  })

  await t.test('leaves nothing behind', async () => {
    await engine.stop()
    assert.deepEqual(await traces(engine.folder), [])
    assert.equal((await run(['ip', '-o', 'link'])).stdout, linksBefore)
  })
})

void test('an engine whose owner is killed leaves nothing behind', { skip, timeout: 60_000 }, async () => {
  const source = `
    const { startEngine } = await import(process.argv[1]);
    const engine = await startEngine();
    await engine.docker('run', '-d', 'bayplan/quickstop:1');
    await engine.docker('run', '-d', '--name', 'asleep', 'bayplan/quickstop:1');
    await engine.docker('pause', 'asleep');
    console.log(engine.folder);
    setInterval(() => {}, 1000);`
  const owner = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    source,
    new URL('engine.mjs', import.meta.url).href,
  ])
  const folder = String((await createInterface({ input: owner.stdout })[Symbol.asyncIterator]().next()).value)
  const sandboxPid = Number(readFileSync(`${folder}/sandbox.pid`, 'utf8'))
  owner.kill('SIGKILL')
  assert.ok(await eventually(async () => !isAlive(sandboxPid)), 'the sandbox ends by itself')
  assert.deepEqual(await traces(folder), [])
})
