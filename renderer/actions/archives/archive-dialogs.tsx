import { lazy, Suspense } from 'react'
import { closeArchiveDialog, useArchiveDialog } from './archive-dialog-store.ts'

const SaveImagesDialog = lazy(async () => ({
  default: (await import('./save-images-dialog.tsx')).SaveImagesDialog,
}))
const LoadImageDialog = lazy(async () => ({
  default: (await import('./load-image-dialog.tsx')).LoadImageDialog,
}))
const ImportImageDialog = lazy(async () => ({
  default: (await import('./import-image-dialog.tsx')).ImportImageDialog,
}))

/** The question about a file, wherever it was asked for. One in the window. */
export function ArchiveDialogs() {
  const dialog = useArchiveDialog((state) => state.dialog)
  if (!dialog) return null
  return (
    <Suspense>
      {dialog.kind === 'save' && <SaveImagesDialog images={dialog.images} onClose={closeArchiveDialog} />}
      {dialog.kind === 'load' && <LoadImageDialog onClose={closeArchiveDialog} />}
      {dialog.kind === 'import' && <ImportImageDialog onClose={closeArchiveDialog} />}
    </Suspense>
  )
}
