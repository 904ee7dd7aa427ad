import { Checkbox, CloseButton, Text } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import classes from './Composer.module.css'
import { useLanguage, useTexts } from './language.tsx'
import { isPicture } from './pictures.ts'
import { bytes } from './time.ts'

type Props = { file: File; asPhoto: boolean; setAsPhoto: (asPhoto: boolean) => void; remove: () => void }

export function AttachmentStrip({ file, asPhoto, setAsPhoto, remove }: Props) {
  const t = useTexts()
  const language = useLanguage()
  const picture = isPicture(file)
  const url = useMemo(() => (isPicture(file) ? URL.createObjectURL(file) : undefined), [file])
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url])
  return (
    <div className={classes.strip}>
      {url && <img className={classes.thumb} src={url} alt="" />}
      <div className={classes.stripText}>
        <Text size="sm" className="clip" title={file.name}>
          <bdi>{file.name}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className="num">
          {bytes(file.size, language)}
        </Text>
      </div>
      {picture && (
        <Checkbox label={t.asFile} checked={!asPhoto} onChange={(event) => setAsPhoto(!event.currentTarget.checked)} />
      )}
      <CloseButton size={44} aria-label={t.removeFile} onClick={remove} />
    </div>
  )
}
