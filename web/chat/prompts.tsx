/** What the page says outside the chat: toasts, a bot's alerts, and the question before another site is opened. */

import { Button, Group, Modal, Text } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { targetOf } from './links.ts'
import classes from './prompts.module.css'
import type { Bot } from './types.ts'

export type Prompts = {
  toast: (text: string) => void
  alert: (text: string) => void
  /** Asks before something is done; false when the person would rather not. */
  confirm: (text: string, verb: string) => Promise<boolean>
  /** Opens a link from a button: our own bots at once, other sites after a question. */
  follow: (url: string) => void
  copy: (text: string) => void
}

type Question = { text: string; verb: string; answer: (yes: boolean) => void }
type Props = { bots: readonly Bot[]; openBot: (bot: number, text: string | undefined) => void; children: ReactNode }

const TOAST_MS = 8000
const Current = createContext<Prompts | undefined>(undefined)

export function usePrompts(): Prompts {
  const prompts = useContext(Current)
  if (!prompts) throw new Error('usePrompts needs PromptsProvider above it')
  return prompts
}

export function PromptsProvider({ bots, openBot, children }: Props) {
  const t = useTexts()
  const [toasts, setToasts] = useState<{ id: number; text: string }[]>([])
  const [alert, setAlert] = useState<string>()
  const [question, setQuestion] = useState<Question>()
  const [leaving, setLeaving] = useState<{ href: string; host: string }>()
  const next = useRef(0)

  const toast = useCallback((text: string) => {
    const id = next.current++
    setToasts((toasts) => [...toasts.slice(-2), { id, text }])
    window.setTimeout(() => setToasts((toasts) => toasts.filter((toast) => toast.id !== id)), TOAST_MS)
  }, [])

  const prompts = useMemo<Prompts>(
    () => ({
      toast,
      alert: setAlert,
      confirm: (text, verb) => new Promise((answer) => setQuestion({ text, verb, answer })),
      copy: (text) => {
        navigator.clipboard.writeText(text).then(
          () => toast(t.copied),
          (error: Error) => toast(t.failed(reasonOf(error, t))),
        )
      },
      follow: (url) => {
        const target = targetOf(url, bots)
        if (!target) toast(t.linkRefused)
        else if (target.kind === 'bot') openBot(target.bot, target.text)
        else if (new URL(target.href).origin !== window.location.origin) setLeaving(target)
        else window.open(target.href, '_blank', 'noopener,noreferrer')
      },
    }),
    [toast, t, bots, openBot],
  )

  const decide = (yes: boolean) => {
    question?.answer(yes)
    setQuestion(undefined)
  }

  return (
    <Current value={prompts}>
      {children}
      <div className={classes.toasts} role="status" aria-live="polite">
        {toasts.map(({ id, text }) => (
          <button
            type="button"
            key={id}
            className={classes.toast}
            title={t.dismiss}
            onClick={() => setToasts((toasts) => toasts.filter((toast) => toast.id !== id))}
          >
            {text}
          </button>
        ))}
      </div>
      <Modal
        opened={alert !== undefined}
        onClose={() => setAlert(undefined)}
        withCloseButton={false}
        size="sm"
        zIndex={400}
      >
        <Text className={classes.words}>{alert}</Text>
        <Group justify="flex-end" mt="lg">
          <Button data-autofocus onClick={() => setAlert(undefined)}>
            {t.close}
          </Button>
        </Group>
      </Modal>
      <Modal
        opened={question !== undefined}
        onClose={() => decide(false)}
        withCloseButton={false}
        size="sm"
        zIndex={400}
      >
        <Text className={classes.words}>{question?.text}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => decide(false)}>
            {t.cancel}
          </Button>
          <Button data-autofocus onClick={() => decide(true)}>
            {question?.verb}
          </Button>
        </Group>
      </Modal>
      <Modal
        opened={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={t.openTitle}
        size="sm"
        zIndex={400}
      >
        {leaving && (
          <>
            <Text>{t.openText(leaving.host)}</Text>
            <Text size="xs" c="dimmed" mt="sm" ff="monospace" className={classes.words}>
              {leaving.href}
            </Text>
            <Group justify="flex-end" mt="lg">
              <Button variant="default" onClick={() => setLeaving(undefined)}>
                {t.cancel}
              </Button>
              <Button
                component="a"
                href={leaving.href}
                target="_blank"
                rel="noopener noreferrer"
                data-autofocus
                onClick={() => setLeaving(undefined)}
              >
                {t.open(leaving.host)}
              </Button>
            </Group>
          </>
        )}
      </Modal>
    </Current>
  )
}
