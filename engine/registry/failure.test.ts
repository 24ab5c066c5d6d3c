import { describe, expect, test } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { codeOfRegistryText, fromErrorDetail, fromRegistryRefusal } from './failure.ts'

// As engines 20.10, 26 and 28, Docker Hub and other registries have said it.
test.each([
  [
    'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating',
    'rate-limited',
  ],
  [
    'error pulling image configuration: download failed after attempts=1: toomanyrequests: retry-after: 1',
    'rate-limited',
  ],
  ['unauthorized: authentication required', 'unauthorized'],
  ['denied: requested access to the resource is denied', 'unauthorized'],
  ['no basic auth credentials', 'unauthorized'],
  ['Get "http://localhost:5002/v2/team/app/manifests/1": no basic auth credentials', 'unauthorized'],
  ['login attempt to http://localhost:5002/v2/ failed with status: 401 Unauthorized', 'unauthorized'],
  ['Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password', 'unauthorized'],
  [
    "pull access denied for acme/api, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'unauthorized',
  ],
  ['Head "https://ghcr.io/v2/a/manifests/1": denied: denied', 'unauthorized'],
  ['manifest for localhost:5001/a:nope not found: manifest unknown: manifest unknown', 'not-found'],
  ['name unknown: repository name not known to registry', 'not-found'],
  ['no matching manifest for linux/s390x in the manifest list entries', 'not-found'],
  ['An image does not exist locally with the tag: localhost:5001/a', 'not-found'],
  [
    'push access denied, repository does not exist or may require authorization: authorization failed',
    'unauthorized',
  ],
  ['tag does not exist: localhost:5001/a:1', 'not-found'],
  ['write /var/lib/docker/tmp/GetImageBlob123: no space left on device', 'out-of-space'],
  ['failed to register layer: open /x: no space left on device', 'out-of-space'],
  ['Get "https://172.17.0.1:5003/v2/": x509: certificate signed by unknown authority', 'tls'],
  [
    'Get "https://172.17.0.1:5003/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'tls',
  ],
  ['Get "https://10.0.0.1:5000/v2/": http: server gave HTTP response to HTTPS client', 'tls'],
  [
    'Get "https://registry.invalid/v2/": dial tcp: lookup registry.invalid on 10.0.0.2:53: no such host',
    'no-network',
  ],
  [
    'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 127.0.0.11:53: server misbehaving',
    'no-network',
  ],
  ['Get "https://r.io/v2/": dial tcp: lookup r.io: Temporary failure in name resolution', 'no-network'],
  [
    'Get "https://r.io/v2/": dial tcp: lookup r.io on 10.0.0.2:53: read udp 10.0.0.9:1->10.0.0.2:53: i/o timeout',
    'no-network',
  ],
  ['Get "https://r.io/v2/": dial tcp 192.0.2.1:443: connect: network is unreachable', 'no-network'],
  ['Get "http://localhost:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused', 'registry-unreachable'],
  [
    'Get "http://localhost:5001/v2/": dial tcp [::1]:5001: connect: connection reset by peer',
    'registry-unreachable',
  ],
  ['Patch "http://localhost:5001/v2/a/blobs/uploads/x": EOF', 'registry-unreachable'],
  ['Get "https://r.io/v2/": net/http: TLS handshake timeout', 'registry-unreachable'],
  [
    'Get "https://r.io/v2/": net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
    'registry-unreachable',
  ],
  ['received unexpected HTTP status: 502 Bad Gateway', 'registry-unreachable'],
  ['received unexpected HTTP status: 200 OK', 'not-a-registry'],
  [
    'error parsing HTTP 404 response body: invalid character \'<\' looking for beginning of value: "<html>"',
    'not-a-registry',
  ],
  ['missing or empty Content-Type header', 'not-a-registry'],
])('%s', (text, code) => {
  expect(codeOfRegistryText(text)).toBe(code)
})

describe('what the table does not know', () => {
  test.each(['failed to register layer: something new', 'EOFX', 'blob digest mismatch', ''])(
    '"%s" keeps its code',
    (text) => {
      expect(codeOfRegistryText(text)).toBe(null)
    },
  )

  test('an errorDetail with a code of its own is told by it', () => {
    expect(fromErrorDetail('odd', 401).code).toBe('unauthorized')
    expect(fromErrorDetail('odd', 404).code).toBe('not-found')
    expect(fromErrorDetail('odd', 429).code).toBe('rate-limited')
    expect(fromErrorDetail('odd', null).code).toBe('engine-failed')
  })
})

describe('a refusal by the engine', () => {
  test('keeps operation, words and status', () => {
    const error = new EngineError('engine-failed', 'x509: bad', { status: 500, operation: 'image.pull' })
    expect(fromRegistryRefusal(error)).toMatchObject({
      data: { code: 'tls', status: 500, operation: 'image.pull', retryable: false },
    })
  })

  test('an engine that is away is not taken for a registry that is', () => {
    const error = new EngineError('engine-unreachable', 'connect ECONNREFUSED, connection refused')
    expect(fromRegistryRefusal(error)).toBe(error)
  })

  test('a bug stays a bug', () => {
    const bug = new TypeError('denied: x')
    expect(fromRegistryRefusal(bug)).toBe(bug)
  })
})
