/** One of a person's chats. Loaded when it is first needed. */
import { Modal } from '@mantine/core'
import { Avatar } from './Avatar.tsx'
import { api } from './api.ts'
import classes from './ChatList.module.css'
import { ListSkeleton } from './ListSkeleton.tsx'
import { useTexts } from './language.tsx'
import { useLoad } from './load.ts'
import { Empty, Failure } from './States.tsx'
import type { Chat } from './types.ts'

type Props = {
  title: string
  me: number
  fits?: ((chat: Chat) => boolean) | undefined
  pick: (chat: Chat) => void
  close: () => void
}

export default function ChatPicker({ title, close, pick, ...rest }: Props) {
  const picked = (chat: Chat) => {
    close()
    pick(chat)
  }
  return (
    <Modal opened onClose={close} title={title} size="sm">
      <Chats {...rest} pick={picked} />
    </Modal>
  )
}

function Chats({ me, fits = () => true, pick }: Omit<Props, 'title' | 'close'>) {
  const t = useTexts()
  const { data, error, reload } = useLoad(`pick ${me}`, (signal) => api.chats(me, signal))
  if (!data) return error ? <Failure what={t.failedChats} error={error} retry={reload} /> : <ListSkeleton />
  const chats = data.map((row) => row.chat).filter(fits)
  if (chats.length === 0) return <Empty text={t.noChatFits} />
  return chats.map((chat) => (
    <button key={chat.id} type="button" className={`${classes.row} ${classes.plain}`} onClick={() => pick(chat)}>
      <Avatar id={chat.id} name={chat.title} square={chat.bot !== undefined} />
      <bdi className={`${classes.title} clip`}>{chat.title}</bdi>
    </button>
  ))
}
