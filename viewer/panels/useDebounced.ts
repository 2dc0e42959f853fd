import { useEffect, useRef } from 'react'

/** Calls `act` with the last value once none has come for `wait` milliseconds. */
export function useDebounced<T>(act: (value: T) => void, wait: number): (value: T) => void {
  const timer = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (value) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => act(value), wait) as unknown as number
  }
}
