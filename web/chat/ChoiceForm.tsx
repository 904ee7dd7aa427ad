/** Whom a bot's button asks for: people, or a chat. Loaded when it is first needed. */
import type { User } from '@grammyjs/types'
import { Button, Checkbox, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { Avatar } from './Avatar.tsx'
import { api } from './api.ts'
import classes from './ChatList.module.css'
import { get } from './http.ts'
import { ListSkeleton } from './ListSkeleton.tsx'
import { useWords } from './language.tsx'
import { useLoad } from './load.ts'
import { fullName } from './names.ts'
import { Empty, Failure } from './States.tsx'
import * as words from './texts/choosing.ts'
import type { Chat, Person } from './types.ts'

type Chosen = { users: number[] } | { chat: number }
type Choices = { users?: User[]; chats?: Pick<Chat, 'id' | 'type' | 'title'>[]; most: number }
type Props = { me: Person; chat: Chat; label: string; close: () => void; share: (chosen: Chosen) => void }

export default function ChoiceForm({ me, chat, label, close, share }: Props) {
  const shared = (chosen: Chosen) => {
    close()
    share(chosen)
  }
  return (
    <Modal opened onClose={close} title={label} size="sm">
      <Choosing me={me} chat={chat} label={label} share={shared} />
    </Modal>
  )
}

function Choosing({ me, chat, label, share }: Omit<Props, 'close'>) {
  const w = useWords(words)
  const { data, error, reload } = useLoad(`choices ${me.id} ${chat.id} ${label}`, (signal) =>
    get<Choices>(`${api.chatPath(me.id, chat.id)}/choices?label=${encodeURIComponent(label)}`, signal),
  )
  if (!data) return error ? <Failure what={w.failed} error={error} retry={reload} /> : <ListSkeleton />
  const { users, chats = [], most } = data
  if ((users ?? chats).length === 0) return <Empty text={users ? w.nobodyFits : w.noChatFits} />
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {users ? w.peopleTold(chat.title, most) : w.chatTold(chat.title)}
      </Text>
      {users && most > 1 ? (
        <Several users={users} most={most} share={share} />
      ) : users ? (
        users.map((user) => <Row key={user.id} user={user} pick={() => share({ users: [user.id] })} />)
      ) : (
        chats.map(({ id, title }) => <Row key={id} id={id} name={title} pick={() => share({ chat: id })} />)
      )}
    </>
  )
}

function Several({ users, most, share }: { users: User[]; most: number; share: Props['share'] }) {
  const w = useWords(words)
  const [chosen, setChosen] = useState<readonly number[]>([])
  const toggle = (id: number) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, most))
  return (
    <>
      {users.map((user) => (
        <Checkbox
          key={user.id}
          py="xs"
          label={nameOf(user)}
          checked={chosen.includes(user.id)}
          disabled={chosen.length >= most && !chosen.includes(user.id)}
          onChange={() => toggle(user.id)}
        />
      ))}
      <Group justify="flex-end" mt="lg">
        <Button disabled={chosen.length === 0} onClick={() => share({ users: [...chosen] })}>
          {w.share(chosen.length)}
        </Button>
      </Group>
    </>
  )
}

type RowProps = { pick: () => void } & ({ user: User } | { id: number; name: string })

function Row({ pick, ...who }: RowProps) {
  const { id, name, bot } =
    'user' in who ? { id: who.user.id, name: nameOf(who.user), bot: who.user.is_bot } : { ...who, bot: false }
  return (
    <button type="button" className={`${classes.row} ${classes.plain}`} onClick={pick}>
      <Avatar id={id} name={name} square={bot} />
      <bdi className={`${classes.title} clip`}>{name}</bdi>
    </button>
  )
}

const nameOf = (user: User) => (user.username ? `${fullName(user)} (@${user.username})` : fullName(user))
