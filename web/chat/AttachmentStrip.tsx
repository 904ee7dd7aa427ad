import { Checkbox, CloseButton, Text } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { hasOwnKind, isPicture } from './attachment.ts'
import classes from './Composer.module.css'
import { useLanguage, useTexts } from './language.tsx'
import { bytes } from './time.ts'

type Props = { files: readonly File[]; asFile: boolean; setAsFile: (asFile: boolean) => void; remove: () => void }

export function AttachmentStrip({ files, asFile, setAsFile, remove }: Props) {
  const t = useTexts()
  const language = useLanguage()
  const urls = useMemo(() => files.filter(isPicture).map((file) => URL.createObjectURL(file)), [files])
  useEffect(
    () => () => {
      for (const url of urls) URL.revokeObjectURL(url)
    },
    [urls],
  )
  const names = files.map((file) => file.name).join(', ')
  return (
    <div className={classes.strip}>
      {urls.slice(0, 4).map((url) => (
        <img key={url} className={classes.thumb} src={url} alt="" />
      ))}
      <div className={classes.stripText}>
        <Text size="sm" className="clip" title={names}>
          <bdi>{names}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className="num">
          {bytes(
            files.reduce((sum, file) => sum + file.size, 0),
            language,
          )}
        </Text>
      </div>
      {hasOwnKind(files) && (
        <Checkbox label={t.asFile} checked={asFile} onChange={(event) => setAsFile(event.currentTarget.checked)} />
      )}
      <CloseButton size={44} aria-label={t.removeFile} onClick={remove} />
    </div>
  )
}
