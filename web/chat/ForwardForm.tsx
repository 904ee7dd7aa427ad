import { Modal } from '@mantine/core'
import { Avatar } from './Avatar.tsx'
import { api } from './api.ts'
import classes from './ChatList.module.css'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { useLoad } from './load.ts'
import { usePrompts } from './prompts.tsx'
import type { ChatRow, Entry } from './types.ts'

type Props = { entry: Entry | undefined; me: number; chat: number; close: () => void }

/** Which chat a message is forwarded to. */
export function ForwardForm({ entry, me, chat, close }: Props) {
  const t = useTexts()
  return (
    <Modal opened={entry !== undefined} onClose={close} title={t.forwardTo} size="sm">
      {entry && <Chats entry={entry} me={me} chat={chat} close={close} />}
    </Modal>
  )
}

function Chats({ entry, me, chat, close }: Props & { entry: Entry }) {
  const t = useTexts()
  const { toast } = usePrompts()
  const { data } = useLoad(`forward ${me}`, (signal) => api.chats(me, signal))
  const forward = (row: ChatRow) => {
    close()
    api.forward(me, chat, entry.message.message_id, row.chat.id).then(
      () => toast(t.forwardedTo(row.chat.title)),
      (error: Error) => toast(t.failed(reasonOf(error, t))),
    )
  }
  return data?.map((row) => (
    <button key={row.chat.id} type="button" className={`${classes.row} ${classes.plain}`} onClick={() => forward(row)}>
      <Avatar id={row.chat.id} name={row.chat.title} square={row.chat.bot !== undefined} />
      <bdi className={`${classes.title} clip`}>{row.chat.title}</bdi>
    </button>
  ))
}
