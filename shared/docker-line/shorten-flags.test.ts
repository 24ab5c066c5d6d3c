import { expect, test } from 'vitest'
import { shortenFlags } from './shorten-flags.ts'

test.each([
  ['docker ps --all', 'docker ps -a'],
  ['docker logs --follow --tail 50 web', 'docker logs -f -n 50 web'],
  ['docker logs --tail=50 web', 'docker logs -n 50 web'],
  [
    'docker --host unix:///a.sock run --detach=false --publish 80:80 --env A=b nginx --all',
    'docker -H unix:///a.sock run -d=false -p 80:80 -e A=b nginx --all',
  ],
  ['docker stop --timeout 5 a && docker rm --force --volumes a', 'docker stop -t 5 a && docker rm -f -v a'],
  ['docker compose --file a.yaml ps --all', 'docker compose -f a.yaml ps --all'],
  ['docker network create --subnet 10.0.0.0/24 n', 'docker network create --subnet 10.0.0.0/24 n'],
  ["docker run --env 'A=--detach' nginx", "docker run -e 'A=--detach' nginx"],
  ['nothing --all', 'nothing --all'],
])('%s', (long, short) => {
  expect(shortenFlags(long)).toBe(short)
})
