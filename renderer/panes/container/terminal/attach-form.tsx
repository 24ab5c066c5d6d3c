import { Plug } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { useContainerDetails } from '../../../streams/container-details.ts'
import type { AttachRequest } from '../../../streams/terminal-sessions.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { CommandLine } from '../../../ui/command-line.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { usePageCommands } from '../use-page-commands.ts'
import styles from './terminal-tab.module.css'

/** The docker command's own. */
export const usualKeys = 'ctrl-p,ctrl-q'

const keySequence = /^(?:[a-zA-Z]|ctrl-[a-z@[\]\\^_])(?:,(?:[a-zA-Z]|ctrl-[a-z@[\]\\^_]))*$/

type Props = {
  readonly container: Container
  readonly disabledReason: string | null
  readonly onAttach: (request: AttachRequest) => void
}

/** Joins the main process: explains what that means, and how to leave again, before it is done. */
export function AttachForm({ container, disabledReason, onAttach }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label={t('terminal.attach')}
      trigger={
        <Button variant="quiet" size="sm" icon={Plug} disabledReason={disabledReason}>
          {t('terminal.attach')}
        </Button>
      }
    >
      <Form
        container={container}
        onAttach={(request) => {
          setIsOpen(false)
          onAttach(request)
        }}
      />
    </Popover>
  )
}

function Form({ container, onAttach }: Pick<Props, 'container' | 'onAttach'>) {
  const { t } = useTranslation()
  const docker = usePageCommands()
  const { details } = useContainerDetails(container)
  const input = readInput(details)
  const [wantsInput, setWantsInput] = useState(false)
  const [keys, setKeys] = useState(usualKeys)
  const withInput = wantsInput && input.isOpen
  const detachKeys = keys.trim()
  const problem = withInput && !keySequence.test(detachKeys) ? t('terminal.detachKeysWrong') : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem === null) onAttach({ withInput, detachKeys: withInput ? detachKeys : usualKeys })
  }
  const shownKeys = !withInput || detachKeys === usualKeys ? null : detachKeys
  return (
    <form className={styles['form']} onSubmit={submit} aria-label={t('terminal.attach')}>
      <p className={styles['explained']}>{t('terminal.attachText')}</p>
      {input.isOpen ? (
        <Checkbox label={t('terminal.attachInput')} checked={wantsInput} onChange={setWantsInput} />
      ) : (
        <p className={styles['explained']}>{t('terminal.attachNoInput')}</p>
      )}
      {withInput && <Warnings endsWithUs={input.endsWithUs} />}
      {withInput && (
        <TextField
          label={t('terminal.detachKeys')}
          value={keys}
          onChange={setKeys}
          isMono
          hint={t('terminal.detachKeysHint')}
          error={problem}
        />
      )}
      <CommandLine command={docker.attach({ name: container.name, withInput, detachKeys: shownKeys })} />
      <Button type="submit" variant="primary" disabledReason={problem}>
        {t('terminal.attachConfirm')}
      </Button>
    </form>
  )
}

function Warnings({ endsWithUs }: { readonly endsWithUs: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <p className={styles['warning']}>{t('terminal.attachCtrlC')}</p>
      {endsWithUs && <p className={styles['warning']}>{t('terminal.attachEndsInput')}</p>}
    </>
  )
}

type Input = { readonly isOpen: boolean; readonly endsWithUs: boolean }

/** Until the container is known its input counts as closed. */
function readInput(details: ContainerDetails | null): Input {
  if (!details) return { isOpen: false, endsWithUs: false }
  const { Config } = JSON.parse(details.raw) as {
    readonly Config?: { OpenStdin?: unknown; StdinOnce?: unknown; Tty?: unknown }
  }
  const isOpen = Config?.OpenStdin === true
  return { isOpen, endsWithUs: isOpen && Config.StdinOnce === true && Config.Tty !== true }
}
