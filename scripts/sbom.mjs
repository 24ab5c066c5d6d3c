// node scripts/sbom.mjs [--output sbom.json]: what Bayplan is made of, as CycloneDX 1.6 JSON, from package-lock.json.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readProject, toCycloneDx } from './sbom/cyclonedx.mjs'

const { values } = parseArgs({ options: { output: { type: 'string' } } })
const root = fileURLToPath(new URL('..', import.meta.url))
const text = `${JSON.stringify(toCycloneDx(readProject(root)), null, 2)}\n`
if (values.output === undefined) process.stdout.write(text)
else writeFileSync(values.output, text)
