import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { Terminal } from '@xterm/xterm'
import type { ExecEnd, ExecSession } from '../../shared/exec.ts'
import type { Client, Subscription } from '../../shared/rpc-client.ts'
import { nonceStyleElements } from '../style-nonce.ts'
import { BidiFilter } from './bidi-filter.ts'
import { TerminalDrawing } from './terminal-drawing.ts'
import { createLinkHandler } from './terminal-links.ts'
import { terminalTheme } from './terminal-theme.ts'

export type TerminalState =
  | { readonly kind: 'attaching' }
  | { readonly kind: 'live' }
  | { readonly kind: 'ended'; readonly exitCode: number | null }
  /** The person left; the program runs on. */
  | { readonly kind: 'detached' }
  /** The engine or the host went away; the last screen stays. */
  | { readonly kind: 'lost' }

/** Keys typed or pasted travel in parts of this size, so that a large paste waits for the shell to read. */
const inputPartBytes = 4_096
const scrollbackLines = 10_000
/** Trailing: a window edge being dragged would otherwise resize the shell a hundred times. */
const resizeDebounceMs = 60

const encoder = new TextEncoder()

/**
 * One terminal on the page joined to one exec session on the host. Lives outside React, so that switching
 * tabs and panes keeps its screen, scrollback and selection; `mount` puts it on screen.
 */
export class ExecTerminal {
  readonly session: ExecSession
  readonly search = new SearchAddon()
  private readonly element = document.createElement('div')
  private readonly terminal: Terminal
  private readonly fitAddon = new FitAddon()
  private readonly getClient: () => Client
  private readonly listeners = new Set<() => void>()
  private subscription: Subscription<Uint8Array | ExecEnd, Uint8Array> | null = null
  private sending: Promise<unknown> = Promise.resolve()
  private readonly drawing: TerminalDrawing
  private resizeTimer: ReturnType<typeof setTimeout> | undefined
  private isOpened = false
  private attachment = 0
  state: TerminalState = { kind: 'attaching' }
  /** Columns and rows, for the hint bar. */
  size: { readonly columns: number; readonly rows: number }

  constructor(session: ExecSession, getClient: () => Client, size: { columns: number; rows: number }) {
    nonceStyleElements()
    this.session = session
    this.getClient = getClient
    this.size = size
    this.element.style.height = '100%'
    this.terminal = new Terminal({
      allowProposedApi: true,
      cols: size.columns,
      rows: size.rows,
      scrollback: scrollbackLines,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
      fontSize: 13,
      lineHeight: 1.1,
      cursorBlink: false,
      theme: terminalTheme(),
      rightClickSelectsWord: false,
      macOptionIsMeta: true,
      minimumContrastRatio: 1,
      linkHandler: createLinkHandler(this.element),
    })
    this.drawing = new TerminalDrawing(this.terminal, () => scrollbackLines + this.size.rows)
    this.terminal.loadAddon(this.fitAddon)
    this.terminal.loadAddon(this.search)
    this.terminal.loadAddon(new Unicode11Addon())
    this.terminal.unicode.activeVersion = '11'
    this.terminal.attachCustomKeyEventHandler((event) => this.handleKey(event))
    this.terminal.onData((text) => this.sendInput(encoder.encode(text)))
    this.terminal.onBinary((text) => this.sendInput(Uint8Array.from(text, (char) => char.charCodeAt(0))))
    this.terminal.onResize(({ cols, rows }) => this.handleResize(cols, rows))
    void this.attach()
  }

  /** Nothing more will come of this session, whatever becomes of the link. */
  get isOver(): boolean {
    return this.state.kind === 'ended' || this.state.kind === 'detached'
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  mount(parent: HTMLElement): () => void {
    parent.append(this.element)
    if (!this.isOpened) {
      this.isOpened = true
      this.terminal.open(this.element)
    }
    const observer = new ResizeObserver(() => this.fit())
    observer.observe(parent)
    this.fit()
    return () => {
      observer.disconnect()
      this.element.remove()
    }
  }

  focus(): void {
    this.terminal.focus()
  }

  clear(): void {
    this.terminal.clear()
    this.terminal.focus()
  }

  refreshTheme(): void {
    this.terminal.options.theme = terminalTheme()
  }

  setScreenReaderMode(isOn: boolean): void {
    this.terminal.options.screenReaderMode = isOn
  }

  /** The text on screen and in the scrollback; for tests and assistive tools. */
  text(): string {
    const { active } = this.terminal.buffer
    const lines: string[] = []
    for (let row = 0; row < active.length; row++)
      lines.push(active.getLine(row)?.translateToString(true) ?? '')
    return lines.join('\n')
  }

  /** Joins the session again after the link was lost; what the host kept is drawn anew. */
  async attach(): Promise<void> {
    const attachment = ++this.attachment
    this.subscription?.close()
    this.setState({ kind: 'attaching' })
    this.drawing.drop()
    this.terminal.reset()
    const filter = new BidiFilter()
    try {
      const subscription = this.getClient().open('exec.session', { sessionId: this.session.id })
      this.subscription = subscription
      for await (const item of subscription) {
        if (attachment !== this.attachment) return
        if (item instanceof Uint8Array) await this.write(filter.pass(item))
        else await this.finish(item, attachment)
      }
      if (attachment === this.attachment && !this.isOver) this.setState({ kind: 'lost' })
    } catch {
      // Whatever broke it, the person sees a lost session with a way to reconnect.
      if (attachment === this.attachment) this.setState({ kind: 'lost' })
    }
  }

  dispose(): void {
    this.attachment += 1
    this.subscription?.close()
    this.drawing.drop()
    clearTimeout(this.resizeTimer)
    this.terminal.dispose()
    this.element.remove()
    this.listeners.clear()
  }

  /** Resolves when more may come: until then the host waits, and makes the program wait. */
  private async write(bytes: Uint8Array): Promise<void> {
    if (this.state.kind === 'attaching') this.setState({ kind: 'live' })
    await this.drawing.push(bytes)
  }

  private async finish(end: ExecEnd, attachment: number): Promise<void> {
    await this.drawing.untilDrawn()
    if (attachment !== this.attachment) return
    const { kind, exitCode } = end
    this.setState(kind === 'ended' ? { kind, exitCode } : { kind })
  }

  private sendInput(bytes: Uint8Array): void {
    const { subscription } = this
    if (!subscription || this.isOver || this.state.kind === 'lost') return
    for (let at = 0; at < bytes.length; at += inputPartBytes) {
      const part = bytes.slice(at, at + inputPartBytes)
      this.sending = this.sending.then(() => subscription.send(part))
    }
  }

  private fit(): void {
    if (this.element.clientWidth > 0 && this.element.clientHeight > 0) this.fitAddon.fit()
  }

  private handleResize(columns: number, rows: number): void {
    this.size = { columns, rows }
    this.notify()
    clearTimeout(this.resizeTimer)
    this.resizeTimer = setTimeout(() => {
      if (this.isOver || this.state.kind === 'lost') return
      // A refused resize means that the session is over, which its stream tells.
      this.getClient()
        .call('exec.resize', { sessionId: this.session.id, size: { columns, rows } })
        .catch(() => {})
    }, resizeDebounceMs)
  }

  /** False keeps a key from the shell: copy, paste, and F6, which leaves the terminal. */
  private handleKey(event: KeyboardEvent): boolean {
    if (event.key === 'F6') return false
    const isMac = navigator.platform.startsWith('Mac')
    const withChord = isMac ? event.metaKey : event.ctrlKey
    if (!withChord || event.altKey) return true
    const key = event.key.toLowerCase()
    // The browser's own paste event brings the text; xterm turns it into (bracketed) input.
    if (key === 'v') return false
    if (key !== 'c' || event.type !== 'keydown') return !(key === 'c' && event.shiftKey)
    const selection = this.terminal.getSelection()
    if (selection === '') return !(isMac || event.shiftKey)
    void navigator.clipboard.writeText(selection)
    this.terminal.clearSelection()
    event.preventDefault()
    return false
  }

  private setState(state: TerminalState): void {
    this.state = state
    this.notify()
  }

  private notify(): void {
    for (const listener of this.listeners) listener()
  }
}
