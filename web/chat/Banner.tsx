import { CloseButton, Text } from '@mantine/core'
import classes from './Banner.module.css'
import { useTexts } from './language.tsx'
import { useRemembered } from './memory.ts'

/** Said once. */
export function Banner() {
  const t = useTexts()
  const [seen, setSeen] = useRemembered('banner')
  if (seen === 'seen') return null
  return (
    <section className={classes.banner} aria-label={t.simulator}>
      <Text size="sm" lh={1.3}>
        {t.banner}
      </Text>
      <CloseButton size={36} aria-label={t.dismiss} onClick={() => setSeen('seen')} />
    </section>
  )
}
