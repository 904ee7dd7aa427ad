import { ActionIcon, Button, Skeleton, Text } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { BubbleView } from './BubbleView.tsx'
import { type Bubble, bubbles, isService } from './bubbles.ts'
import type { ChatActs } from './chatActs.ts'
import { useNow } from './clock.tsx'
import { DraftView } from './DraftView.tsx'
import { reasonOf } from './failure.ts'
import { useLanguage, useTexts } from './language.tsx'
import classes from './MessageLog.module.css'
import { usePrompts } from './prompts.tsx'
import { Empty, Failure } from './States.tsx'
import { dayKey, dayName } from './time.ts'
import { topicNamed, topicOf } from './topics/topicOf.ts'
import type { Bot, Chat, Person, Topic } from './types.ts'
import type { Messages } from './useMessages.ts'
import { useStickyEnd } from './useStickyEnd.ts'

type Props = {
  messages: Messages
  chat: Chat
  me: Person
  bots: readonly Bot[]
  acts: ChatActs
  topics: readonly Topic[]
  /** The topic that is open; without one, every message says its own. */
  open: Topic | undefined
}

export function MessageLog({ messages, chat, me, bots, acts, topics, open }: Props) {
  const t = useTexts()
  const language = useLanguage()
  const now = useNow()
  const { toast } = usePrompts()
  const { data, error, reload } = messages
  const { log, away, scrolled, toEnd, hold } = useStickyEnd(data?.entries, data?.draft?.text)
  const [fetching, setFetching] = useState(false)

  if (!data) {
    return (
      <div className={classes.log}>
        {error ? <Failure what={t.failedMessages} error={error} retry={reload} /> : <LogSkeleton />}
      </div>
    )
  }

  const earlier = () => {
    setFetching(true)
    hold()
    messages
      .earlier()
      .catch((error: Error) => toast(t.failed(reasonOf(error, t))))
      .finally(() => setFetching(false))
  }

  return (
    <div className={classes.frame}>
      <div className={`${classes.log} scroll`} ref={log} onScroll={scrolled} role="log" aria-label={t.messages}>
        <div className={classes.column}>
          {data.more && (
            <Button className={classes.earlier} variant="default" size="xs" loading={fetching} onClick={earlier}>
              {t.earlier}
            </Button>
          )}
          {data.entries.length === 0 && (
            <div className={classes.empty}>
              <Empty text={open ? t.emptyTopic(open.name) : t.emptyChat(chat.title)}>
                {chat.bot !== undefined && !data.blocked && (
                  <Button onClick={() => acts.say('/start')}>{t.sendStart}</Button>
                )}
              </Empty>
            </div>
          )}
          {bubbles(data.entries, dayKey).map((bubble: Bubble) => (
            <Fragment key={bubble.entries[0].message.message_id}>
              {bubble.newDay && (
                <Text className={classes.day} size="xs" c="dimmed">
                  {dayName(new Date(bubble.entries[0].message.date * 1000), language, now)}
                </Text>
              )}
              <BubbleView
                bubble={bubble}
                chat={chat}
                me={me}
                bots={bots}
                acts={acts}
                topic={chat.topics && !open ? topicName(bubble, topics) : undefined}
              />
            </Fragment>
          ))}
          {data.draft && <DraftView draft={data.draft} bots={bots} me={me} />}
          {data.typing && !data.draft && (
            <div className={classes.typing} aria-hidden>
              <span />
              <span />
              <span />
            </div>
          )}
        </div>
      </div>
      {away && (
        <ActionIcon
          className={classes.latest}
          variant="default"
          size={44}
          radius="xl"
          aria-label={t.latest}
          onClick={toEnd}
        >
          <IconArrowDown size={20} stroke={1.5} />
        </ActionIcon>
      )}
    </div>
  )
}

/** Where a run of messages begins it says its topic. */
function topicName({ first, entries: [{ message }] }: Bubble, topics: readonly Topic[]): string | undefined {
  return first && !isService(message) ? topicNamed(topics, topicOf(message))?.name : undefined
}

function LogSkeleton() {
  const t = useTexts()
  return (
    <div className={classes.column} role="status" aria-label={t.loading}>
      <Skeleton h={44} w="46%" mb={8} />
      <Skeleton h={80} w="58%" mb={16} />
      <Skeleton h={36} w="30%" mb={16} ml="auto" />
      <Skeleton h={64} w="52%" />
    </div>
  )
}
