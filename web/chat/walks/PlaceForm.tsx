/** A place by numbers, or a live location that walks. Loaded when it is first opened. */
import { Button, FileButton, Group, Modal, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTexts } from '../language.tsx'
import { LARGEST_GPX, readGpx } from './gpx.ts'
import { type TrackName, tracks } from './tracks.ts'
import { type Spot, type Way, wayOf } from './way.ts'

export type Outing = { way: Way; speed: number; period: number }
type Props = {
  opened: boolean
  close: () => void
  send: (spot: Spot) => void
  /** Without it, only a place that stands still is asked for. */
  walk?: (outing: Outing) => void
}

const KMH = 1 / 3.6

export default function PlaceForm({ opened, close, send, walk }: Props) {
  const t = useTexts()
  const [how, setHow] = useState('once')
  return (
    <Modal opened={opened} onClose={close} title={t.shareLocation} size="sm">
      {walk && (
        <SegmentedControl
          fullWidth
          mb="md"
          value={how}
          onChange={setHow}
          data={[
            { value: 'once', label: t.placeOnce },
            { value: 'walk', label: t.placeWalk },
          ]}
        />
      )}
      {how === 'once' || !walk ? <Once close={close} send={send} /> : <Walking close={close} walk={walk} />}
    </Modal>
  )
}

function Once({ close, send }: Pick<Props, 'close' | 'send'>) {
  const t = useTexts()
  const [latitude, setLatitude] = useState('50.4501')
  const [longitude, setLongitude] = useState('30.5234')
  const north = degrees(latitude, 90)
  const east = degrees(longitude, 180)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (north === undefined || east === undefined) return
    send({ latitude: north, longitude: east })
    close()
  }
  return (
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
      <Foot close={close} label={t.shareLocation} />
    </form>
  )
}

function Walking({ close, walk }: Pick<Props, 'close'> & { walk: (outing: Outing) => void }) {
  const t = useTexts()
  const [track, setTrack] = useState<TrackName | 'file'>('river')
  const [file, setFile] = useState<{ name: string; points: Spot[] }>()
  const [speed, setSpeed] = useState('5')
  const [period, setPeriod] = useState('3600')
  const [problem, setProblem] = useState<string>()
  const points = track === 'file' ? file?.points : tracks[track]

  const pick = async (picked: File | null) => {
    setFile(undefined)
    if (!picked) return
    if (picked.size > LARGEST_GPX) return setProblem(t.gpxBig)
    const points = readGpx(await picked.text())
    setProblem(points ? undefined : t.gpxWrong)
    if (points) setFile({ name: picked.name, points })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!points) return
    walk({ way: wayOf(points), speed: Number(speed) * KMH, period: Number(period) })
    close()
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <NativeSelect
          label={t.track}
          value={track}
          onChange={(event) => setTrack(event.currentTarget.value as TrackName | 'file')}
          data={[
            { value: 'river', label: t.trackRiver },
            { value: 'park', label: t.trackPark },
            { value: 'file', label: t.trackFile },
          ]}
        />
        {track === 'file' && (
          <Group>
            <FileButton accept=".gpx,application/gpx+xml" onChange={(picked) => void pick(picked)}>
              {(props) => (
                <Button variant="default" {...props}>
                  {t.pickGpx}
                </Button>
              )}
            </FileButton>
            {file && (
              <Text size="sm" className="clip">
                <bdi>{file.name}</bdi>
              </Text>
            )}
          </Group>
        )}
        {problem && (
          <Text size="sm" c="var(--ph-harm)" role="alert">
            {problem}
          </Text>
        )}
        <NativeSelect
          label={t.speed}
          value={speed}
          onChange={(event) => setSpeed(event.currentTarget.value)}
          data={[
            { value: '5', label: t.speedWalk },
            { value: '12', label: t.speedRun },
            { value: '25', label: t.speedBike },
            { value: '50', label: t.speedCar },
            { value: '500', label: t.speedFast },
          ]}
        />
        <NativeSelect
          label={t.livePeriod}
          value={period}
          onChange={(event) => setPeriod(event.currentTarget.value)}
          data={[
            { value: '900', label: t.minutes15 },
            { value: '3600', label: t.hour1 },
            { value: '28800', label: t.hours8 },
          ]}
        />
      </Stack>
      <Foot close={close} label={t.startWalk} disabled={!points} />
    </form>
  )
}

function Foot({ close, label, disabled = false }: { close: () => void; label: string; disabled?: boolean }) {
  const t = useTexts()
  return (
    <Group justify="flex-end" mt="lg">
      <Button variant="default" onClick={close}>
        {t.cancel}
      </Button>
      <Button type="submit" disabled={disabled}>
        {label}
      </Button>
    </Group>
  )
}

function degrees(text: string, limit: number): number | undefined {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Math.abs(number) <= limit ? number : undefined
}
