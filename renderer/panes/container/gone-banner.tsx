import { useTranslation } from 'react-i18next'
import { restoreCommand, restoreFromBin } from '../../actions/bin/bin-actions.ts'
import { useApp } from '../../app-context.ts'
import { useEntity } from '../../store/entity-store.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'

type GoneBannerProps = { readonly id: string; readonly name: string }

/** Says that the container was removed, and brings it back while it is in the bin. */
export function GoneBanner({ id, name }: GoneBannerProps) {
  const { t } = useTranslation()
  const app = useApp()
  const binned = useEntity(app.bin, id)
  if (!binned) return <Banner tone="warn">{t('container.removed', { name })}</Banner>
  return (
    <Banner
      tone="warn"
      actions={
        <Button size="sm" command={restoreCommand(binned)} onClick={() => void restoreFromBin(app, [binned])}>
          {t('bin.action.restore')}
        </Button>
      }
    >
      {t('bin.isIn', { name })}
    </Banner>
  )
}
