import { ActionIcon, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconWalk } from '@tabler/icons-react'
import { reasonOf } from '../failure.ts'
import { useLanguage, useTexts } from '../language.tsx'
import { link } from '../place.ts'
import { usePrompts } from '../prompts.tsx'
import { metresWords } from './metres.ts'
import classes from './WalkStrip.module.css'
import { pauseWalk, stopWalk, useWalks, type Walk } from './walks.ts'
import { lengthOf } from './way.ts'

/** Who is walking where, on top of the page while they walk. */
export function WalkStrip() {
  return useWalks().map((walk) => <Line key={walk.key} walk={walk} />)
}

function Line({ walk }: { walk: Walk }) {
  const t = useTexts()
  const language = useLanguage()
  const { toast } = usePrompts()
  const length = lengthOf(walk.way)
  const words = (walk.paused ? t.walkPaused : t.walking)(walk.name, walk.title)
  const stop = () => {
    stopWalk(walk.key).catch((error: Error) => toast(t.failed(reasonOf(error, t))))
  }
  return (
    <section className={classes.strip} aria-label={words}>
      <IconWalk size={20} stroke={1.5} aria-hidden />
      <a className={`${classes.words} clip`} {...link({ as: walk.person, chat: walk.chat })}>
        {words}
      </a>
      <Text size="xs" c="dimmed" className={`${classes.far} num`}>
        {t.walked(metresWords(walk.metres, t, language), metresWords(length, t, language))}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={walk.paused ? t.resumeWalk : t.pauseWalk}
        title={walk.paused ? t.resumeWalk : t.pauseWalk}
        onClick={() => pauseWalk(walk.key, !walk.paused)}
      >
        {walk.paused ? <IconPlayerPlay size={18} stroke={1.5} /> : <IconPlayerPause size={18} stroke={1.5} />}
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={t.stopWalk} title={t.stopWalk} onClick={stop}>
        <IconPlayerStop size={18} stroke={1.5} />
      </ActionIcon>
      <span className={classes.bar} style={{ width: `${(100 * walk.metres) / Math.max(1, length)}%` }} aria-hidden />
    </section>
  )
}
