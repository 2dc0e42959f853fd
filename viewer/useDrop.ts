import { useEffect } from 'react'
import { droppedFiles } from './load/droppedFiles.js'
import { openFiles } from './state/actions.js'

const allow = (event: DragEvent) => event.preventDefault()

async function open(event: DragEvent) {
  event.preventDefault()
  const files = event.dataTransfer === null ? [] : await droppedFiles(event.dataTransfer)
  if (files.length > 0) await openFiles(files)
}

/** A results folder dropped anywhere on the page opens; crime files are analysed. */
export function useDrop() {
  useEffect(() => {
    const drop = (event: DragEvent) => void open(event)
    addEventListener('dragover', allow)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', allow)
      removeEventListener('drop', drop)
    }
  }, [])
}
