import { Avatar } from './Avatar.tsx'
import classes from './ChatList.module.css'
import { useTexts } from './language.tsx'
import { Moment } from './Moment.tsx'
import { draftKey, useRemembered } from './memory.ts'
import { link } from './place.ts'
import { preview } from './preview.ts'
import type { ChatRow, Person } from './types.ts'

export function ChatRowLink({ row, me, open }: { row: ChatRow; me: Person; open: boolean }) {
  const t = useTexts()
  const { chat, last, unread } = row
  const [draft] = useRemembered(draftKey(me.id, chat.id))
  const line = last ? preview(last.message, t) : ''
  return (
    <a className={classes.row} data-row aria-current={open} {...link({ as: me.id, chat: chat.id })}>
      <Avatar id={chat.id} name={chat.title} square={chat.bot !== undefined} />
      <span className={classes.lines}>
        <span className={classes.line}>
          <bdi className={`${classes.title} clip`} title={chat.title}>
            {chat.title}
          </bdi>
          <span className={classes.time}>{last && <Moment date={new Date(last.message.date * 1000)} as="ago" />}</span>
        </span>
        <span className={classes.line}>
          <span className={`${classes.last} clip`} title={draft ?? line}>
            {draft !== null && !open ? (
              <>
                <span className={classes.draft}>{t.draft}</span> <bdi>{draft}</bdi>
              </>
            ) : (
              <>
                {last?.outgoing && `${t.you} `}
                <bdi>{line}</bdi>
              </>
            )}
          </span>
          {unread > 0 && (
            <span className={`${classes.unread} num`} title={t.unread(unread)}>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </span>
      </span>
    </a>
  )
}
