/** The port doctor. */
export const ports = {
  title: 'Ports',
  list: 'Ports of the engine’s host',
  filter: 'Filter ports',
  filterHelp:
    'Search for words, or for port: name: address: protocol: inside: with a value, such as port:8080.',
  look: 'Look again',
  anyPort: 'Any free port',
  unknownProgram: 'Unknown program',
  wants: 'does not run',
  pid: 'PID {{pid}}',
  rowName: '{{port}} {{protocol}}, {{state}} {{holder}}, {{reach}}{{conflicts}}',
  conflicts_one: ', {{count}} conflict',
  conflicts_other: ', {{count}} conflicts',
  state: {
    held: 'held by',
    wanted: 'wanted by',
  },
  column: {
    port: 'Port',
    holder: 'Held by',
    reach: 'Reached from',
    family: 'IP',
    inside: 'In the container',
    answers: 'Answers',
  },
  scope: {
    all: 'All',
    containers: 'Containers',
    conflicts: 'Conflicts',
    programs: 'Other programs',
  },
  emptyScope: {
    all: 'No port is in use',
    containers: 'No container publishes a port',
    conflicts: 'No conflicts',
    programs: 'No other program is known to listen',
  },
  reach: {
    every: 'Everywhere',
    everyIpv4: 'Everywhere over IPv4',
    everyIpv6: 'Everywhere over IPv6',
    loopback: 'The engine’s host only',
  },
  action: {
    open: 'Open in browser',
    ask: 'Check whether it answers',
    copyAddress: 'Copy address',
    copyAddresses: 'Copy addresses',
    copyCommand: 'Copy docker port command',
    container: 'Open the container',
    edit: 'Edit {{name}}…',
    stop: 'Stop {{name}}',
  },
  asking: 'Connecting',
  notAnswered: 'Not known',
  notHeld: 'Nobody has this port now',
  notProbed: 'Ports of this protocol cannot be tried',
  answer: {
    answers: 'Answers',
    closed: 'Drops connections',
    refused: 'Refuses connections',
    'timed-out': 'Does not answer in time',
    unreachable: 'Cannot be reached',
    'other-host': 'Not from here',
    'no-handshake': 'UDP tells nothing',
    insideLoopback: 'Listens on loopback only',
    insideNothing: 'Nothing listens inside',
  },
  why: {
    answers: '{{address}} took the connection within {{ms}} ms and held it.',
    closed:
      '{{address}} took the connection and dropped it at once. Docker’s proxy does that when the program in {{name}} does not take connections on port {{port}}.',
    closedByProgram: '{{address}} took the connection and dropped it at once.',
    refused: 'Nothing takes connections at {{address}}, though the port is told as bound.',
    'timed-out':
      '{{address}} did not answer within 3 seconds. A firewall that drops packets looks like this.',
    unreachable: 'There is no way to {{address}} from here.',
    'other-host':
      'It is bound to the loopback address {{address}} of the engine’s host: only programs there reach it.',
    'no-handshake': 'UDP has no connections, so only a program that speaks its protocol can tell.',
    insideLoopback:
      'The program in {{name}} listens on port {{port}} of its own loopback only, where no published port arrives. Have it listen on 0.0.0.0.',
    insideNothing:
      'Nothing in {{name}} listens on port {{port}}. It may still be starting, or listen on another port than the one that is published.',
  },
  conflict: {
    cannotStart: '{{name}} wants {{port}}, which {{rival}} has. It cannot start while {{rival}} runs.',
    rivalCannotStart: '{{rival}} wants {{port}} too. It cannot start while {{name}} has it.',
    oneOfTwo: '{{rival}} wants {{port}} too. Only one of both can run at a time.',
    programHolds:
      '{{rival}}, a program of the engine’s host, has {{port}}. {{name}} cannot start while it does.',
  },
  panel: {
    facts: 'About',
    conflicts: 'Conflicts',
    answer: 'Does it answer?',
    command: 'The same with docker',
    wantedBy: 'Wanted by',
    program: 'Program',
    addresses: 'Bound to',
    address: 'Address',
  },
  note: {
    remote:
      'The engine is on another computer. Ports of containers are known, other programs there are not: the engine does not tell them.',
    'not-linux':
      'Other programs that hold ports are not listed: only Linux tells them to a program without special rights.',
    unreadable: 'Other programs that hold ports are not listed: this system does not let them be read.',
    ownersHidden:
      'Some ports are held by programs that Bayplan may not look into, such as those of other accounts.',
    failed: 'Other programs that hold ports could not be listed: {{reason}}',
  },
  firstTitle: 'No ports in use',
  firstText: 'A container that publishes a port stands here, with who else wants it and whether it answers.',
} as const
