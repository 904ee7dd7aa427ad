import { Button, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Avatar } from './Avatar.tsx'
import classes from './ChatList.module.css'
import { ChatRowLink } from './ChatRowLink.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'
import { useTexts } from './language.tsx'
import type { Loaded } from './load.ts'
import { link } from './place.ts'
import { Empty, Failure } from './States.tsx'
import type { Bot, ChatRow, Person } from './types.ts'

type Props = { chats: Loaded<ChatRow[]>; me: Person; open: number | undefined; bots: readonly Bot[] }

export function ChatList({ chats, me, open, bots }: Props) {
  const t = useTexts()
  const [query, setQuery] = useState('')
  if (!chats.data) {
    return chats.error ? <Failure what={t.failedChats} error={chats.error} retry={chats.reload} /> : <ListSkeleton />
  }
  const named = (name: string) => name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase())
  const rows = chats.data.filter((row) => named(row.chat.title))
  const begun = new Set(chats.data.map((row) => row.chat.id))
  const others = bots.filter((bot) => bot.built && !begun.has(bot.id) && named(bot.first_name))

  return (
    <div data-list>
      <TextInput
        className={classes.search}
        data-search
        aria-label={t.searchChats}
        placeholder={t.searchChats}
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') {
            event.preventDefault()
            setQuery('')
          }
        }}
      />
      {rows.map((row) => (
        <ChatRowLink key={row.chat.id} row={row} me={me} open={row.chat.id === open} />
      ))}
      {query !== '' && rows.length + others.length === 0 && (
        <Empty text={t.noneFound(query)}>
          <Button variant="default" onClick={() => setQuery('')}>
            {t.showAll}
          </Button>
        </Empty>
      )}
      {query === '' && rows.length === 0 && (
        <Text c="dimmed" size="sm" px="lg" py="sm">
          {t.noChats}
        </Text>
      )}
      {others.length > 0 && (
        <>
          <Text component="h2" size="xs" c="dimmed" px="lg" pt="md" pb="xs">
            {t.otherBots}
          </Text>
          {others.map((bot) => (
            <a
              key={bot.id}
              className={classes.row}
              data-row
              aria-current={bot.id === open}
              {...link({ as: me.id, chat: bot.id })}
            >
              <Avatar id={bot.id} name={bot.first_name} square />
              <span className={classes.lines}>
                <bdi className={`${classes.title} clip`}>{bot.first_name}</bdi>
                <bdi className={`${classes.last} clip`} title={bot.about}>
                  {bot.about}
                </bdi>
              </span>
            </a>
          ))}
        </>
      )}
    </div>
  )
}
