import { IconLock, IconPlus } from '@tabler/icons-react'
import { useTexts } from '../language.tsx'
import { link, type Place } from '../place.ts'
import type { Topic } from '../types.ts'
import classes from './TopicRow.module.css'

type Props = { topics: readonly Topic[]; open: number | undefined; place: Place; begin: (() => void) | undefined }

/** The topics of a chat: one chip each, the chosen one narrows the chat down to it. */
export function TopicRow({ topics, open, place, begin }: Props) {
  const t = useTexts()
  return (
    <nav className={`${classes.row} scroll`} aria-label={t.topics}>
      <a className={classes.chip} aria-current={open === undefined} {...link({ ...place, topic: undefined })}>
        {t.allTopics}
      </a>
      {topics.map((topic) => (
        <a
          key={topic.id}
          className={classes.chip}
          aria-current={topic.id === open}
          {...(topic.unread > 0 ? { 'aria-label': t.topicUnread(topic.name, topic.unread) } : {})}
          {...link({ ...place, topic: topic.id })}
        >
          <span className={classes.dot} style={{ background: `#${topic.color.toString(16).padStart(6, '0')}` }} />
          <bdi className={classes.name}>{topic.name}</bdi>
          {topic.closed && (
            <span role="img" aria-label={t.topicClosed} title={t.topicClosed}>
              <IconLock size={14} stroke={1.5} />
            </span>
          )}
          {topic.unread > 0 && (
            <span className={`${classes.unread} num`}>{topic.unread > 99 ? '99+' : topic.unread}</span>
          )}
        </a>
      ))}
      {begin && (
        <button type="button" className={classes.chip} onClick={begin}>
          <IconPlus size={14} stroke={1.5} aria-hidden />
          {t.newTopic}
        </button>
      )}
    </nav>
  )
}
