import { Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEngineStatus } from '../../store/engine-store.ts'
import { setFavourite, useFavourites } from '../../store/favourites.ts'
import { IconButton } from '../../ui/icon-button.tsx'

/** The star of a container: at hand in the sidebar, and in the tray of the desktop app. */
export function FavouriteButton({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const host = useEngineStatus().endpoint?.host ?? ''
  const isFavourite = useFavourites(({ names }) => names[host]?.includes(name) ?? false)
  return (
    <IconButton
      label={t('presence.favourite', { name })}
      icon={Star}
      isOn={isFavourite}
      onClick={() => setFavourite(host, name, !isFavourite)}
    />
  )
}
