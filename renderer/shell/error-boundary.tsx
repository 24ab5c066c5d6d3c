import { Component, type ErrorInfo, type ReactNode } from 'react'
import { CrashPanel } from './crash-panel.tsx'

type ErrorBoundaryProps = { readonly children: ReactNode }
type ErrorBoundaryState = { readonly error: unknown; readonly place: string }

/** Catches what goes wrong while drawing, so that the rest of the window stays usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, place: '' }

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error ?? new Error('unknown') }
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ place: info.componentStack ?? '' })
  }

  override render(): ReactNode {
    const { error, place } = this.state
    return error === null ? this.props.children : <CrashPanel error={error} place={place} />
  }
}
