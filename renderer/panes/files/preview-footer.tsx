import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'

type PreviewFooterProps = {
  readonly step: 'read' | 'edit' | 'review'
  readonly isText: boolean
  /** Why nothing can be changed now; null when it can. */
  readonly blocked: string | null
  readonly isChanged: boolean
  readonly isWorking: boolean
  readonly onEdit: () => void
  readonly onStop: () => void
  readonly onReview: (isReviewing: boolean) => void
  readonly onSave: () => void
  readonly onClose: () => void
}

/** Read, then edit, then see what would change, then save. */
export function PreviewFooter(props: PreviewFooterProps) {
  const { step, isText, blocked, isChanged, isWorking } = props
  const { t } = useTranslation()
  if (step === 'read') {
    return (
      <>
        {isText && (
          <Button size="lg" disabledReason={blocked} onClick={props.onEdit}>
            {t('files.preview.edit')}
          </Button>
        )}
        <Button size="lg" variant="primary" onClick={props.onClose}>
          {t('common.close')}
        </Button>
      </>
    )
  }
  if (step === 'edit') {
    return (
      <>
        <Button size="lg" onClick={props.onStop}>
          {t('files.preview.cancel')}
        </Button>
        <Button
          size="lg"
          variant="primary"
          disabledReason={isChanged ? null : t('files.preview.unchanged')}
          onClick={() => props.onReview(true)}
        >
          {t('files.preview.review')}
        </Button>
      </>
    )
  }
  return (
    <>
      <Button size="lg" onClick={() => props.onReview(false)}>
        {t('files.preview.editMore')}
      </Button>
      <Button size="lg" variant="primary" isWorking={isWorking} onClick={props.onSave}>
        {t('files.preview.save')}
      </Button>
    </>
  )
}
