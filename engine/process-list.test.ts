import { describe, expect, it } from 'vitest'
import { pidInContainer, processesOfProc, processesOfTop } from './process-list.ts'

const procps = {
  Titles: ['PID', 'PPID', 'USER', '%CPU', 'RSS', 'ELAPSED', 'COMMAND'],
  Processes: [
    ['4100', '4080', 'root', '0.4', '1024', '2-03:04:05', 'nginx: master process nginx'],
    ['4133', '4100', 'systemd-network', '12.5', '20480', '01:02', 'nginx:  worker process'],
  ],
}
const busybox = {
  Titles: ['PID', 'PPID', 'USER', 'RSS', 'ELAPSED', 'COMMAND'],
  Processes: [['77', '1', '1000', '12m', '26:00:01', 'sleep 100']],
}
const plain = {
  Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'],
  Processes: [['root', '9', '1', '0', '10:00', '?', '00:00:00', 'sh']],
}

describe('process lists', () => {
  it('reads the columns of procps', () => {
    expect(processesOfTop(procps, 4100)).toEqual([
      {
        pid: 4100,
        parentPid: 4080,
        user: 'root',
        cpuPercent: 0.4,
        memoryBytes: 1_048_576,
        ageSeconds: 183_845,
        command: 'nginx: master process nginx',
        isMain: true,
      },
      {
        pid: 4133,
        parentPid: 4100,
        user: 'systemd-network',
        cpuPercent: 12.5,
        memoryBytes: 20_971_520,
        ageSeconds: 62,
        command: 'nginx: worker process',
        isMain: false,
      },
    ])
  })

  it('reads the fewer columns of BusyBox, its short numbers and its long hours', () => {
    expect(processesOfTop(busybox, null)).toEqual([
      {
        pid: 77,
        parentPid: 1,
        user: '1000',
        cpuPercent: null,
        memoryBytes: 12_582_912,
        ageSeconds: 93_601,
        command: 'sleep 100',
        isMain: false,
      },
    ])
  })

  it('reads what `ps -ef` tells, and takes nonsense for no process', () => {
    expect(processesOfTop(plain, 9)).toMatchObject([
      { pid: 9, user: 'root', ageSeconds: null, memoryBytes: null, command: 'sh', isMain: true },
    ])
    for (const answer of [null, {}, { Titles: null, Processes: [[]] }, { Processes: [['x']] }])
      expect(processesOfTop(answer, 1)).toEqual([])
  })

  it('reads /proc: names with brackets and spaces, kernel words without a command line', () => {
    const stat = (pid: number, name: string) =>
      `${pid} (${name}) S 1 1 1 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 1 0 1000 1 1`
    const output = `110.00 1.00\n${stat(1, 'a) b')}\t0\t2048\ta b  --flag\n${stat(7, 'defunct')}\t33\t\t\nbroken\n`
    expect(processesOfProc(output)).toEqual([
      {
        pid: 1,
        parentPid: 1,
        user: '0',
        cpuPercent: 3,
        memoryBytes: 2_097_152,
        ageSeconds: 100,
        command: 'a b --flag',
        isMain: true,
      },
      {
        pid: 7,
        parentPid: 1,
        user: '33',
        cpuPercent: 3,
        memoryBytes: null,
        ageSeconds: 100,
        command: '[defunct]',
        isMain: false,
      },
    ])
  })

  it('finds a process in the container by its command and its place among its like', () => {
    const list = (...rows: [number, string][]) =>
      rows.map(([pid, command]) => ({ ...processesOfTop(plain, null)[0]!, pid, command }))
    const onHost = list([900, 'sh'], [1_000, 'worker'], [950, 'worker'])
    const inside = list([1, 'sh'], [30, 'worker'], [8, 'worker'])
    expect(pidInContainer(950, onHost, inside)).toBe(8)
    expect(pidInContainer(1_000, onHost, inside)).toBe(30)
    expect(pidInContainer(900, onHost, inside)).toBe(1)
    expect(pidInContainer(901, onHost, inside)).toBeNull()
    expect(pidInContainer(950, onHost, list([1, 'sh'], [8, 'worker']))).toBeNull()
  })
})
