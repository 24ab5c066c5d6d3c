import {
  type ClipboardEvent,
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { type ParsedRun, parseRun } from '../../../shared/docker-run/parse-run.ts'
import { isNote } from '../../../shared/docker-run/run-problem.ts'
import { Button } from '../../ui/button.tsx'
import fieldStyles from '../../ui/field.module.css'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { ComposeFindings } from './compose-findings.tsx'
import { type Draft, draftOf } from './model/draft.ts'
import styles from './paste-panel.module.css'
import { problemSentence } from './problem-words.ts'
import { isComposeFile, useComposeFile } from './use-compose-file.ts'

type PastePanelProps = {
  readonly start: string
  readonly onFill: (draft: Draft) => void
  readonly onClose: () => void
}

/** As many as one reads; a page of garbage has thousands. */
const mostProblems = 12

/** Takes a `docker run` line or a Compose file, says what it understood, and fills the form with it. */
export function PastePanel({ start, onFill, onClose }: PastePanelProps) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState(start)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const read = useDeferredValue(text)
  const { parsed, file, service, spec, choose } = usePasted(read)
  const isEmpty = read.trim() === ''
  const fill = () => {
    if (spec !== null) onFill(draftOf(spec))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    fill()
  }
  return (
    <section className={styles['panel']} aria-label={t('run.paste')}>
      <label htmlFor={id} className={fieldStyles['label']}>
        {t('run.pasteLabel')}
      </label>
      <textarea
        id={id}
        ref={field}
        data-autofocus=""
        rows={5}
        className={`${fieldStyles['input']} ${fieldStyles['mono']} ${styles['text']}`}
        placeholder="docker run -d -p 8080:80 nginx"
        spellCheck={false}
        wrap={text.length < longPaste ? 'soft' : 'off'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        onPaste={(event) => pasteWhole(event, setText)}
      />
      {!isEmpty && parsed !== null && <Findings parsed={parsed} />}
      {file !== null && <ComposeFindings file={file} service={service} onService={choose} />}
      <div className={styles['buttons']}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="primary"
          disabledReason={spec === null ? t('run.nothingToFill') : null}
          onClick={fill}
        >
          {t('run.fill')}
        </Button>
      </div>
    </section>
  )
}

/** A text of so many characters is put in at once: the browser takes its time for each of its lines. */
const longPaste = 10_000

function pasteWhole(event: ClipboardEvent<HTMLTextAreaElement>, setText: (text: string) => void): void {
  const pasted = event.clipboardData.getData('text')
  if (pasted.length < longPaste) return
  event.preventDefault()
  const field = event.currentTarget
  field.setRangeText(pasted.replaceAll('\r\n', '\n'), field.selectionStart, field.selectionEnd, 'end')
  setText(field.value)
}

/** What a text says: a command, or one of the services of a Compose file. */
function usePasted(text: string) {
  const file = useComposeFile(text)
  const [chosen, choose] = useState<string | null>(null)
  const one = file?.specs.find(({ service }) => service === chosen) ?? file?.specs[0]
  const parsed = isComposeFile(text) ? null : parseRun(text)
  const spec = parsed === null ? (one?.spec ?? null) : parsed.spec
  return { parsed, file, service: one?.service ?? null, spec, choose }
}

function Findings({ parsed: { problems, spec } }: { readonly parsed: ParsedRun }) {
  const { t } = useTranslation()
  if (problems.length === 0 && spec !== null) {
    return (
      <p className={styles['fine']} role="status">
        <StateGlyph glyph="done" size={14} />
        {t('run.understood')}
      </p>
    )
  }
  return (
    <ul className={styles['problems']} aria-label={t('run.findings')}>
      {problems.slice(0, mostProblems).map((problem, index) => (
        <li key={index} className={styles['problem']}>
          <StateGlyph glyph={isNote(problem) ? 'unhealthy' : 'failed'} size={14} />
          {problemSentence(problem, t)}
        </li>
      ))}
      {problems.length > mostProblems && (
        <li>{t('run.andMore', { count: problems.length - mostProblems })}</li>
      )}
    </ul>
  )
}
