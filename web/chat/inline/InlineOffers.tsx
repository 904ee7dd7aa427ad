/** What a bot offers to a question typed as `@bot …`. Loaded when somebody first types one. */
import type { InlineQueryResultsButton } from '@grammyjs/types'
import { Loader, Text } from '@mantine/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { api } from '../api.ts'
import menu from '../CommandMenu.module.css'
import { reasonOf } from '../failure.ts'
import { send } from '../http.ts'
import { useTexts, useWords } from '../language.tsx'
import { usePrompts } from '../prompts.tsx'
import * as words from '../texts/inline.ts'
import type { Bot, Entry } from '../types.ts'
import type { Question } from './question.ts'

type Result = { id: string; type: string; title?: string; description?: string; content: { text?: string } }
type Offers = { query: string; results: Result[]; next_offset?: string; button?: InlineQueryResultsButton }
type Props = { question: Question; bot: Bot; me: number; chat: number; chosen: (entry: Entry) => void }

const PAUSE_MS = 350

export default function InlineOffers({ question, bot, me, chat, chosen }: Props) {
  const t = useTexts()
  const w = useWords(words)
  const { toast, follow } = usePrompts()
  const [offers, setOffers] = useState<Offers | null>()
  const path = `${api.chatPath(me, chat)}/inline`
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const ask = (offset?: string) =>
    send<Offers | null>('POST', path, { bot: bot.id, query: question.query, ...(offset ? { offset } : {}) })
  const asked = useEffectEvent((stop: AbortSignal) => {
    ask().then((given) => {
      if (!stop.aborted) setOffers(given)
    }, failed)
  })
  useEffect(() => {
    const stop = new AbortController()
    setOffers(undefined)
    // Telegram's clients, too, wait for a pause in the typing.
    const timer = window.setTimeout(() => asked(stop.signal), PAUSE_MS)
    return () => {
      stop.abort()
      window.clearTimeout(timer)
    }
  }, [question.query, bot.id])

  const choose = ({ id }: Result, { query }: Offers) => {
    send<Entry>('POST', `${path}/choose`, { query, result: id }).then(chosen, failed)
  }
  const more = (offset: string) => {
    ask(offset).then(
      (next) => setOffers((old) => (old && next ? { ...next, results: [...old.results, ...next.results] } : old)),
      failed,
    )
  }
  return (
    <div className={`${menu.menu} scroll`} role="listbox" aria-label={w.offersOf(bot.first_name)}>
      {offers === undefined && (
        <Text size="sm" c="dimmed" p="sm">
          <Loader size={14} mr="sm" />
          {w.asking(bot.first_name)}
        </Text>
      )}
      {(offers === null || offers?.results.length === 0) && (
        <Text size="sm" c="dimmed" p="sm">
          {offers === null ? w.silent(bot.first_name) : w.nothing(bot.first_name)}
        </Text>
      )}
      {offers?.button && (
        <button
          type="button"
          className={menu.row}
          onClick={() => {
            const { start_parameter: start } = offers.button as { start_parameter?: string }
            if (start === undefined) toast(t.buttonUnknown)
            else follow(`https://t.me/${bot.username}?start=${start}`)
          }}
        >
          <span className={menu.name}>{offers.button.text}</span>
        </button>
      )}
      {offers?.results.map((result) => (
        <button
          type="button"
          key={result.id}
          className={menu.row}
          role="option"
          aria-selected={false}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(result, offers)}
        >
          <span className={`${menu.name} clip`}>{result.title ?? result.type}</span>
          <span className={`${menu.about} clip`}>{result.description ?? result.content.text ?? ''}</span>
        </button>
      ))}
      {offers?.next_offset && (
        <button type="button" className={menu.row} onClick={() => more(offers.next_offset ?? '')}>
          <span className={menu.about}>{w.more}</span>
        </button>
      )}
    </div>
  )
}
