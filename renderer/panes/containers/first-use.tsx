import type { LucideIcon } from 'lucide-react'
import { Check, Copy, Globe, Layers, Play, Sparkles } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openRunDialog } from '../../actions/run-dialog-store.ts'
import { knownEngine, useEngineStatus } from '../../store/engine-store.ts'
import { useCommandHover } from '../../ui/command-hover.ts'
import { CommandLine } from '../../ui/command-line.tsx'
import { describedBy } from '../../ui/described.ts'
import styles from './first-use.module.css'

const starts = [
  { id: 'hello', icon: Sparkles, command: 'docker run hello-world' },
  { id: 'web', icon: Globe, command: 'docker run -d -p 8080:80 nginx' },
  { id: 'compose', icon: Layers, command: 'docker compose up --detach' },
] as const

/** The first thing a new person sees: three ways to begin: two in the form, one as a command to copy. */
export function FirstUse() {
  const { t } = useTranslation()
  const engine = knownEngine(useEngineStatus())
  const ready = engine ? `${t('containers.empty.ready', { count: engine.imageCount })} ` : ''
  return (
    <div className={styles['page']}>
      <div className={styles['content']}>
        <Drawing />
        <h2 className={styles['title']}>{t('containers.empty.title')}</h2>
        <p className={styles['text']}>
          {ready}
          {t('containers.empty.text')}
        </p>
        <ul className={styles['starts']}>
          {starts.map((start) => (
            <li key={start.id}>
              <Start {...start} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

type StartProps = {
  readonly id: (typeof starts)[number]['id']
  readonly icon: LucideIcon
  readonly command: string
}

const copiedForMs = 4_000

function Start({ id, icon: Icon, command }: StartProps) {
  const { t } = useTranslation()
  const [isCopied, setIsCopied] = useState(false)
  const hover = useCommandHover(command)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), copiedForMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => {
    navigator.clipboard.writeText(command).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    )
  }
  const isRun = command.startsWith('docker run')
  const Sign = isRun ? Play : isCopied ? Check : Copy
  return (
    <button
      {...hover}
      type="button"
      className={styles['start']}
      aria-label={t(isRun ? 'containers.empty.run' : 'containers.empty.copy', { command })}
      {...describedBy(t(`containers.empty.${id}Text`))}
      onClick={isRun ? () => openRunDialog({ text: command }) : copy}
    >
      <span className={styles['head']}>
        <span className={styles['icon']}>
          <Icon aria-hidden />
        </span>
        <span className={styles['sign']}>
          <output>{isCopied ? t('containers.empty.copied') : ''}</output>
          <Sign aria-hidden />
        </span>
      </span>
      <span className={styles['name']}>{t(`containers.empty.${id}`)}</span>
      <span className={styles['about']}>{t(`containers.empty.${id}Text`)}</span>
      <span className={styles['command']}>
        <CommandLine command={command} />
      </span>
    </button>
  )
}

const cells = Array.from({ length: 15 }, (_, index) => ({
  x: (index % 5) * 39,
  y: Math.floor(index / 5) * 28,
}))
const landing = 11

/** A bay with empty places, and one container on its way down. */
function Drawing() {
  return (
    <svg className={styles['drawing']} width="196" height="84" viewBox="-1 -1 194 84" aria-hidden>
      {cells.map(({ x, y }, index) =>
        index === landing ? (
          <rect key={index} className={styles['landed']} x={x} y={y} width="35" height="25" rx="3" />
        ) : (
          <rect key={index} className={styles['place']} x={x} y={y} width="35" height="25" rx="3" />
        ),
      )}
      <path className={styles['arrow']} d="M56.5 28v20m-5-5 5 5 5-5" />
    </svg>
  )
}
