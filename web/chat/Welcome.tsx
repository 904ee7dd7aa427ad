import { Badge, Button, Text, Title } from '@mantine/core'
import { Avatar } from './Avatar.tsx'
import { useTexts } from './language.tsx'
import { fullName } from './names.ts'
import type { Bot, Person } from './types.ts'
import classes from './Welcome.module.css'

type Props = {
  bots: readonly Bot[]
  people: readonly Person[]
  openBot: (bot: number, text: string | undefined, as?: number) => void
  narrow?: boolean
}

/** The first visit: what there is to try, and as whom. */
export function Welcome({ bots, people, openBot, narrow = false }: Props) {
  const t = useTexts()
  const built = bots.filter((bot) => bot.built)
  const later = bots.filter((bot) => !bot.built)
  return (
    <section className={narrow ? classes.narrow : `${classes.welcome} scroll`}>
      <div className={classes.column}>
        <Title order={1}>{t.welcomeTitle}</Title>
        <Text c="dimmed" mt={4} mb="xl" maw="62ch">
          {narrow ? t.welcomeTextNarrow : t.welcomeText}
        </Text>
        <ul className={classes.cards}>
          {built.map((bot) => (
            <BotCard key={bot.id} bot={bot} people={people} openBot={openBot} />
          ))}
        </ul>
        {later.length > 0 && (
          <ul className={classes.later}>
            {later.map((bot) => (
              <li key={bot.id} className={classes.quiet}>
                <bdi className={classes.quietName}>{bot.first_name}</bdi>
                <bdi className={classes.quietAbout}>{bot.about}</bdi>
                <Badge variant="default" size="sm" tt="none" fw={500}>
                  {t.notBuilt}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

function BotCard({ bot, people, openBot }: { bot: Bot } & Pick<Props, 'people' | 'openBot'>) {
  const t = useTexts()
  const as = bot.try && people.find((person) => person.id === bot.try?.person)
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <Avatar id={bot.id} name={bot.first_name} size={44} square />
        <div style={{ minWidth: 0 }}>
          <Text fw={600} size="lg" className="clip" title={bot.first_name}>
            <bdi>{bot.first_name}</bdi>
          </Text>
          <Text size="xs" c="dimmed" className="clip">
            @{bot.username}
          </Text>
        </div>
      </div>
      <Text className={classes.about}>{bot.about}</Text>
      <div className={classes.foot}>
        <Button onClick={() => openBot(bot.id, bot.try?.text, bot.try?.person)}>{bot.try?.label ?? t.openChat}</Button>
        {as && (
          <Text size="xs" c="dimmed" className="clip" title={as.about}>
            {t.asPerson(fullName(as))}
            {as.about && `, ${as.about}`}
          </Text>
        )}
      </div>
    </li>
  )
}
