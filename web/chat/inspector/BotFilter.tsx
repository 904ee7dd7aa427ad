import { NativeSelect } from '@mantine/core'
import { useTexts } from '../language.tsx'
import type { Bot } from '../types.ts'

type Props = { bots: readonly Bot[]; bot: number | undefined; choose: (bot: number | undefined) => void }

export function BotFilter({ bots, bot, choose }: Props) {
  const t = useTexts()
  const built = bots.filter((bot) => bot.built)
  if (built.length < 2) return null
  return (
    <NativeSelect
      px="lg"
      py="sm"
      aria-label={t.botFilter}
      value={bot === undefined ? '' : String(bot)}
      onChange={(event) => choose(event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
      data={[
        { value: '', label: t.allBots },
        ...built.map((bot) => ({ value: String(bot.id), label: bot.first_name })),
      ]}
    />
  )
}
