import type { ListName, SwitchName, TextName } from './run-options.ts'

/** Options and keys of a Compose service that take the same text. */
export const textKeys: readonly (readonly [TextName, string])[] = [
  ['name', 'container_name'],
  ['platform', 'platform'],
  ['pull', 'pull_policy'],
  ['restart', 'restart'],
  ['hostname', 'hostname'],
  ['domainname', 'domainname'],
  ['user', 'user'],
  ['workdir', 'working_dir'],
  ['stop-signal', 'stop_signal'],
  ['shm-size', 'shm_size'],
  ['memory', 'mem_limit'],
  ['memory-reservation', 'mem_reservation'],
  ['cpuset-cpus', 'cpuset'],
  ['cgroup-parent', 'cgroup_parent'],
  ['ipc', 'ipc'],
  ['pid', 'pid'],
  ['uts', 'uts'],
  ['userns', 'userns_mode'],
  ['cgroupns', 'cgroup'],
  ['isolation', 'isolation'],
  ['runtime', 'runtime'],
]

export const numberKeys: readonly (readonly [TextName, string])[] = [
  ['cpus', 'cpus'],
  ['memory-swap', 'memswap_limit'],
  ['memory-swappiness', 'mem_swappiness'],
  ['cpu-shares', 'cpu_shares'],
  ['cpu-period', 'cpu_period'],
  ['cpu-quota', 'cpu_quota'],
  ['cpu-rt-period', 'cpu_rt_period'],
  ['cpu-rt-runtime', 'cpu_rt_runtime'],
  ['cpu-count', 'cpu_count'],
  ['cpu-percent', 'cpu_percent'],
  ['pids-limit', 'pids_limit'],
  ['oom-score-adj', 'oom_score_adj'],
]

export const switchKeys: readonly (readonly [SwitchName, string])[] = [
  ['interactive', 'stdin_open'],
  ['tty', 'tty'],
  ['init', 'init'],
  ['privileged', 'privileged'],
  ['read-only', 'read_only'],
  ['oom-kill-disable', 'oom_kill_disable'],
  ['use-api-socket', 'use_api_socket'],
]

/** Lists of the same texts; what is written as one text is a list of one. */
export const listKeys: readonly (readonly [ListName, string])[] = [
  ['publish', 'ports'],
  ['expose', 'expose'],
  ['tmpfs', 'tmpfs'],
  ['link', 'external_links'],
  ['add-host', 'extra_hosts'],
  ['dns', 'dns'],
  ['dns-option', 'dns_opt'],
  ['dns-search', 'dns_search'],
  ['cap-add', 'cap_add'],
  ['cap-drop', 'cap_drop'],
  ['security-opt', 'security_opt'],
  ['group-add', 'group_add'],
  ['device', 'devices'],
  ['device-cgroup-rule', 'device_cgroup_rules'],
  ['label-file', 'label_file'],
]

/** Lists of `key=value` that Compose has as maps. */
export const mapKeys: readonly (readonly [ListName, string])[] = [
  ['env', 'environment'],
  ['label', 'labels'],
  ['sysctl', 'sysctls'],
  ['storage-opt', 'storage_opt'],
  ['annotation', 'annotations'],
]

/** Options that Compose has no key for. */
export const unsaidOptions = [
  'rm',
  'publish-all',
  'cidfile',
  'kernel-memory',
  'cpuset-mems',
  'io-maxbandwidth',
  'io-maxiops',
  'attach',
  'detach-keys',
  'sig-proxy',
  'disable-content-trust',
] as const
