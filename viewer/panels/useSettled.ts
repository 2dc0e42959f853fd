import { useEffect, useState } from 'react'

const STILL_MS = 150

/** What is being typed, once typing rests. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), STILL_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
