/** Who is in a group. Loaded when somebody asks. */
import type { User } from '@grammyjs/types'
import { Badge, Modal, Text } from '@mantine/core'
import { Avatar } from '../Avatar.tsx'
import classes from '../ChatList.module.css'
import { get } from '../http.ts'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import { useLoad } from '../load.ts'
import { fullName } from '../names.ts'
import { Failure } from '../States.tsx'
import type { Texts } from '../texts.ts'
import type { Bot, Chat } from '../types.ts'

type Member = { user?: User; status: string; present: boolean }
type Props = { chat: Chat; bots: readonly Bot[]; close: () => void }

export default function MembersList({ chat, bots, close }: Props) {
  const t = useTexts()
  return (
    <Modal opened onClose={close} title={t.membersTitle} size="sm">
      <Members chat={chat} bots={bots} />
    </Modal>
  )
}

function Members({ chat, bots }: Omit<Props, 'close'>) {
  const t = useTexts()
  const { data, error, reload } = useLoad(`members ${chat.id}`, (signal) =>
    get<{ members: Member[] }>(`/sim/chats/${chat.id}`, signal),
  )
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  return data.members.map(({ user, status, present }) => {
    if (!user || !present) return null
    const bot = bots.find(({ id }) => id === user.id)
    return (
      <div key={user.id} className={classes.row}>
        <Avatar id={user.id} name={fullName(user)} square={user.is_bot} />
        <span className={classes.lines}>
          <bdi className="clip">{fullName(user)}</bdi>
          <Text size="xs" c="dimmed" className="clip">
            {[user.is_bot && t.botStanding, standing(status, t)].filter(Boolean).join(' · ')}
          </Text>
        </span>
        {bot?.built === false && (
          <Badge variant="default" size="sm" tt="none" fw={500}>
            {t.notBuilt}
          </Badge>
        )}
      </div>
    )
  })
}

function standing(status: string, t: Texts): string | undefined {
  if (status === 'creator') return t.ownerStanding
  return status === 'administrator' ? t.adminStanding : undefined
}
