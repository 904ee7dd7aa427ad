/** A file that is shown as a photo, unless it is sent as a document. */
export const isPicture = (file: File) => /^image\/(png|jpeg|webp)$/.test(file.type)
