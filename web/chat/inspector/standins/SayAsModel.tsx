import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { reasonOf } from '../../failure.ts'
import { useTexts } from '../../language.tsx'
import { usePrompts } from '../../prompts.tsx'
import { Section } from './Section.tsx'
import { standInsApi } from './standInsApi.ts'

/** The next question is answered in the words of whoever looks at the page. */
export function SayAsModel() {
  const t = useTexts()
  const { toast } = usePrompts()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    standInsApi.say(text).then(
      () => {
        setText('')
        toast(t.saidNext)
      },
      (error: Error) => toast(t.failed(reasonOf(error, t))),
    )
  }
  return (
    <Section title={t.sayAsModel}>
      <form onSubmit={submit}>
        <Stack gap="sm" p="lg" pt="xs">
          <Text size="xs" c="dimmed">
            {t.sayAsModelHint}
          </Text>
          <Textarea
            aria-label={t.sayAsModel}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={20_000}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={text.trim() === ''}>
              {t.sayIt}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
