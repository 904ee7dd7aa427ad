import { Component, type ReactNode } from 'react'
import { Failure } from './States.tsx'
import { languageOf, texts } from './texts.ts'

/** A fault of the page itself: said plainly, and the way on. Drafts are in the browser's memory and survive it. */
export class Fallen extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const t = texts[languageOf(navigator.languages)]
    return <Failure what={t.fallen} error={error} retry={() => window.location.reload()} />
  }
}
