import { useApp } from '../app-context.ts'
import { useStoreVersion } from '../store/entity-store.ts'
import { closeImageDialog, useImageDialog } from './image-dialog-store.ts'
import { ImageRemoveDialog } from './image-remove-dialog.tsx'
import { ImageSearchDialog } from './image-search-dialog.tsx'
import { ImageTagDialog } from './image-tag-dialog.tsx'

/** The question about images that is open, wherever it was asked for. */
export function ImageDialogs() {
  const { images } = useApp()
  const dialog = useImageDialog((state) => state.dialog)
  useStoreVersion(images)
  switch (dialog?.kind) {
    case 'search':
      return <ImageSearchDialog initialTerm={dialog.term ?? ''} onClose={closeImageDialog} />
    case 'tag': {
      const image = images.get(dialog.id)
      return image ? <ImageTagDialog key={image.id} image={image} onClose={closeImageDialog} /> : null
    }
    case 'remove': {
      const chosen = dialog.ids.map((id) => images.get(id)).filter((image) => image !== undefined)
      return chosen.length > 0 ? (
        <ImageRemoveDialog key={dialog.ids.join()} images={chosen} onClose={closeImageDialog} />
      ) : null
    }
    case undefined:
      return null
  }
}
