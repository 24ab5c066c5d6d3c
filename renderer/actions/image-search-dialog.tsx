import { BadgeCheck, Download, Search, Star } from 'lucide-react'
import type { FormEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { ImageSearchResult } from '../../shared/image.ts'
import { useApp } from '../app-context.ts'
import { formatCount } from '../format.ts'
import { describeError } from '../messages.ts'
import { recordCommand } from '../store/companion.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { CommandLine } from '../ui/command-line.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import dialogStyles from './action-dialogs.module.css'
import { imageCommands, transferCommand } from './image-actions.ts'
import styles from './image-search-dialog.module.css'
import { openPullDialog } from './registry-dialog-store.ts'

/** As many as Docker Hub gives at once. */
const limit = 100
const starSteps = [0, 10, 100, 1_000]

type Found = { readonly term: string; readonly results: readonly ImageSearchResult[] }

type ImageSearchDialogProps = { readonly initialTerm: string; readonly onClose: () => void }

/** Finds images on Docker Hub through the engine. */
export function ImageSearchDialog({ initialTerm, onClose }: ImageSearchDialogProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const field = useRef<HTMLInputElement>(null)
  const asking = useRef<AbortController | null>(null)
  const [term, setTerm] = useState(initialTerm)
  const [isOfficial, setIsOfficial] = useState(false)
  const [leastStars, setLeastStars] = useState(0)
  const [isSearching, setIsSearching] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => () => asking.current?.abort(), [])

  const params = { term: term.trim(), limit, isOfficial, leastStars }
  const command = imageCommands().search({ ...params, term: params.term || 'word' })
  const search = async (event: FormEvent) => {
    event.preventDefault()
    if (params.term === '') return
    asking.current?.abort()
    const abort = new AbortController()
    asking.current = abort
    setIsSearching(true)
    setError(null)
    try {
      setFound({ term: params.term, results: await client().call('image.search', params, abort.signal) })
      recordCommand({ command, result: 'ok', atMs: Date.now() })
    } catch (failure) {
      if (abort.signal.aborted || isCancelled(failure)) return
      setFound(null)
      setError(failure)
      recordCommand({ command, result: 'failed', atMs: Date.now() })
    }
    setIsSearching(false)
  }
  return (
    <Dialog
      open
      size="lg"
      title={t('images.search.title')}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className={dialogStyles['command']}>
            <CommandLine command={command} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <form className={styles['form']} onSubmit={(event) => void search(event)}>
        <div className={styles['term']}>
          <TextField label={t('images.search.term')} value={term} onChange={setTerm} inputRef={field} />
        </div>
        <Select
          label={t('images.search.stars')}
          value={String(leastStars)}
          onChange={(stars) => setLeastStars(Number(stars))}
          options={starSteps.map((stars) => ({
            id: String(stars),
            label: stars === 0 ? t('images.search.anyStars') : formatCount(stars),
          }))}
        />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          icon={Search}
          isWorking={isSearching}
          command={command}
        >
          {t(isSearching ? 'images.search.searching' : 'images.search.go')}
        </Button>
      </form>
      <div className={styles['options']}>
        <Checkbox label={t('images.search.official')} checked={isOfficial} onChange={setIsOfficial} />
        <span className={dialogStyles['note']}>{t('images.search.note')}</span>
      </div>
      {error !== null && <Failure error={error} />}
      {found && error === null && (
        <Results
          found={found}
          onPull={(name) => {
            onClose()
            openPullDialog(name)
          }}
        />
      )}
    </Dialog>
  )
}

function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  // The engine says no more than that it failed; for a search that is the network.
  const isAway = error instanceof EngineError && error.code === 'engine-failed'
  return (
    <ErrorPanel
      title={isAway ? t('images.search.failedTitle') : title}
      text={isAway ? t('images.search.failedText') : text}
      details={details}
    />
  )
}

type ResultsProps = { readonly found: Found; readonly onPull: (name: string) => void }

function Results({ found, onPull }: ResultsProps) {
  const { t } = useTranslation()
  const { term, results } = found
  if (results.length === 0) return <p className={dialogStyles['text']}>{t('images.search.none', { term })}</p>
  return (
    <>
      <p className={dialogStyles['note']} role="status">
        {t('images.search.count', { count: results.length })}
      </p>
      <ul className={styles['results']} aria-label={t('images.search.title')}>
        {results.map((result) => (
          <Result key={result.name} result={result} onPull={onPull} />
        ))}
      </ul>
    </>
  )
}

type ResultProps = { readonly result: ImageSearchResult; readonly onPull: (name: string) => void }

function Result({ result, onPull }: ResultProps) {
  const { t } = useTranslation()
  const { name, description, stars, isOfficial } = result
  return (
    <li className={styles['result']}>
      <div className={styles['about']}>
        <span className={styles['name']}>
          <bdi>{name}</bdi>
          {isOfficial && (
            <span className={styles['official']}>
              <BadgeCheck aria-hidden />
              {t('images.search.officialMark')}
            </span>
          )}
        </span>
        {description !== '' && <span className={styles['description']}>{description}</span>}
      </div>
      <span className={styles['stars']}>
        <Star aria-hidden />
        <span aria-hidden>{formatCount(stars)}</span>
        <span className="visually-hidden">{t('images.search.starsCount', { count: stars })}</span>
      </span>
      <CopyButton text={name} label={t('images.search.copy', { name })} />
      <IconButton
        label={t('images.search.pull', { name })}
        icon={Download}
        command={transferCommand('pull', name)}
        onClick={() => onPull(name)}
      />
    </li>
  )
}
