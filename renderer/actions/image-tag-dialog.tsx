import type { TFunction } from 'i18next'
import type { FormEvent, KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Image } from '../../shared/image.ts'
import {
  formatReference,
  fullName,
  type ImageReference,
  parseReference,
  type ReferenceProblem,
} from '../../shared/reference.ts'
import { useApp } from '../app-context.ts'
import { shortId } from '../format.ts'
import { imageName, imageReference } from '../image-name.ts'
import { describeError } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { CommandLine } from '../ui/command-line.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './action-dialogs.module.css'
import { imageCommands, newReferencePlaceholder, tagImage } from './image-actions.ts'

type ImageTagDialogProps = { readonly image: Image; readonly onClose: () => void }

/** Asks for one more reference, and says what it means in full. */
export function ImageTagDialog({ image, onClose }: ImageTagDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [isTouched, setIsTouched] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { reference, problem } = readNewTag(text)
  const why = problem === null ? null : t(`images.tagDialog.problem.${problem}`)
  const owner = reference && ownerOf(app.images.all(), formatReference(reference), image.id)
  const add = async () => {
    if (why !== null || isWorking) return setIsTouched(true)
    setIsWorking(true)
    const failure = await tagImage(app, image, text.trim())
    setIsWorking(false)
    if (failure === null) onClose()
    else setError(failure)
  }
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    void add()
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <Dialog
      open
      title={t('images.tagDialog.title', { name: imageName(image) })}
      onClose={onClose}
      initialFocus={field}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine
              command={imageCommands().tag({
                reference: imageReference(image),
                newReference: text.trim() || newReferencePlaceholder,
              })}
            />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={why}
            onClick={() => void add()}
          >
            {t('images.tagDialog.confirm')}
          </Button>
        </>
      }
    >
      <form className={styles['form']} onSubmit={submit}>
        {message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
        <TextField
          label={t('images.tagDialog.field')}
          value={text}
          onChange={(next) => {
            setText(next)
            setIsTouched(next !== '')
          }}
          hint={reference ? wholeText(reference, t) : t('images.tagDialog.hint')}
          error={isTouched ? why : null}
          isMono
          inputRef={field}
        />
        {reference && owner && (
          <p className={styles['note']}>
            {t('images.tagDialog.moves', { reference: formatReference(reference), id: shortId(owner.id) })}
          </p>
        )}
      </form>
    </Dialog>
  )
}

type NewTag = {
  readonly reference: ImageReference | null
  readonly problem: ReferenceProblem | 'has-digest' | null
}

/** What was typed as a tag to add: `latest` is meant where none is given. */
function readNewTag(text: string): NewTag {
  const parsed = parseReference(text)
  if (!parsed.ok) return { reference: null, problem: parsed.problem }
  const reference = { ...parsed.reference, tag: parsed.reference.tag ?? 'latest' }
  return { reference, problem: reference.digest === null ? null : 'has-digest' }
}

function wholeText(reference: ImageReference, t: TFunction): string {
  return t('images.tagDialog.whole', { reference: `${fullName(reference)}:${reference.tag ?? 'latest'}` })
}

/** Another image that has the reference now. */
function ownerOf(images: Iterable<Image>, reference: string, ownId: string): Image | null {
  for (const image of images) if (image.id !== ownId && image.tags.includes(reference)) return image
  return null
}
