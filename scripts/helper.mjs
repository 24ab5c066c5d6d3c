// Builds the program of the helper container from engine/files/helper/*.c for both processors, and writes it into
// engine/files/helper-program.ts. Run it after changing the C sources: node scripts/helper.mjs
// Needs Debian or Ubuntu with gcc and gcc-aarch64-linux-gnu (or their likes); musl comes from Debian, unpacked only.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { openSuite, unpackPackages } from './lab/apt.mjs'
import { must, say } from './lab/process.mjs'

const sources = fileURLToPath(new URL('../engine/files/helper/', import.meta.url))
const result = fileURLToPath(new URL('../engine/files/helper-program.ts', import.meta.url))
const processors = [
  { name: 'amd64', triple: 'x86_64-linux-gnu', musl: 'x86_64-linux-musl', flags: ['-mtune=generic'] },
  { name: 'arm64', triple: 'aarch64-linux-gnu', musl: 'aarch64-linux-musl', flags: ['-mno-outline-atomics'] },
]

const compilerFlags = (
  '-O2 -std=gnu11 -Wall -Wextra -Werror -static -s -no-pie -fno-pie -ffunction-sections -fdata-sections ' +
  '-fno-asynchronous-unwind-tables -Wl,--build-id=none -Wl,--gc-sections -fno-stack-protector -nostdinc -nostdlib'
).split(' ')

const files = readdirSync(sources)
  .filter((name) => /\.[ch]$/.test(name))
  .sort()
const hash = createHash('sha256')
for (const name of files) hash.update(name).update(readFileSync(join(sources, name)))

const work = mkdtempSync(join(tmpdir(), 'bayplan-helper-'))
try {
  /** @type {string[]} */
  const programs = []
  for (const processor of processors) programs.push(await build(processor))
  writeFileSync(result, source(hash.digest('hex'), programs))
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** @param {typeof processors[number]} processor */
async function build({ name, triple, musl, flags }) {
  const folder = join(work, name)
  const suite = await openSuite(join(folder, 'apt'), 'bookworm', name)
  await unpackPackages(suite, ['musl-dev'], join(folder, 'musl'))
  const lib = join(folder, 'musl/usr/lib', musl)
  const gcc = `${triple}-gcc`
  const support = (await must([gcc, '-print-libgcc-file-name'])).trim()
  const own = (await must([gcc, '-print-file-name=include'])).trim()
  const program = join(folder, 'program')
  await must([
    gcc,
    ...compilerFlags,
    ...flags,
    '-isystem',
    join(folder, 'musl/usr/include', musl),
    '-isystem',
    own,
    '-o',
    program,
    join(lib, 'crt1.o'),
    join(lib, 'crti.o'),
    ...files.filter((file) => file.endsWith('.c')).map((file) => join(sources, file)),
    join(lib, 'libc.a'),
    support,
    join(lib, 'crtn.o'),
  ])
  say(`${name}: ${statSync(program).size} bytes`)
  const packed = deflateRawSync(readFileSync(program), { level: 9 }).toString('base64')
  return `  ${name}: '${packed}',\n`
}

/**
 * @param {string} digest
 * @param {string[]} programs
 */
function source(digest, programs) {
  return `// Made by scripts/helper.mjs from engine/files/helper/*.c. Do not edit.

/** SHA-256 of the sources the programs were built from. */
export const helperSources = '${digest}'

/** Static Linux programs by the engine's name of the processor: deflated, as base64. */
export const helperPrograms = {
${programs.join('')}} as const
`
}
