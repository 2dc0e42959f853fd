import { useEffect } from 'react'
import { chosenFiles, droppedFiles } from './load/source.js'
import { openResults } from './state/actions.js'

const allow = (event: DragEvent) => event.preventDefault()

async function open(event: DragEvent) {
  event.preventDefault()
  const files = event.dataTransfer === null ? [] : await droppedFiles(event.dataTransfer)
  if (files.length > 0) await openResults(chosenFiles(files))
}

/** A results folder dropped anywhere on the page opens. */
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
