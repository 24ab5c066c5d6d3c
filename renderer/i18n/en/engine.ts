export const engine = {
  /** One block for each way in which an engine cannot be reached. */
  reason: {
    notInstalled: {
      title: 'Docker is not installed',
      text: 'No Docker program was found on this computer. Bayplan shows and manages an engine; it does not bring one along.',
    },
    stopped: {
      title: 'Docker is not running',
      text: 'Nothing listens at <1>{{place}}</1>. Your containers are where they were; they start with the engine if their restart policy says so.',
    },
    permission: {
      title: 'Docker is running, but your account may not use it',
      text: 'Linux lets only root and members of the <0>docker</0> group open <1>{{place}}</1>. Your account, <0>{{user}}</0>, is not in that group yet. Nothing is broken, and your containers keep running.',
    },
    silent: {
      title: 'Docker does not answer',
      text: 'Something listens at <1>{{place}}</1>, but it gave no answer in time. The engine may be busy, starting, or frozen.',
    },
    tooOld: {
      title: 'This engine is too old',
      text: 'It speaks API {{found}}. Bayplan needs {{needed}} or newer, which came with Docker 20.10.',
    },
    tooNew: {
      title: 'This engine is newer than Bayplan',
      text: 'It no longer speaks an API that this version of Bayplan knows.',
    },
    tls: {
      title: 'The certificate of {{host}} was not accepted',
      text: 'The connection is encrypted, and one side does not trust the other. Bayplan stays away until that is solved.',
    },
    notEngine: {
      title: 'What answers there is not Docker',
      text: 'Something was found at <1>{{place}}</1>, but it does not speak as an engine does.',
    },
    unsupported: {
      title: 'Bayplan cannot use this kind of connection',
      text: '<1>{{place}}</1> is reached in a way that Bayplan does not speak. It connects through a local socket, a named pipe, or TCP.',
    },
    noContext: {
      title: 'The docker context was not found',
      text: 'Bayplan was asked to use a docker context that this computer does not have.',
    },
    noHost: {
      title: 'The computer {{host}} was not found',
      text: 'Its name could not be turned into an address.',
    },
  },
  step: {
    install: 'Install Docker',
    installLinux: 'Docker’s own guide has the commands for each system.',
    installDesktop: 'Docker Desktop, OrbStack, Colima and Rancher Desktop all work.',
    startService: 'Start Docker',
    startServiceText: 'Run this in a terminal. It asks for your password.',
    startApp: 'Start your Docker app',
    startAppText:
      'Open Docker Desktop, OrbStack, Colima or Rancher Desktop and wait until it says that it runs.',
    startPodman: 'Start Podman’s socket',
    keepService: 'Start it with the computer, if you like',
    addGroup: 'Add your account to the docker group',
    addGroupText: 'Run this once in a terminal. It asks for your password.',
    signIn: 'Sign out and sign in again',
    signInText: 'Linux reads group membership only when you sign in.',
    comeBack: 'Come back here',
    comeBackText: 'Bayplan checks every few seconds and opens by itself.',
    lookAtService: 'See what it is doing',
    restartService: 'If it is frozen, restart it',
    restartServiceText: 'This stops running containers, unless the engine keeps them alive.',
    update: 'Update Docker on that computer',
    updateBayplan: 'Update Bayplan',
    updateBayplanText: 'Or use another connection for now.',
    lookAtCertificates: 'Ask docker itself',
    lookAtCertificatesText:
      'It names the certificate that fails. Expired ones have to be issued again by whoever runs that engine.',
    checkCertificates: 'Look at your own certificates',
    checkCertificatesText: 'They lie in the docker context, or in the folder that DOCKER_CERT_PATH names.',
    checkAddress: 'Check the address',
    checkAddressText: 'It comes from {{source}}.',
    forward: 'Bring the socket here over SSH',
    forwardText: 'This keeps a tunnel open while it runs.',
    startWith: 'Start Bayplan with it',
    listContexts: 'See which contexts there are',
    useDefault: 'Go back to the default one',
    checkName: 'Check the name and the network',
  },
  source: {
    flag: 'the --host or --context option of Bayplan',
    environment: 'the DOCKER_HOST variable',
    context: 'the docker context “{{name}}”',
    socket: 'a place where engines usually listen',
  },
  rootNote:
    'Members of the docker group can become root on this computer. If you share it, use <1>rootless Docker</1> instead.',
  checkAgain: 'Check again',
  useAnother: 'Use another connection',
  checked: 'What was checked',
  checkedDetails: 'Details for a bug report',
  copyDetails: 'Copy the details',
  check: {
    installed: {
      yes: 'Docker is installed',
      no: 'Docker was not found',
      unknown: 'Whether Docker is installed is not known',
    },
    service: {
      yes: 'The Docker service is running',
      no: 'The Docker service is not running',
      unknown: 'The service could not be asked',
    },
    socket: {
      yes: 'The socket exists',
      no: 'The socket is not there',
      unknown: 'The socket could not be looked at',
    },
    access: {
      yes: 'Your account may open it',
      no: 'Your account cannot open it',
      unknown: 'Whether you may open it is not known',
    },
  },
  accessGroups: 'groups of {{user}}: {{groups}}',
  path: 'Where the connection ends',
  pathEngine: 'Docker Engine',
  lost: '<0>The engine stopped answering at {{time}}.</0> What you see is from then.',
  why: 'Find out why',
} as const
