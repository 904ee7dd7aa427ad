import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from './api.ts'
import { reasonOf } from './failure.ts'
import { useLanguage, useTexts } from './language.tsx'
import { languageNames } from './texts.ts'
import type { Language, Person } from './types.ts'

type Props = { opened: boolean; close: () => void; added: (person: Person) => void }

export function AddPerson({ opened, close, added }: Props) {
  const t = useTexts()
  return (
    <Modal opened={opened} onClose={close} title={t.addPerson} size="sm">
      <PersonForm close={close} added={added} />
    </Modal>
  )
}

function PersonForm({ close, added }: Omit<Props, 'opened'>) {
  const t = useTexts()
  const mine = useLanguage()
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [username, setUsername] = useState('')
  const [language, setLanguage] = useState<Language>(mine)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const nick = username.trim().replace(/^@/, '')
  const wrong = nick !== '' && !/^[a-z]\w{4,31}$/i.test(nick)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (first.trim() === '' || wrong) return
    setBusy(true)
    const person = {
      first_name: first.trim(),
      language_code: language,
      ...(last.trim() === '' ? {} : { last_name: last.trim() }),
      ...(nick === '' ? {} : { username: nick }),
    }
    api
      .addPerson(person)
      .then((person) => {
        added(person)
        close()
      })
      .catch((error: Error) => setError(t.failed(reasonOf(error, t))))
      .finally(() => setBusy(false))
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t.firstName}
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
          maxLength={64}
          required
          data-autofocus
        />
        <TextInput
          label={t.lastName}
          value={last}
          onChange={(event) => setLast(event.currentTarget.value)}
          maxLength={64}
        />
        <TextInput
          label={t.username}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          leftSection="@"
          error={wrong && t.usernameWrong}
        />
        <NativeSelect
          label={t.language}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
        />
        {error && (
          <Text size="sm" c="var(--ph-harm)" role="alert">
            {error}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={first.trim() === '' || wrong}>
            {t.addPerson}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
