import { SlidersHorizontal } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { splitCommand } from '../../../streams/split-command.ts'
import type { SessionRequest } from '../../../streams/terminal-sessions.ts'
import { Button } from '../../../ui/button.tsx'
import { CommandLine } from '../../../ui/command-line.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import styles from './terminal-tab.module.css'

type Props = {
  readonly containerName: string
  readonly disabledReason: string | null
  readonly onStart: (request: SessionRequest) => void
}

/** Starts a session with a command, user and folder of the person's choice, and shows its docker command. */
export function SessionForm({ containerName, disabledReason, onStart }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const [command, setCommand] = useState('')
  const [user, setUser] = useState('')
  const [workingDir, setWorkingDir] = useState('')
  const docker = useDockerCommands()
  const words = splitCommand(command)
  const isBroken = words === null
  const request: SessionRequest = {
    command: words && words.length > 0 ? words : null,
    user: user.trim(),
    workingDir: workingDir.trim(),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBroken) return
    setIsOpen(false)
    onStart(request)
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label={t('terminal.options')}
      trigger={
        <Button variant="quiet" size="sm" icon={SlidersHorizontal} disabledReason={disabledReason}>
          {t('terminal.options')}
        </Button>
      }
    >
      <form className={styles['form']} onSubmit={submit} aria-label={t('terminal.options')}>
        <TextField
          label={t('terminal.command')}
          value={command}
          onChange={setCommand}
          isMono
          hint={t('terminal.commandHint')}
          error={isBroken ? t('terminal.commandQuote') : undefined}
        />
        <TextField
          label={t('terminal.user')}
          value={user}
          onChange={setUser}
          isMono
          hint={t('terminal.userHint')}
        />
        <TextField
          label={t('terminal.workingDir')}
          value={workingDir}
          onChange={setWorkingDir}
          isMono
          hint={t('terminal.workingDirHint')}
        />
        <CommandLine
          command={docker.exec({
            name: containerName,
            user: request.user,
            workingDir: request.workingDir,
            command: request.command ?? ['sh'],
          })}
        />
        <Button type="submit" variant="primary" disabledReason={isBroken ? t('terminal.commandQuote') : null}>
          {t('terminal.start')}
        </Button>
      </form>
    </Popover>
  )
}
