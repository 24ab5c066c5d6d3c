import { expect, test } from 'vitest'
import { containerCommandsFor } from './docker-command-container.ts'

const docker = containerCommandsFor(null)
const commit = { name: 'web', reference: null, author: '', message: '', changes: [], pause: true }

test.each([
  [
    docker.exec({ name: 'web', user: '0', command: ['kill', '-TERM', '42'] }),
    'docker exec --user 0 web kill -TERM 42',
  ],
  [
    docker.exec({ name: 'web', user: null, command: ['sh', '-c', 'exit 1'] }),
    "docker exec web sh -c 'exit 1'",
  ],
  [docker.commit(commit), 'docker commit web'],
  [
    docker.commit({
      ...commit,
      reference: 'my/app:1',
      author: 'A <a@b>',
      message: "it's",
      changes: ['CMD ["sh"]', 'ENV A=b'],
      pause: false,
    }),
    `docker commit --author 'A <a@b>' --change 'CMD ["sh"]' --change 'ENV A=b' --message 'it'\\''s' --pause=false web my/app:1`,
  ],
  [docker.attach({ name: 'web', withInput: true, detachKeys: null }), 'docker attach web'],
  [
    docker.attach({ name: 'web', withInput: false, detachKeys: 'ctrl-x,d' }),
    'docker attach --detach-keys ctrl-x,d --no-stdin web',
  ],
  [docker.wait('my web'), "docker wait 'my web'"],
])('%s', (command, expected) => expect(command).toBe(expected))
