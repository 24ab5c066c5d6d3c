import type { CreateNetwork, Network } from '../../../shared/network.ts'
import { contains, encloses, overlaps, parseAddress, parseSubnet, type Subnet } from './subnets.ts'

export type PoolForm = {
  /** Tells rows apart while they are edited. */
  readonly key: number
  readonly subnet: string
  readonly gateway: string
  readonly ipRange: string
  /** `name=address`, one on each line. */
  readonly auxAddresses: string
}

/** What stands in the fields of the New network dialog, as typed. */
export type NetworkForm = {
  readonly name: string
  readonly driver: string
  readonly scope: string
  readonly pools: readonly PoolForm[]
  readonly isInternal: boolean
  readonly isAttachable: boolean
  readonly isIngress: boolean
  readonly isConfigOnly: boolean
  readonly configFrom: string
  readonly ipv4: 'default' | 'on' | 'off'
  readonly ipv6: 'default' | 'on' | 'off'
  readonly ipamDriver: string
  readonly ipamOptions: string
  readonly options: string
  readonly labels: string
}

export const emptyPool: Omit<PoolForm, 'key'> = { subnet: '', gateway: '', ipRange: '', auxAddresses: '' }

export const emptyForm: NetworkForm = {
  name: '',
  driver: 'bridge',
  scope: '',
  pools: [{ key: 0, ...emptyPool }],
  isInternal: false,
  isAttachable: false,
  isIngress: false,
  isConfigOnly: false,
  configFrom: '',
  ipv4: 'default',
  ipv6: 'default',
  ipamDriver: '',
  ipamOptions: '',
  options: '',
  labels: '',
}

/** Where a message belongs. Fields of a range carry its key. */
export type FieldId =
  | 'name'
  | 'driver'
  | 'configFrom'
  | 'ipamOptions'
  | 'options'
  | 'labels'
  | `subnet-${number}`
  | `gateway-${number}`
  | `ipRange-${number}`
  | `auxAddresses-${number}`

export type ProblemKind =
  | 'missingName'
  | 'nameTaken'
  | 'missingDriver'
  | 'notSubnet'
  | 'overlaps'
  | 'overlapsOwn'
  | 'notAddress'
  | 'outside'
  | 'needsSubnet'
  | 'badPair'

export type Problem = { readonly field: FieldId; readonly kind: ProblemKind; readonly value: string }

/** `name=value` on each line; a line without `=` is a name with an empty value. */
export function parsePairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines(text).map((line) => {
      const at = line.indexOf('=')
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    }),
  )
}

export function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What the engine would refuse, told before it is asked; the first problem of each field. */
export function checkForm(form: NetworkForm, networks: Iterable<Network>): readonly Problem[] {
  const others = [...networks]
  const problems = [
    ...checkNames(form, others),
    ...checkPairs(form),
    ...form.pools.flatMap((pool) => checkPool(pool, form, others)),
  ]
  return problems.filter(
    (problem, index) => problems.findIndex(({ field }) => field === problem.field) === index,
  )
}

function checkNames(form: NetworkForm, others: readonly Network[]): readonly Problem[] {
  const problems: Problem[] = []
  if (form.name.trim() === '') problems.push({ field: 'name', kind: 'missingName', value: '' })
  if (others.some(({ name }) => name === form.name.trim()))
    problems.push({ field: 'name', kind: 'nameTaken', value: form.name.trim() })
  if (form.driver.trim() === '') problems.push({ field: 'driver', kind: 'missingDriver', value: '' })
  return problems
}

function checkPairs(form: NetworkForm): readonly Problem[] {
  const fields = ['options', 'labels', 'ipamOptions'] as const
  return fields.flatMap((field) => {
    const bad = lines(form[field]).find((line) => line.startsWith('='))
    return bad === undefined ? [] : [{ field, kind: 'badPair', value: bad }]
  })
}

function checkPool(pool: PoolForm, form: NetworkForm, others: readonly Network[]): readonly Problem[] {
  const { key } = pool
  if (pool.subnet.trim() === '') return checkNoSubnet(pool)
  const subnet = parseSubnet(pool.subnet.trim())
  if (subnet === null) return [{ field: `subnet-${key}`, kind: 'notSubnet', value: pool.subnet.trim() }]
  return [
    ...checkOverlap(pool, subnet, form, others),
    ...checkInside(pool, subnet),
    ...checkAuxAddresses(pool, subnet),
  ]
}

function checkNoSubnet(pool: PoolForm): readonly Problem[] {
  const fields = ['gateway', 'ipRange', 'auxAddresses'] as const
  const isAlone = fields.some((field) => pool[field].trim() !== '')
  return isAlone ? [{ field: `subnet-${pool.key}`, kind: 'needsSubnet', value: '' }] : []
}

function checkOverlap(
  { key }: PoolForm,
  subnet: Subnet,
  form: NetworkForm,
  others: readonly Network[],
): readonly Problem[] {
  const field = `subnet-${key}` as const
  const own = form.pools.some((pool) => pool.key < key && overlapsText(subnet, pool.subnet))
  if (own) return [{ field, kind: 'overlapsOwn', value: '' }]
  // Addresses of a configuration are used by none yet; those of other drivers may be the same network outside.
  if (form.isConfigOnly || form.driver !== 'bridge') return []
  const taken = others.find(
    (network) =>
      network.driver === 'bridge' && network.pools.some((pool) => overlapsText(subnet, pool.subnet)),
  )
  if (!taken) return []
  const with_ = taken.pools.find((pool) => overlapsText(subnet, pool.subnet))
  return [{ field, kind: 'overlaps', value: `${taken.name} (${with_?.subnet ?? ''})` }]
}

function overlapsText(subnet: Subnet, text: string): boolean {
  const other = parseSubnet(text.trim())
  return other !== null && overlaps(subnet, other)
}

function checkInside(pool: PoolForm, subnet: Subnet): readonly Problem[] {
  const problems: Problem[] = []
  const gateway = pool.gateway.trim()
  const address = parseAddress(gateway)
  if (gateway !== '' && address === null)
    problems.push({ field: `gateway-${pool.key}`, kind: 'notAddress', value: gateway })
  if (address !== null && !contains(subnet, address))
    problems.push({ field: `gateway-${pool.key}`, kind: 'outside', value: gateway })
  const rangeText = pool.ipRange.trim()
  const range = parseSubnet(rangeText)
  if (rangeText !== '' && range === null)
    problems.push({ field: `ipRange-${pool.key}`, kind: 'notSubnet', value: rangeText })
  if (range !== null && !encloses(subnet, range))
    problems.push({ field: `ipRange-${pool.key}`, kind: 'outside', value: rangeText })
  return problems
}

function checkAuxAddresses(pool: PoolForm, subnet: Subnet): readonly Problem[] {
  const field = `auxAddresses-${pool.key}` as const
  for (const line of lines(pool.auxAddresses)) {
    const [name = '', text = ''] = line.split('=').map((part) => part.trim())
    const address = parseAddress(text)
    if (name === '' || address === null) return [{ field, kind: 'badPair', value: line }]
    if (!contains(subnet, address)) return [{ field, kind: 'outside', value: text }]
  }
  return []
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const asSwitch = { default: null, on: true, off: false } as const

/** What the form asks of the engine. */
export function createParams(form: NetworkForm): CreateNetwork {
  return {
    name: form.name.trim(),
    driver: form.driver.trim() || 'bridge',
    scope: orNull(form.scope),
    isInternal: form.isInternal,
    isAttachable: form.isAttachable,
    isIngress: form.isIngress,
    isConfigOnly: form.isConfigOnly,
    configFrom: orNull(form.configFrom),
    hasIpv4: asSwitch[form.ipv4],
    hasIpv6: asSwitch[form.ipv6],
    ipamDriver: orNull(form.ipamDriver),
    ipamOptions: parsePairs(form.ipamOptions),
    pools: form.pools
      .filter((pool) => pool.subnet.trim() !== '')
      .map((pool) => ({
        subnet: pool.subnet.trim(),
        gateway: orNull(pool.gateway),
        ipRange: orNull(pool.ipRange),
        auxAddresses: parsePairs(pool.auxAddresses),
      })),
    options: parsePairs(form.options),
    labels: parsePairs(form.labels),
  }
}

/** The field an engine's refusal belongs to, by its code and status alone; null when none is sure. */
export function refusedField(
  form: NetworkForm,
  { code, status }: { readonly code: string; readonly status: number | null },
): FieldId | null {
  if (code === 'conflict' && status === 409) return 'name'
  const pool = form.pools.find(({ subnet }) => subnet.trim() !== '')
  if (code === 'conflict') return pool ? `subnet-${pool.key}` : null
  if (code === 'not-found') return form.configFrom.trim() === '' ? 'driver' : 'configFrom'
  return null
}
