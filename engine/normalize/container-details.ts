import type { ContainerDetails, EnvironmentVariable } from '../../shared/container.ts'
import { chooseName, healthOfState } from './container.ts'
import type { Json } from './record.ts'
import { listOf, numberOf, parseRecord, recordOf, textOf, textRecordOf, textsOf, timeMsOf } from './record.ts'

/** Everything `ContainerInspect` tells that a page shows in its own words; `raw` is the answer itself. */
export function containerDetailsOf(text: string): ContainerDetails {
  const record = parseRecord(text) ?? {}
  const config = recordOf(record['Config'])
  const host = recordOf(record['HostConfig'])
  const id = textOf(record['Id'])
  return {
    id,
    name: chooseName([textOf(record['Name'])], id),
    image: textOf(config['Image']) || textOf(record['ImageName']),
    imageId: textOf(record['Image']),
    platform: textOf(record['Platform']),
    createdAtMs: timeMsOf(record['Created']) ?? 0,
    path: textOf(record['Path']),
    args: textsOf(record['Args']),
    entrypoint: wordsOf(config['Entrypoint']),
    command: wordsOf(config['Cmd']),
    workingDir: textOf(config['WorkingDir']),
    user: textOf(config['User']),
    hostname: textOf(config['Hostname']),
    environment: textsOf(config['Env']).map(variableOf),
    labels: textRecordOf(config['Labels']),
    logDriver: textOf(recordOf(host['LogConfig'])['Type']),
    isPrivileged: host['Privileged'] === true,
    health: healthDetailsOf(recordOf(record['State']), recordOf(config['Healthcheck'])),
    networks: networkDetailsOf(recordOf(record['NetworkSettings'])['Networks'], id),
    raw: text,
  }
}

/** Podman writes an entrypoint as one text. */
function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? (value === '' ? [] : [value]) : textsOf(value)
}

/** `NAME` without `=` is valid: the engine keeps it, and it is not the same as an empty value. */
function variableOf(text: string): EnvironmentVariable {
  const at = text.indexOf('=')
  return at < 0 ? { name: text, value: null } : { name: text.slice(0, at), value: text.slice(at + 1) }
}

function healthDetailsOf(state: Json, check: Json): ContainerDetails['health'] {
  const test = textsOf(check['Test'])
  const health = recordOf(state['Health'] ?? state['Healthcheck'])
  if (healthOfState(state) === 'none' && (test.length === 0 || test[0] === 'NONE')) return null
  const interval = numberOf(check['Interval'])
  return {
    status: healthOfState(state),
    test,
    intervalSeconds: interval === null || interval === 0 ? null : interval / 1e9,
    failingStreak: numberOf(health['FailingStreak']) ?? 0,
    probes: listOf(health['Log']).map((item) => {
      const probe = recordOf(item)
      return {
        startedAtMs: timeMsOf(probe['Start']) ?? 0,
        endedAtMs: timeMsOf(probe['End']) ?? 0,
        exitCode: numberOf(probe['ExitCode']) ?? 0,
        output: textOf(probe['Output']),
      }
    }),
  }
}

function networkDetailsOf(value: unknown, id: string): ContainerDetails['networks'] {
  const shortId = id.slice(0, 12)
  return Object.entries(recordOf(value)).map(([network, item]) => {
    const endpoint = recordOf(item)
    const names = [...textsOf(endpoint['Aliases']), ...textsOf(endpoint['DNSNames'])]
    return {
      network,
      ipAddress: textOf(endpoint['IPAddress']) || textOf(endpoint['GlobalIPv6Address']) || null,
      gateway: textOf(endpoint['Gateway']) || textOf(endpoint['IPv6Gateway']) || null,
      macAddress: textOf(endpoint['MacAddress']) || null,
      // Engines before API 1.45 mix the short id into the aliases; it is none that a person gave.
      aliases: [...new Set(names)].filter((name) => name !== shortId),
    }
  })
}
