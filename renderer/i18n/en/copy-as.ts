/** Writes a container out in other ways. */
export const copyAs = {
  title: 'Copy {{name}} as',
  form: 'Written as',
  forms: { command: 'Command', compose: 'compose.yaml', json: 'API JSON' },
  shell: 'Shell',
  flags: 'Flags',
  flagForms: { long: '--long', short: '-short' },
  text: 'Text',
  reading: 'Reading the container’s settings',
  copy: 'Copy',
  copyWithValues: 'Copy with values',
  secretsNote: 'Values of secrets are left out.',
  lost_one: '{{count}} setting of the container cannot be written this way: {{what}}',
  lost_other: '{{count}} settings of the container cannot be written this way: {{what}}',
} as const
