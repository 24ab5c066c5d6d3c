import { expect, it } from 'vitest'
import { parseRun } from './parse-run.ts'
import { printRun } from './print-run.ts'
import { emptySpec } from './run-spec.ts'
import { replaceSecrets, variableFor } from './secret-values.ts'

const isSecret = (name: string) => /token|secret/i.test(name)
const line =
  'docker run --env API_TOKEN=canary --env MODE=a --env TOKEN --label deploy.token=canary --annotation my-secret=canary --log-driver splunk --log-opt splunk-token=canary --log-opt tag=b nginx'
const spec = parseRun(line).spec ?? emptySpec()

it('finds secrets wherever a value has a name', () => {
  const { spec: without, names } = replaceSecrets(spec, isSecret, () => '')
  expect(names.toSorted()).toEqual(['API_TOKEN', 'deploy.token', 'my-secret', 'splunk-token'])
  expect(JSON.stringify(without)).not.toContain('canary')
  expect(without.options.env).toEqual(['API_TOKEN=', 'MODE=a', 'TOKEN'])
  expect(without.options['log-opt']).toEqual(['splunk-token=', 'tag=b'])
  expect(JSON.stringify(spec)).toContain('canary')
})

it.each([
  ['posix', '--env API_TOKEN --env MODE=a', '--label "deploy.token=${DEPLOY_TOKEN}"'],
  ['powershell', '--env API_TOKEN --env MODE=a', '--label "deploy.token=${env:DEPLOY_TOKEN}"'],
  ['cmd', '--env API_TOKEN --env MODE=a', '--label "deploy.token=%DEPLOY_TOKEN%"'],
] as const)('a command for %s leaves them to its variables', (shell, env, label) => {
  const { text } = printRun(spec, { shell, layout: 'line', flags: 'long', secrets: 'variables', isSecret })
  expect(text).not.toContain('canary')
  expect(text).toContain(env)
  expect(text).toContain(label)
})

it('names variables as shells can', () => {
  expect(['deploy.token', '2nd-secret', 'A'].map(variableFor)).toEqual(['DEPLOY_TOKEN', '_2ND_SECRET', 'A'])
})
