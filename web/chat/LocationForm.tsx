import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTexts } from './language.tsx'

type Props = { opened: boolean; close: () => void; send: (latitude: number, longitude: number) => void }

/** A place by numbers, for bots that ask where you are. */
export function LocationForm({ opened, close, send }: Props) {
  const t = useTexts()
  const [latitude, setLatitude] = useState('50.4501')
  const [longitude, setLongitude] = useState('30.5234')
  const north = degrees(latitude, 90)
  const east = degrees(longitude, 180)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (north === undefined || east === undefined) return
    send(north, east)
    close()
  }

  return (
    <Modal opened={opened} onClose={close} title={t.shareLocation} size="sm">
      <form onSubmit={submit}>
        <Group grow align="start">
          <TextInput
            label={t.latitude}
            inputMode="decimal"
            value={latitude}
            onChange={(event) => setLatitude(event.currentTarget.value)}
            error={north === undefined && t.coordinateWrong}
            data-autofocus
          />
          <TextInput
            label={t.longitude}
            inputMode="decimal"
            value={longitude}
            onChange={(event) => setLongitude(event.currentTarget.value)}
            error={east === undefined && t.coordinateWrong}
          />
        </Group>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            {t.cancel}
          </Button>
          <Button type="submit">{t.shareLocation}</Button>
        </Group>
      </form>
    </Modal>
  )
}

function degrees(text: string, limit: number): number | undefined {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Math.abs(number) <= limit ? number : undefined
}
